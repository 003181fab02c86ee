using System.Collections.Frozen;
using System.Globalization;

namespace MrJob.Local.Gateway.Schedules;

/// <summary>The values that one field of a cron expression takes.</summary>
internal sealed class CronField
{
    public static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    public static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly FrozenSet<int> _values;

    private CronField(IEnumerable<int> values) => (_values, Max) = (values.ToFrozenSet(), values.Max());

    public int Max { get; }

    public bool Has(int value) => _values.Contains(value);

    /// <param name="names">Names of the values, the first one for 1; or null.</param>
    /// <exception cref="FormatException">Saying what is wrong and what is allowed.</exception>
    public static CronField Parse(string field, string text, int min, int max, string[]? names = null) =>
        new([.. text.Split(',').SelectMany(part => Values(part, min, max, names) ?? throw new FormatException(
            $"has '{part}' as {field}; it must be '*', '?' or values from {min} to {max}, in lists (,), ranges (-) or steps (/)."))]);

    private static IEnumerable<int>? Values(string part, int min, int max, string[]? names)
    {
        var (range, every) = part.Split('/', 2) is [var before, var step] ? (before, Number(step, null)) : (part, 1);
        var (first, last) = range switch
        {
            "*" or "?" => (min, max),
            _ when range.Split('-', 2) is [var from, var to] => (Number(from, names), Number(to, names)),
            _ => (Number(range, names), part.Contains('/') ? max : Number(range, names)),
        };
        return first >= min && last <= max && first <= last && every >= 1
            ? Enumerable.Range(first.Value, last.Value - first.Value + 1).Where(value => (value - first.Value) % every.Value == 0)
            : null;
    }

    private static int? Number(string text, string[]? names) =>
        names is not null && Array.IndexOf(names, text.ToUpperInvariant()) is >= 0 and var index ? index + 1
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : null;
}
