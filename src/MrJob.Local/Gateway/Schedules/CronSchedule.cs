namespace MrJob.Local.Gateway.Schedules;

/// <summary>
/// AWS's cron: minutes, hours, day of month, month, day of week (1 is Sunday), year. Fields take <c>*</c>, <c>?</c>, lists, ranges, steps
/// and names of months and days; <c>L</c>, <c>W</c> and <c>#</c> are not read.
/// </summary>
/// <param name="Years">1970 to 2199, the years that AWS knows.</param>
internal sealed record CronSchedule(
    string Text, TimeZoneInfo Zone, CronField Minutes, CronField Hours, CronField Days, CronField Months, CronField Weekdays,
    CronField Years) : Schedule
{
    /// <exception cref="FormatException">Saying what is wrong and what is allowed.</exception>
    public static CronSchedule Parse(string text, TimeZoneInfo zone)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [var minutes, var hours, var days, var months, var weekdays, var years])
            throw new FormatException($"is 'cron({text})'; cron has six fields: minutes, hours, day of month, month, day of week, year.");
        if (days != "?" && weekdays != "?")
            throw new FormatException($"is 'cron({text})'; one of day of month and day of week must be '?'.");
        return new(
            text, zone, CronField.Parse("minutes", minutes, 0, 59), CronField.Parse("hours", hours, 0, 23),
            CronField.Parse("day of month", days, 1, 31), CronField.Parse("month", months, 1, 12, CronField.MonthNames),
            CronField.Parse("day of week", weekdays, 1, 7, CronField.DayNames), CronField.Parse("year", years, 1970, 2199));
    }

    public override DateTimeOffset? Next(DateTimeOffset start, DateTimeOffset after)
    {
        var local = TimeZoneInfo.ConvertTime(after, Zone).DateTime;
        var minute = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(1);
        // The time zone of an hour that the clocks skip or repeat decides; what falls into a skipped hour is left out.
        while (NextLocal(minute) is { } candidate)
        {
            if (!Zone.IsInvalidTime(candidate) && new DateTimeOffset(candidate, Zone.GetUtcOffset(candidate)) is var found && found > after)
                return found.ToUniversalTime();
            minute = candidate.AddMinutes(1);
        }

        return null;
    }

    /// <summary>The first matching minute at or after the given one, going over years, months, days and hours in whole steps.</summary>
    private DateTime? NextLocal(DateTime at)
    {
        while (at.Year <= Years.Max)
        {
            if (!Years.Has(at.Year))
                at = new DateTime(at.Year + 1, 1, 1);
            else if (!Months.Has(at.Month))
                at = new DateTime(at.Year, at.Month, 1).AddMonths(1);
            else if (!Days.Has(at.Day) || !Weekdays.Has((int)at.DayOfWeek + 1))
                at = at.Date.AddDays(1);
            else if (!Hours.Has(at.Hour))
                at = at.Date.AddHours(at.Hour + 1);
            else if (!Minutes.Has(at.Minute))
                at = at.AddMinutes(1);
            else
                return at;
        }

        return null;
    }

    public override string ToString() => $"at cron({Text})";
}
