using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MrJob.Local.Emr;

/// <summary>How the local EMR behaves.</summary>
internal sealed record EmrOptions
{
    /// <summary>Clusters are kept in <c>emr/</c> below it; steps work in <c>work/&lt;cluster&gt;/&lt;step&gt;/</c>.</summary>
    public required string DataFolder { get; init; }

    /// <summary>
    /// From RunJobFlow until the cluster is ready, half of it STARTING, half BOOTSTRAPPING. EMR takes 5 to 15 minutes; zero is at
    /// once.
    /// </summary>
    public TimeSpan StartupDelay { get; init; }

    /// <summary>Enforces EMR's default API quotas, and its limit of active clusters, with ThrottlingException.</summary>
    public bool Quotas { get; init; }

    /// <summary>Clusters that may be active at once, when quotas are enforced: EMR's default.</summary>
    public int MostActiveClusters { get; init; } = 500;

    /// <summary>Consulted for every call; for tests.</summary>
    public IEmrFaults Faults { get; init; } = EmrFaults.None;

    /// <summary>
    /// Ends the processes that a dead run of a step left behind; called with the step's work folder before the step runs again.
    /// </summary>
    public Action<string> EndLeftovers { get; init; } = static _ => { };

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
