using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record SetTerminationProtectionInput
{
    [Required, Text(10280)] public IReadOnlyList<string>? JobFlowIds { get; init; }
    [Required] public bool? TerminationProtected { get; init; }
}

internal sealed record SetKeepJobFlowAliveWhenNoStepsInput
{
    [Required, Text(10280)] public IReadOnlyList<string>? JobFlowIds { get; init; }
    [Required] public bool? KeepJobFlowAliveWhenNoSteps { get; init; }
}

internal sealed record SetVisibleToAllUsersInput
{
    [Required, Text(10280)] public IReadOnlyList<string>? JobFlowIds { get; init; }
    [Required] public bool? VisibleToAllUsers { get; init; }
}

internal sealed record SetUnhealthyNodeReplacementInput
{
    [Required, Text(10280)] public IReadOnlyList<string>? JobFlowIds { get; init; }
    [Required] public bool? UnhealthyNodeReplacement { get; init; }
}

internal sealed record ModifyClusterInput
{
    [Required] public string? ClusterId { get; init; }
    public int? StepConcurrencyLevel { get; init; }
    public bool? ExtendedSupport { get; init; }
}

internal sealed record ModifyClusterOutput(int StepConcurrencyLevel, bool? ExtendedSupport);

/// <summary>The calls that change one setting of clusters that live.</summary>
internal static class Settings
{
    public static Empty SetTerminationProtection(SetTerminationProtectionInput input, ClusterRegistry clusters) =>
        ChangeAll(clusters, input.JobFlowIds!, c => c.WithInstances(i => i with { TerminationProtected = input.TerminationProtected }));

    public static Empty SetKeepJobFlowAliveWhenNoSteps(SetKeepJobFlowAliveWhenNoStepsInput input, ClusterRegistry clusters) =>
        ChangeAll(clusters, input.JobFlowIds!, c =>
            c.WithInstances(i => i with { KeepJobFlowAliveWhenNoSteps = input.KeepJobFlowAliveWhenNoSteps }));

    /// <summary>Kept and given back; nodes here are healthy.</summary>
    public static Empty SetUnhealthyNodeReplacement(SetUnhealthyNodeReplacementInput input, ClusterRegistry clusters) =>
        ChangeAll(clusters, input.JobFlowIds!, c => c.WithInstances(i => i with { UnhealthyNodeReplacement = input.UnhealthyNodeReplacement }));

    /// <summary>Kept and given back; everything local is visible to whoever can reach it.</summary>
    public static Empty SetVisibleToAllUsers(SetVisibleToAllUsersInput input, ClusterRegistry clusters) =>
        ChangeAll(clusters, input.JobFlowIds!, c => c with { Request = c.Request with { VisibleToAllUsers = input.VisibleToAllUsers } });

    public static ModifyClusterOutput ModifyCluster(ModifyClusterInput input, ClusterRegistry clusters) =>
        clusters.Cluster(input.ClusterId).Change((cluster, _) =>
        {
            if (!cluster.State.IsActive())
                throw EmrException.ClusterNotModifiable();
            if (input.StepConcurrencyLevel is { } level)
                StepRules.CheckConcurrency(level, Releases.Parse(cluster.Request.ReleaseLabel), m => EmrException.InvalidRequest(m));
            var request = cluster.Request with
            {
                StepConcurrencyLevel = input.StepConcurrencyLevel ?? cluster.Request.StepConcurrencyLevel,
                ExtendedSupport = input.ExtendedSupport ?? cluster.Request.ExtendedSupport,
            };
            var after = cluster with { Request = request };
            return (after, new ModifyClusterOutput(after.StepConcurrencyLevel, request.ExtendedSupport));
        });

    /// <summary>
    /// Every id is looked up before anything changes; one that is shutting down refuses the call where it stands in the list.
    /// </summary>
    private static Empty ChangeAll(ClusterRegistry clusters, IReadOnlyList<string> ids, Func<ClusterRecord, ClusterRecord> change)
    {
        foreach (var cluster in ids.Select(clusters.JobFlow).ToList())
            cluster.Change((record, _) => record.State.IsActive() ? change(record) : throw EmrException.NotModifiable());
        return new Empty();
    }
}
