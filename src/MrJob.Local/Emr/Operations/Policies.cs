using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record PutAutoTerminationPolicyInput
{
    [Required] public string? ClusterId { get; init; }
    [Required] public AutoTerminationPolicy? AutoTerminationPolicy { get; init; }
}

internal sealed record PutManagedScalingPolicyInput
{
    [Required] public string? ClusterId { get; init; }
    [Required] public ManagedScalingPolicy? ManagedScalingPolicy { get; init; }
}

internal sealed record GetAutoTerminationPolicyOutput(AutoTerminationPolicy? AutoTerminationPolicy);

internal sealed record GetManagedScalingPolicyOutput(ManagedScalingPolicy? ManagedScalingPolicy);

/// <summary>
/// Auto-termination and managed scaling: kept and given back. Local clusters have nothing to scale, and end when they are told to.
/// </summary>
internal static class Policies
{
    private const long DefaultIdle = 3600;

    public static Empty PutAutoTermination(PutAutoTerminationPolicyInput input, ClusterRegistry clusters) => Change(clusters, input.ClusterId, request =>
    {
        PolicyRules.Check(input.AutoTerminationPolicy!, request.ReleaseLabel, EmrException.Validation);
        return request with { AutoTerminationPolicy = new() { IdleTimeout = input.AutoTerminationPolicy!.IdleTimeout ?? DefaultIdle } };
    });

    public static Empty PutManagedScaling(PutManagedScalingPolicyInput input, ClusterRegistry clusters) =>
        Change(clusters, input.ClusterId, request =>
        {
            PolicyRules.Check(input.ManagedScalingPolicy!, request.ReleaseLabel);
            return request with { ManagedScalingPolicy = input.ManagedScalingPolicy };
        });

    public static GetAutoTerminationPolicyOutput GetAutoTermination(ClusterInput input, ClusterRegistry clusters) =>
        new(clusters.Cluster(input.ClusterId).Record.Request.AutoTerminationPolicy);

    public static GetManagedScalingPolicyOutput GetManagedScaling(ClusterInput input, ClusterRegistry clusters) =>
        new(clusters.Cluster(input.ClusterId).Record.Request.ManagedScalingPolicy);

    public static Empty RemoveAutoTermination(ClusterInput input, ClusterRegistry clusters) =>
        Change(clusters, input.ClusterId, request => request with { AutoTerminationPolicy = null });

    public static Empty RemoveManagedScaling(ClusterInput input, ClusterRegistry clusters) =>
        Change(clusters, input.ClusterId, request => request with { ManagedScalingPolicy = null });

    private static Empty Change(ClusterRegistry clusters, string? id, Func<RunJobFlowInput, RunJobFlowInput> change)
    {
        clusters.Cluster(id).Change((cluster, _) => cluster.State.IsActive()
            ? cluster with { Request = change(cluster.Request) }
            : throw EmrException.NotModifiable());
        return new Empty();
    }
}
