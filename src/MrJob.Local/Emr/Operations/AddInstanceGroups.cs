using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record AddInstanceGroupsInput
{
    [Required] public IReadOnlyList<InstanceGroupConfig>? InstanceGroups { get; init; }
    [Required, Text(256)] public string? JobFlowId { get; init; }
}

internal sealed record AddInstanceGroupsOutput(string JobFlowId, IReadOnlyList<string> InstanceGroupIds, string ClusterArn);

/// <summary>Adds task groups to a cluster of instance groups; its master and core are what it was started with.</summary>
internal static class AddInstanceGroups
{
    public static AddInstanceGroupsOutput Answer(AddInstanceGroupsInput input, ClusterRegistry clusters) =>
        clusters.JobFlow(input.JobFlowId).Change((cluster, now) =>
        {
            Check(cluster);
            InstanceGroupRules.CheckAdded(input.InstanceGroups!, cluster.Groups);
            List<InstanceGroup> added = [.. input.InstanceGroups!.Select(group => InstanceGroup.New(group, now))];
            return (cluster with { Groups = [.. cluster.Groups, .. added] },
                new AddInstanceGroupsOutput(cluster.Id, [.. added.Select(g => g.Id)], EmrIds.Arn(cluster.Id)));
        });

    private static void Check(ClusterRecord cluster)
    {
        if (!cluster.State.IsActive())
            throw EmrException.NotModifiable();
        if (cluster.Fleets.Count > 0)
            throw EmrException.Validation("Instance fleets and instance groups are mutually exclusive.");
    }
}
