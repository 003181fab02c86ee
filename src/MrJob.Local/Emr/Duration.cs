using System.Globalization;
using System.Text.RegularExpressions;

namespace MrJob.Local.Emr;

/// <summary>Durations as people write them: a number and <c>ms</c>, <c>s</c>, <c>m</c> or <c>h</c>, such as <c>500ms</c> or <c>1.5m</c>.</summary>
internal static partial class Duration
{
    /// <summary>What a text that is none is told.</summary>
    public const string Allowed = "a number with ms, s, m or h, such as 500ms or 90s, up to 24h";

    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (Form().Match(text ?? "") is not { Success: true } match)
            return false;
        var milliseconds = double.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            * match.Groups[2].Value switch { "h" => 3_600_000, "m" => 60_000, "s" => 1000, _ => 1 };
        if (milliseconds > Longest.TotalMilliseconds)
            return false;
        duration = TimeSpan.FromMilliseconds(milliseconds);
        return true;
    }

    [GeneratedRegex(@"^([0-9]{1,12}(?:\.[0-9]{1,6})?)(ms|s|m|h)$")]
    private static partial Regex Form();
}
