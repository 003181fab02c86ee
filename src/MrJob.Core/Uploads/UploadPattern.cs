using System.Text;
using System.Text.RegularExpressions;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>
/// A glob over keys with named captures: <c>*</c> and <c>?</c> stand for characters of one name between slashes, <c>**</c> for any, <c>{day}</c>
/// for a name or a part of one, <c>{day:20??-*}</c> for one that matches the glob. Matching takes time in proportion to the key.
/// </summary>
internal sealed partial class UploadPattern
{
    private readonly Regex _regex;

    private UploadPattern(string text, string prefix, IReadOnlyList<string> captures, Regex regex) => (Text, Prefix, Captures, _regex) = (text, prefix, captures, regex);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>What every key that matches begins with.</summary>
    public string Prefix { get; }

    /// <summary>The names of the captures, in their order.</summary>
    public IReadOnlyList<string> Captures { get; }

    /// <summary>What the captures have caught; null when the key does not match.</summary>
    public IReadOnlyDictionary<string, string>? Match(string key) => _regex.Match(key) is { Success: true } match
        ? Captures.ToDictionary(name => name, name => match.Groups[name].Value, StringComparer.Ordinal) : null;

    /// <summary>Null and faults when it is malformed.</summary>
    public static UploadPattern? Read(JsonReader reader, string text, string path)
    {
        var regex = new StringBuilder(@"\A");
        var captures = new List<string>();
        var end = 0; // of what was read
        foreach (Match part in Part().Matches(text))
        {
            regex.Append(Regex.Escape(text[end..part.Index]));
            end = part.Index + part.Length;
            if (part.Groups["name"] is not { Success: true, Value: var name })
                regex.Append(Glob(part.Value));
            else if (!Add(reader, path, captures, name) || (part.Groups["glob"].Value.Contains("**", StringComparison.Ordinal) && Faulty(reader, path, $"captures {{{name}}} with **: a capture is within one name between slashes")) || (part.Index > 0 && text[part.Index - 1] == '}' && Faulty(reader, path, $"has no character between {{{name}}} and the capture before it, so that nobody could tell where it begins")))
                return null;
            else
                regex.Append($"(?<{name}>{(part.Groups["glob"] is { Success: true, Value: var glob } ? OfName(glob) : "[^/]+")})");
        }
        regex.Append(Regex.Escape(text[end..])).Append(@"\z");
        if (text.StartsWith('/') || S3Uri.HasScheme(text))
        {
            reader.Fault(path, "must be a key without its bucket (which is the member bucket), and without a slash at its beginning");
            return null;
        }
        if (text.Length == 0 || Part().Replace(text, "") is var rest && rest.AsSpan().ContainsAny('{', '}'))
        {
            reader.Fault(path, "must be a key with *, ?, ** and captures such as {day} or {day:20??-*}; a brace of its own cannot be in it");
            return null;
        }
        var prefix = Part().Match(text) is { Success: true } first ? text[..first.Index] : text;
        return new(text, prefix, captures, new(regex.ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline));
    }

    private static bool Add(JsonReader reader, string path, List<string> captures, string name)
    {
        if (UploadValues.BuiltIn.Contains(name))
            reader.Fault(path, $"captures {{{name}}}, which is always there: {string.Join(", ", UploadValues.BuiltIn)}");
        else if (captures.Contains(name))
            reader.Fault(path, $"captures {{{name}}} twice");
        else
        {
            captures.Add(name);
            return true;
        }
        return false;
    }

    private static bool Faulty(JsonReader reader, string path, string fault)
    {
        reader.Fault(path, fault);
        return true;
    }

    private static string OfName(string glob) => Wild().Replace(Regex.Escape(glob), m => m.Value == @"\*" ? "[^/]*" : "[^/]");

    private static string Glob(string wild) => wild switch { "**" => ".*", "*" => "[^/]*", _ => "[^/]" };

    [GeneratedRegex(@"\{(?<name>[a-z_][a-z0-9_]{0,40})(?::(?<glob>[^{}/]+))?\}|\*\*|\*|\?", RegexOptions.CultureInvariant)]
    private static partial Regex Part();

    [GeneratedRegex(@"\\\*|\\\?", RegexOptions.CultureInvariant)]
    private static partial Regex Wild();
}
