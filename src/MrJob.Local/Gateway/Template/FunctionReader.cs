using MrJob.Local.Gateway.Handlers;

namespace MrJob.Local.Gateway.Template;

/// <summary>Reads an <c>AWS::Serverless::Function</c>.</summary>
/// <param name="globals">Globals.Function, or null.</param>
internal sealed class FunctionReader(Intrinsics intrinsics, MapNode? globals, ApiAuthorizers apis, FaultList faults)
{
    // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    private const int DefaultTimeout = 3, MaxTimeout = 900, MinMemory = 128, MaxMemory = 32_768;

    /// <summary>The function, or null after its faults have been noted.</summary>
    public FunctionResource? Read(string logicalId, MapNode resource)
    {
        if (faults.Try(() => resource.Required("Properties").Map(), null) is not { } own)
            return null;
        var properties = new MergedProperties(own, globals, intrinsics, faults);
        properties.Value("Runtime", CheckRuntime, true);
        var sources = new EventSources(logicalId, intrinsics, apis, faults);
        sources.Read(own["Events"]);
        var (handler, place) = Handler(properties);
        return new FunctionResource(
            logicalId,
            faults.Try(() => intrinsics.Resources.NameOf(logicalId, resource), logicalId),
            place,
            handler,
            TimeSpan.FromSeconds(properties.Value("Timeout", node => node.Integer(1, MaxTimeout), DefaultTimeout)),
            properties.Value("MemorySize", node => node.Integer(MinMemory, MaxMemory), MinMemory),
            properties.Value<int?>("ReservedConcurrentExecutions", node => node.Integer(0, int.MaxValue), null),
            properties.Value("Environment", Variables, []),
            properties.Value("EventInvokeConfig", RetryPolicies.OfFunction, RetryPolicy.Lambda),
            sources.Routes, sources.Rules, sources.Schedules);
    }

    private (string Handler, Place Place) Handler(MergedProperties properties)
    {
        if (properties["Handler"] is { } handler)
            return (faults.Try(handler.Text, ""), handler.Place);
        faults.Add(properties.Place, "has no Handler; it must have one, as Assembly::Namespace.Type::Method.");
        return ("", properties.Place);
    }

    private static bool CheckRuntime(Node node) => node.Text().StartsWith("dotnet", StringComparison.Ordinal)
        ? true
        : throw node.Fault($"is '{node.Text()}'; functions here run on .NET, so it must be dotnet10, dotnet8 or the like.");

    private static Dictionary<string, string> Variables(Node environment) =>
        environment.Map()["Variables"]?.Map().Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Text()) ?? [];
}
