using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record TerminateJobFlowsInput
{
    [Required, Text(10280)] public IReadOnlyList<string>? JobFlowIds { get; init; }
}

/// <summary>
/// Shuts clusters down, at most ten in a call. Protected ones stay, and the answer does not say which they were; the others among the
/// ids are shut down all the same. On clusters that are ending or have ended it does nothing.
/// </summary>
internal static class TerminateJobFlows
{
    private const int MostClusters = 10;

    public static Empty Answer(TerminateJobFlowsInput input, ClusterRegistry clusters)
    {
        if (input.JobFlowIds!.Count is 0 or > MostClusters)
            throw EmrException.Validation($"Between 1 and {MostClusters} job flow ids must be specified.");

        List<ClusterActor> named = [.. input.JobFlowIds.Select(clusters.JobFlow)];
        var isProtected = named.ConvertAll(cluster => cluster.Change((record, now) => record.TerminationProtected && record.State.IsActive()
            ? (record, true)
            : (ClusterLife.Terminate(record, ClusterLife.UserRequest, now), false)));
        return isProtected.Contains(true)
            ? throw EmrException.Validation("Could not shut down one or more job flows since they are termination protected.")
            : new Empty();
    }
}
