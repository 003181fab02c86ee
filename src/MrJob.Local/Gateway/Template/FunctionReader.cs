using MrJob.Local.Gateway.Handlers;

namespace MrJob.Local.Gateway.Template;

/// <summary>Reads an <c>AWS::Serverless::Function</c>.</summary>
/// <param name="globals">Globals.Function, or null.</param>
internal sealed class FunctionReader(Intrinsics intrinsics, MapNode? globals, ApiAuthorizers apis, FaultList faults)
{
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    private const int MaxTimeoutSeconds = 900, MinMemory = 128, MaxMemory = 32_768, MaxAsyncAge = 21_600;

    /// <summary>The function, or null after its faults have been noted.</summary>
    public FunctionResource? Read(string logicalId, MapNode resource)
    {
        var properties = faults.Try(() => resource.Required("Properties").Map(), null);
        if (properties is null)
            return null;

        Node? Property(string name) => faults.Try(() => Merged(properties[name], globals?[name]), null);
        T Value<T>(string name, Func<Node, T> read, T fallback) => Property(name) is { } node ? faults.Try(() => read(node), fallback) : fallback;

        Value("Runtime", Runtime, "");
        var handler = Property("Handler");
        if (handler is null)
            faults.Add(properties.Place, "has no Handler; it must have one, as Assembly::Namespace.Type::Method.");
        var sources = new EventSources(logicalId, intrinsics, apis, faults);
        sources.Read(properties["Events"]);

        return new FunctionResource(
            logicalId,
            faults.Try(() => intrinsics.Resources.NameOf(logicalId, resource), logicalId),
            handler?.Place ?? properties.Place,
            handler is null ? "" : faults.Try(handler.Text, ""),
            TimeSpan.FromSeconds(Value("Timeout", node => node.Integer(1, MaxTimeoutSeconds), 3)),
            Value("MemorySize", node => node.Integer(MinMemory, MaxMemory), 128),
            Value<int?>("ReservedConcurrentExecutions", node => node.Integer(0, int.MaxValue), null),
            Value("Environment", Variables, []),
            Value("EventInvokeConfig", node => RetryPolicyReader.Read(node.Map(), RetryPolicy.Lambda, 2, MaxAsyncAge), RetryPolicy.Lambda),
            sources.Routes, sources.Rules, sources.Schedules);
    }

    /// <summary>Mappings merge key by key, the function's own keys winning; all else of the function replaces what is global.</summary>
    private Node? Merged(Node? own, Node? global)
    {
        var (mine, theirs) = (own is null ? null : intrinsics.Resolve(own), global is null ? null : intrinsics.Resolve(global));
        return mine is MapNode a && theirs is MapNode b ? Merged(a, b) : mine ?? theirs;
    }

    private static MapNode Merged(MapNode own, MapNode global) => new(own.Place,
    [
        .. own.Entries.Select(entry => entry.Value is MapNode a && global[entry.Key] is MapNode b
            ? KeyValuePair.Create<string, Node>(entry.Key, Merged(a, b))
            : entry),
        .. global.Entries.Where(entry => own[entry.Key] is null),
    ]);

    private static string Runtime(Node node) => node.Text().StartsWith("dotnet", StringComparison.Ordinal)
        ? node.Text()
        : throw node.Fault($"is '{node.Text()}'; functions here run on .NET, so it must be dotnet10, dotnet8 or the like.");

    private static Dictionary<string, string> Variables(Node environment) =>
        environment.Map()["Variables"]?.Map().Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Text()) ?? [];
}

/// <summary>Reads the two numbers that say how often and how long a delivery is tried again.</summary>
internal static class RetryPolicyReader
{
    public static RetryPolicy Read(MapNode node, RetryPolicy fallback, int maxAttempts, int maxAgeSeconds) => new(
        node["MaximumRetryAttempts"]?.Integer(0, maxAttempts) ?? fallback.MaximumRetryAttempts,
        node["MaximumEventAgeInSeconds"] is { } age ? TimeSpan.FromSeconds(age.Integer(60, maxAgeSeconds)) : fallback.MaximumEventAge);
}
