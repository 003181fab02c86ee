using System.Text.Json;
using System.Text.Json.Nodes;
using MrJob.Local.Events;
using MrJob.Local.Gateway.Handlers;
using MrJob.Local.Gateway.Http;
using MrJob.Local.Gateway.Schedules;

namespace MrJob.Local.Gateway.Template;

/// <summary>Reads a function's Events.</summary>
/// <param name="function">The function's logical id.</param>
internal sealed class EventSources(string function, Intrinsics intrinsics, ApiAuthorizers apis, FaultList faults)
{
    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RetryPolicy.html
    private const int MaxRetries = 185, MaxAge = 86_400;

    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
    private const int MinTimeoutMs = 50, MaxTimeoutMs = 30_000;

    public List<RouteSource> Routes { get; } = [];

    public List<RuleSource> Rules { get; } = [];

    public List<ScheduleSource> Schedules { get; } = [];

    public void Read(Node? events)
    {
        if (events is null)
            return;
        foreach (var (name, value) in faults.Try(() => events.Map().Entries, []))
            faults.Try(() => Read(name, value.Map()), false);
    }

    private bool Read(string name, MapNode source)
    {
        var type = source.Required("Type");
        var given = source["Properties"]?.Map() ?? new MapNode(source.Place, []);
        // The API's id is looked at as written: its Ref names the API whose authorizer holds.
        var properties = intrinsics.Resolve(given)!.Map();
        switch (type.OneOf("HttpApi", "EventBridgeRule", "CloudWatchEvent", "ScheduleV2", "Schedule"))
        {
            case "HttpApi":
                Routes.Add(Route(properties, apis.IsIam(given)));
                break;
            case "ScheduleV2" or "Schedule" when IsOn(properties):
                Schedules.Add(Schedule(name, properties, type.Text() == "ScheduleV2"));
                break;
            case "EventBridgeRule" or "CloudWatchEvent" when IsOn(properties):
                Rules.Add(Rule(name, properties));
                break;
        }

        return true;
    }

    private static bool IsOn(MapNode properties) =>
        (properties["State"]?.OneOf("ENABLED", "DISABLED") ?? "ENABLED") == "ENABLED" && (properties["Enabled"]?.Flag() ?? true);

    private static RouteSource Route(MapNode properties, bool iam)
    {
        if (properties["PayloadFormatVersion"] is { } version)
            version.OneOf("2.0");
        var timeout = properties["TimeoutInMillis"]?.Integer(MinTimeoutMs, MaxTimeoutMs) ?? MaxTimeoutMs;
        return new(Key(properties), iam, TimeSpan.FromMilliseconds(timeout), properties.Place);
    }

    private static RouteKey Key(MapNode properties)
    {
        if (properties["Path"] is not { } path || path.Text() == "$default")
            return RouteKey.Default;
        var method = properties["Method"] is { } given ? given.Text().ToUpperInvariant() : "ANY";
        if (method is not ("ANY" or "GET" or "POST" or "PUT" or "PATCH" or "DELETE" or "HEAD" or "OPTIONS"))
            throw properties["Method"]!.Fault($"is '{method}'; it must be GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS or ANY.");
        return RouteKey.IsPath(path.Text())
            ? new RouteKey(method, path.Text())
            : throw path.Fault($"is '{path.Text()}'; it must start with '/', with parameters as whole segments and '{{name+}}' only at its end.");
    }

    private RuleSource Rule(string name, MapNode properties)
    {
        if ((properties["InputPath"] ?? properties["InputTransformer"]) is { } transformed)
            throw transformed.Fault("is not supported here; a rule may have an Input.");
        properties["EventBusName"]?.OneOf("default");
        CheckRetryPolicy(properties);
        var pattern = properties.Required("Pattern");
        var json = pattern.Map().ToJson().AsObject();
        return new($"{function}{name}", Pattern(pattern, json), Summary(json), Input(properties));
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
        (values as JsonArray)?.Where(value => value?.GetValueKind() == JsonValueKind.String).Select(value => value!.GetValue<string>()) ?? [];

    private ScheduleSource Schedule(string name, MapNode properties, bool scheduler)
    {
        CheckRetryPolicy(properties);
        var expression = properties.Required(scheduler ? "ScheduleExpression" : "Schedule");
        var zone = properties["ScheduleExpressionTimezone"];
        try
        {
            var schedule = ScheduleExpression.Parse(expression.Text(), zone is null ? TimeZoneInfo.Utc : TimeZoneInfo.FindSystemTimeZoneById(zone.Text()));
            return new(properties["Name"]?.Text() ?? $"{function}{name}", schedule, Input(properties), scheduler);
        }
        catch (FormatException e)
        {
            throw expression.Fault(e.Message);
        }
        catch (TimeZoneNotFoundException)
        {
            throw zone!.Fault($"is '{zone.Text()}'; it must be a time zone such as Europe/Berlin.");
        }
    }

    private static string? Input(MapNode properties)
    {
        if (properties["Input"] is not { } input)
            return null;
        try
        {
            using var _ = JsonDocument.Parse(input.Text());
            return input.Text();
        }
        catch (JsonException e)
        {
            throw input.Fault($"is not JSON: {e.Message}");
        }
    }

    /// <summary>
    /// The RetryPolicy of a rule or schedule says how long EventBridge tries to hand an event to Lambda's queue. That cannot fail here, so
    /// it is checked and nothing more; what a failing function costs is its EventInvokeConfig's to say, as in the cloud.
    /// </summary>
    private static void CheckRetryPolicy(MapNode properties)
    {
        if (properties["RetryPolicy"] is { } policy)
            RetryPolicyReader.Read(policy.Map(), RetryPolicy.Lambda, MaxRetries, MaxAge);
    }
}
