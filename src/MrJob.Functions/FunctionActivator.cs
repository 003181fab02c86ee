namespace MrJob.Functions;

/// <summary>
/// Makes handlers with an environment given as data, for a host that runs several of them in one process. Functions with equal
/// environments share one composition root.
/// </summary>
public sealed class FunctionActivator(Func<IReadOnlyDictionary<string, string>, ServiceHost> host)
{
    /// <summary>An instance of the handler class, with the function's own environment.</summary>
    public object Create(Type handler, IReadOnlyDictionary<string, string> environment) =>
        Activator.CreateInstance(handler, host(environment))
            ?? throw new InvalidOperationException($"{handler} cannot be made.");
}
