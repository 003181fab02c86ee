using System.Text.Json;

namespace MrJob.Local.Gateway.Template;

/// <summary>Reads a function's Events.</summary>
/// <param name="function">The function's logical id.</param>
internal sealed class EventSources(string function, Intrinsics intrinsics, ApiAuthorizers apis, FaultList faults)
{
    public List<RouteSource> Routes { get; } = [];

    public List<RuleSource> Rules { get; } = [];

    public List<ScheduleSource> Schedules { get; } = [];

    public void Read(Node? events)
    {
        if (events is null)
            return;
        foreach (var (name, value) in faults.Try(() => events.Map().Entries, []))
            faults.Try(() => Add(name, value.Map()), false);
    }

    private bool Add(string name, MapNode source)
    {
        var type = source.Required("Type").OneOf("HttpApi", "EventBridgeRule", "CloudWatchEvent", "ScheduleV2", "Schedule");
        var written = source["Properties"]?.Map() ?? new MapNode(source.Place, []);
        var properties = intrinsics.Resolve(written)!.Map();
        if (type == "HttpApi")
            Routes.Add(RouteReader.Read(properties, apis.IsIam(written)));
        else if (!IsOn(properties))
            return false;
        else if (type is "ScheduleV2" or "Schedule")
            Schedules.Add(ScheduleReader.Read($"{function}{name}", properties, scheduler: type == "ScheduleV2"));
        else
            Rules.Add(RuleReader.Read($"{function}{name}", properties));
        return true;
    }

    private static bool IsOn(MapNode properties) =>
        properties["State"]?.OneOf("ENABLED", "DISABLED") != "DISABLED" && (properties["Enabled"]?.Flag() ?? true);

    /// <summary>The Input of a rule or schedule: JSON, or null when there is none.</summary>
    public static string? Input(MapNode properties)
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
}
