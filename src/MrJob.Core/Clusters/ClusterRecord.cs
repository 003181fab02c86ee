using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>What the service knows of a cluster that it started, at <c>clusters/&lt;id&gt;</c>.</summary>
internal sealed record ClusterRecord : StoredRecord
{
    public required string ClusterId { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Created { get; init; }

    /// <summary>Stays up with no steps; only such clusters can be idle.</summary>
    public bool Persistent { get; init; }
    public string? Pool { get; init; }
    public string? PoolHash { get; init; }
    public string? LogUri { get; init; }
    public int StepConcurrency { get; init; } = 1;
    public int MaxMinsIdle { get; init; }
}
