namespace MrJob.Local.Gateway.Schedules;

/// <summary>When something runs.</summary>
internal abstract record Schedule
{
    /// <summary>The first time after <paramref name="after"/>, or null when there is none.</summary>
    /// <param name="start">When the schedule began to count.</param>
    public abstract DateTimeOffset? Next(DateTimeOffset start, DateTimeOffset after);
}

/// <summary><c>rate(5 minutes)</c>: every so often from the start on, the first time one interval after it.</summary>
internal sealed record RateSchedule(TimeSpan Interval, string Unit) : Schedule
{
    public override DateTimeOffset? Next(DateTimeOffset start, DateTimeOffset after) =>
        start + Interval * (Math.Max(0, (after - start).Ticks / Interval.Ticks) + 1);

    public override string ToString() => $"every {Unit}";
}

/// <summary>Reads the schedule expressions of EventBridge and of EventBridge Scheduler.</summary>
internal static class ScheduleExpression
{
    /// <param name="zone">The time zone of a cron expression.</param>
    /// <exception cref="FormatException">Saying what is wrong and what is allowed.</exception>
    public static Schedule Parse(string text, TimeZoneInfo zone) => Argument(text) switch
    {
        ("rate", var argument) => Rate(text, argument),
        ("cron", var argument) => CronSchedule.Parse(argument, zone),
        _ => throw new FormatException($"is '{text}'; it must be rate(5 minutes) or cron(0 12 * * ? *) or the like."),
    };

    private static (string Kind, string Argument) Argument(string text) =>
        text.IndexOf('(') is > 0 and var open && text.EndsWith(')') ? (text[..open], text[(open + 1)..^1].Trim()) : ("", "");

    private static RateSchedule Rate(string text, string argument)
    {
        if (argument.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var number, var unit]
            || !int.TryParse(number, out var count) || count < 1)
            throw new FormatException($"is '{text}'; a rate is a whole number from 1 and minutes, hours or days.");
        return new(count * Unit(text, unit), count == 1 ? $"1 {unit.TrimEnd('s')}" : $"{count} {unit.TrimEnd('s')}s");
    }

    private static TimeSpan Unit(string text, string unit) => unit switch
    {
        "minute" or "minutes" => TimeSpan.FromMinutes(1),
        "hour" or "hours" => TimeSpan.FromHours(1),
        "day" or "days" => TimeSpan.FromDays(1),
        _ => throw new FormatException($"is '{text}'; the unit of a rate must be minutes, hours or days."),
    };
}
