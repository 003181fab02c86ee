using System.Globalization;

namespace MrJob.Cli.S3;

/// <summary>How old something is, as people write it.</summary>
internal static class Age
{
    public const string Form = "a whole number with m (minutes), h (hours) or d (days), such as 30m, 12h or 30d; without a letter, hours";

    /// <summary>Reads <c>30m</c>, <c>12h</c>, <c>30d</c>, or <c>12</c> for hours. Null when it is none of these.</summary>
    public static TimeSpan? Parse(string text)
    {
        var unit = text.Length > 0 && char.IsAsciiLetter(text[^1]) ? text[^1] : 'h';
        var digits = text.TrimEnd('m', 'h', 'd');
        if (text.Length - digits.Length > 1 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return unit switch
        {
            'm' => TimeSpan.FromMinutes(number),
            'h' => TimeSpan.FromHours(number),
            'd' when number <= 36_500 => TimeSpan.FromDays(number),
            _ => null,
        };
    }
}
