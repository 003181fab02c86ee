using System.Text.RegularExpressions;

namespace MrJob.Core.Uploads;

/// <summary>Placeholders in a rule's job: <c>{day}</c>. <c>{{day}}</c> is the text <c>{day}</c>; any other braces are what they are. Pure.</summary>
internal static partial class Placeholders
{
    /// <summary>The names in their order; none where the text is only a text.</summary>
    public static IReadOnlyList<string> In(string text) => [.. Name().Matches(text).Where(m => m.Groups["name"].Success).Select(m => m.Groups["name"].Value)];

    /// <summary>What every text that is made of it begins with.</summary>
    public static string LiteralStart(string text) => Name().Matches(text).FirstOrDefault(m => m.Groups["name"].Success) is { } first ? Fill(text[..first.Index], _ => "") : Fill(text, _ => "");

    public static string Fill(string text, Func<string, string> value) =>
        Name().Replace(text, m => m.Groups["name"] is { Success: true, Value: var name } ? value(name) : $"{{{m.Groups["literal"].Value}}}");

    [GeneratedRegex(@"\{\{(?<literal>[a-z_][a-z0-9_]*)\}\}|\{(?<name>[a-z_][a-z0-9_]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
