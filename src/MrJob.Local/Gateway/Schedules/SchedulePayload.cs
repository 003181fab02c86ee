using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MrJob.Local.Events;
using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Gateway.Schedules;

/// <summary>What a schedule sends to its function: its Input, or the event that AWS makes when there is none.</summary>
internal static class SchedulePayload
{
    public static byte[] For(ScheduleSource source, DateTimeOffset time) =>
        source.Input is { } input ? Encoding.UTF8.GetBytes(input) : JsonSerializer.SerializeToUtf8Bytes<JsonNode>(Event(source, time));

    private static JsonObject Event(ScheduleSource source, DateTimeOffset time) => new()
    {
        ["version"] = "0",
        ["id"] = Guid.NewGuid().ToString(),
        ["detail-type"] = "Scheduled Event",
        ["source"] = source.Scheduler ? "aws.scheduler" : "aws.events",
        ["account"] = AwsEvent.Account,
        ["time"] = time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["region"] = AwsEvent.Region,
        ["resources"] = new JsonArray(
            source.Scheduler ? Stack.Arn("scheduler", $"schedule/default/{source.Name}") : Stack.Arn("events", $"rule/{source.Name}")),
        // EventBridge Scheduler sends an empty object as a text, a rule sends the object.
        ["detail"] = source.Scheduler ? "{}" : new JsonObject(),
    };
}
