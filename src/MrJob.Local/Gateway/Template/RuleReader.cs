using System.Text.Json;
using System.Text.Json.Nodes;
using MrJob.Local.Events;

namespace MrJob.Local.Gateway.Template;

/// <summary>Reads an event of type EventBridgeRule, or CloudWatchEvent as it was called.</summary>
internal static class RuleReader
{
    public static RuleSource Read(string name, MapNode properties)
    {
        if ((properties["InputPath"] ?? properties["InputTransformer"]) is { } transformed)
            throw transformed.Fault("is not supported here; a rule may have an Input.");
        properties["EventBusName"]?.OneOf("default");
        RetryPolicies.CheckSource(properties);
        var pattern = properties.Required("Pattern");
        var json = pattern.Map().ToJson().AsObject();
        return new(name, Pattern(pattern, json), Summary(json), EventSources.Input(properties));
    }

    private static EventPattern Pattern(Node node, JsonObject json)
    {
        try
        {
            return EventPattern.Parse(json);
        }
        catch (EventPatternException e)
        {
            throw node.Fault(e.Message);
        }
    }

    /// <summary>What a person would call the events: <c>aws.s3 "Object Created"</c>.</summary>
    private static string Summary(JsonObject pattern)
    {
        var types = Texts(pattern["detail-type"]).Select(type => $"\"{type}\"");
        var summary = $"{string.Join(", ", Texts(pattern["source"]))} {string.Join(", ", types)}".Trim();
        return summary.Length > 0 ? summary : "events";
    }

    private static IEnumerable<string> Texts(JsonNode? values) =>
        from value in values as JsonArray ?? []
        where value?.GetValueKind() == JsonValueKind.String
        select value.GetValue<string>();
}
