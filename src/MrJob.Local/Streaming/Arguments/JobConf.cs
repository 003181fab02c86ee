using System.Globalization;
using System.Text.RegularExpressions;

namespace MrJob.Local.Streaming.Arguments;

/// <summary>A job's properties, by their current names; an old name means the new one.</summary>
internal sealed partial class JobConf
{
    /// <summary>How many variables Hadoop's <c>Configuration</c> replaces in one value before it takes them for a circle.</summary>
    private const int MostVariables = 20;

    private readonly Dictionary<string, string> properties = [];

    public JobConf(IEnumerable<KeyValuePair<string, string>> properties)
    {
        foreach (var (name, value) in properties)
            Set(name, value);
    }

    /// <summary>The value, with <c>${other.property}</c> in it replaced.</summary>
    public string? this[string name] => Raw(name) is { } value ? Expand(value) : null;

    /// <summary>All properties, those that have an old name under both.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => properties.SelectMany(p =>
        DeprecatedNames.Old(p.Key) is { } old ? new[] { p.Key, old } : [p.Key], (p, name) => KeyValuePair.Create(name, Expand(p.Value)));

    public void Set(string name, string value) => properties[DeprecatedNames.Current(name)] = value;

    public JobConf With(params IEnumerable<KeyValuePair<string, string>> more) => new(properties.Concat(more));

    public string Text(string name, string absent) => this[name] ?? absent;

    /// <exception cref="StreamingClientException">The value is no whole number or is too small.</exception>
    public long Number(string name, long absent, long least = 0, long most = long.MaxValue)
    {
        if (this[name] is not { } text)
            return absent;
        return long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new StreamingClientException(3, $"{name} is \"{text}\"; it must be a whole number from {least}{(most == long.MaxValue ? "" : $" to {most}")}");
    }

    /// <summary>As Hadoop reads it: anything but <c>true</c> and <c>false</c> counts as absent.</summary>
    public bool Flag(string name, bool absent) => this[name]?.Trim().ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => absent,
    };

    private string? Raw(string name) => properties.GetValueOrDefault(DeprecatedNames.Current(name));

    /// <exception cref="StreamingClientException">Its variables go in a circle.</exception>
    private string Expand(string value)
    {
        var expanded = value;
        for (var replaced = 0; replaced < MostVariables; replaced++)
        {
            if (Variable().Match(expanded) is not { Success: true } found || Raw(found.Groups[1].Value) is not { } inside)
                return expanded; // what nobody has set stays as it is
            expanded = string.Concat(expanded.AsSpan(0, found.Index), inside, expanded.AsSpan(found.Index + found.Length));
        }

        throw new StreamingClientException(3, $"Variable substitution depth too large: {MostVariables} {value}");
    }

    [GeneratedRegex(@"\$\{([^}$\s]+)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
