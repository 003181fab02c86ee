using System.Text.Json;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record PutAutoScalingPolicyInput
{
    [Required] public string? ClusterId { get; init; }
    [Required] public string? InstanceGroupId { get; init; }
    [Required] public AutoScalingPolicy? AutoScalingPolicy { get; init; }
}

internal sealed record RemoveAutoScalingPolicyInput
{
    [Required] public string? ClusterId { get; init; }
    [Required] public string? InstanceGroupId { get; init; }
}

internal sealed record PutAutoScalingPolicyOutput(
    string ClusterId, string InstanceGroupId, AutoScalingPolicyDescription AutoScalingPolicy, string ClusterArn);

internal sealed record AutoScalingPolicyDescription(AutoScalingPolicyStatus Status, ScalingConstraints Constraints, IReadOnlyList<JsonElement> Rules);

internal sealed record AutoScalingPolicyStatus(string State, StateChangeReason StateChangeReason);

/// <summary>Automatic scaling of an instance group: kept and given back. Local clusters have nothing to scale.</summary>
internal static class AutoScaling
{
    public static PutAutoScalingPolicyOutput Put(PutAutoScalingPolicyInput input, ClusterRegistry clusters)
    {
        var policy = input.AutoScalingPolicy!;
        CheckConstraints(policy.Constraints!);
        Change(clusters, input.ClusterId, input.InstanceGroupId, policy);
        return new(input.ClusterId!, input.InstanceGroupId!, Description(policy), EmrIds.Arn(input.ClusterId!));
    }

    public static Empty Remove(RemoveAutoScalingPolicyInput input, ClusterRegistry clusters)
    {
        Change(clusters, input.ClusterId, input.InstanceGroupId, policy: null);
        return new Empty();
    }

    public static AutoScalingPolicyDescription Description(AutoScalingPolicy policy) =>
        new(new("ATTACHED", new("USER_REQUEST")), policy.Constraints!, policy.Rules!);

    private static void Change(ClusterRegistry clusters, string? clusterId, string? groupId, AutoScalingPolicy? policy) =>
        clusters.Cluster(clusterId).Change((cluster, _) =>
        {
            if (!cluster.State.IsActive())
                throw EmrException.NotModifiable();
            var group = cluster.Group(groupId);
            if (group.Config.InstanceRole == "MASTER")
                throw EmrException.Validation("Auto-scaling policies are for CORE and TASK instance groups.");
            return cluster.With(group, group with { Config = group.Config with { AutoScalingPolicy = policy } });
        });

    private static void CheckConstraints(ScalingConstraints constraints)
    {
        if (constraints.MinCapacity < 0 || constraints.MinCapacity > constraints.MaxCapacity)
            throw EmrException.Validation(
                $"MinCapacity {constraints.MinCapacity} must be at least 0 and at most MaxCapacity {constraints.MaxCapacity}.");
    }
}
