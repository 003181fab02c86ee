using System.Globalization;

namespace MrJob.Local.Streaming.Arguments;

/// <summary>A job's properties, by their current names; an old name means the new one.</summary>
internal sealed class JobConf
{
    private readonly Dictionary<string, string> properties = [];

    public JobConf(IEnumerable<KeyValuePair<string, string>> properties)
    {
        foreach (var (name, value) in properties)
            Set(name, value);
    }

    public string? this[string name] => properties.GetValueOrDefault(DeprecatedNames.Current(name));

    /// <summary>All properties, those that have an old name under both.</summary>
    public IEnumerable<KeyValuePair<string, string>> All => properties.Concat(properties
        .Where(p => DeprecatedNames.Old(p.Key) is not null).Select(p => KeyValuePair.Create(DeprecatedNames.Old(p.Key)!, p.Value)));

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
}
