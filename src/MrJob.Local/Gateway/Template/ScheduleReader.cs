using MrJob.Local.Gateway.Schedules;

namespace MrJob.Local.Gateway.Template;

/// <summary>Reads an event of type ScheduleV2 or Schedule.</summary>
internal static class ScheduleReader
{
    /// <param name="name">The schedule's, unless it has a Name: SAM joins the logical ids of function and event.</param>
    /// <param name="scheduler">True for ScheduleV2, false for Schedule.</param>
    public static ScheduleSource Read(string name, MapNode properties, bool scheduler)
    {
        RetryPolicies.CheckSource(properties);
        var expression = properties.Required(scheduler ? "ScheduleExpression" : "Schedule");
        return new(properties["Name"]?.Text() ?? name, Schedule(expression, Zone(properties)), EventSources.Input(properties), scheduler);
    }

    private static Schedule Schedule(Node expression, TimeZoneInfo zone)
    {
        try
        {
            return ScheduleExpression.Parse(expression.Text(), zone);
        }
        catch (FormatException e)
        {
            throw expression.Fault(e.Message);
        }
    }

    private static TimeZoneInfo Zone(MapNode properties)
    {
        if (properties["ScheduleExpressionTimezone"] is not { } zone)
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone.Text(), out var known)
            ? known
            : throw zone.Fault($"is '{zone.Text()}'; it must be a time zone such as Europe/Berlin.");
    }
}
