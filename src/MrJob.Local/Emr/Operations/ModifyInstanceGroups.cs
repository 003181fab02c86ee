using System.Text.Json;
using System.Text.Json.Serialization;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record ModifyInstanceGroupsInput
{
    public string? ClusterId { get; init; }
    public IReadOnlyList<InstanceGroupModifyConfig>? InstanceGroups { get; init; }
}

internal sealed record InstanceGroupModifyConfig
{
    [Required, Text(256)] public string? InstanceGroupId { get; init; }
    public int? InstanceCount { get; init; }
    [JsonPropertyName("EC2InstanceIdsToTerminate")] public IReadOnlyList<string>? Ec2InstanceIdsToTerminate { get; init; }
    public JsonElement? ShrinkPolicy { get; init; }
    [OneOf("OVERWRITE", "MERGE")] public string? ReconfigurationType { get; init; }
    public IReadOnlyList<Configuration>? Configurations { get; init; }
}

/// <summary>Resizes and reconfigures instance groups. All of a cluster's groups change or, with an error, none; here at once.</summary>
internal static class ModifyInstanceGroups
{
    public static Empty Answer(ModifyInstanceGroupsInput input, ClusterRegistry clusters)
    {
        foreach (var ofCluster in (input.InstanceGroups ?? []).GroupBy(asked => Owner(input.ClusterId, asked, clusters)).ToList())
            ofCluster.Key.Change((cluster, now) => ofCluster.Aggregate(Modifiable(cluster), (changed, asked) =>
            {
                var group = changed.Group(asked.InstanceGroupId);
                return changed.With(group, Modified(group, asked, now));
            }));
        return new Empty();
    }

    /// <summary>The group as it is to be.</summary>
    /// <exception cref="EmrException">A ValidationException.</exception>
    public static InstanceGroup Modified(InstanceGroup group, InstanceGroupModifyConfig asked, DateTimeOffset now)
    {
        var first = Named(group, asked.Ec2InstanceIdsToTerminate ?? []);
        var resized = asked.InstanceCount is null && first.Count == 0
            ? group
            : Resized(group, asked.InstanceCount ?? group.Config.InstanceCount!.Value - first.Count, first, now);
        return asked.Configurations is null
            ? resized with { ShrinkPolicy = asked.ShrinkPolicy ?? group.ShrinkPolicy }
            : resized with
            {
                ShrinkPolicy = asked.ShrinkPolicy ?? group.ShrinkPolicy,
                ConfigurationsVersion = group.ConfigurationsVersion + 1,
                Config = resized.Config with { Configurations = Configured(group, asked) },
            };
    }

    /// <summary>The cluster that is named or, without a name, the one that has the group.</summary>
    private static ClusterActor Owner(string? clusterId, InstanceGroupModifyConfig asked, ClusterRegistry clusters) => clusterId is not null
        ? clusters.JobFlow(clusterId)
        : clusters.NewestFirst.FirstOrDefault(c => c.Groups.Any(g => g.Id == asked.InstanceGroupId)) is { } owner
            ? clusters.JobFlow(owner.Id)
            : throw EmrException.NoSuchInstanceGroup(asked.InstanceGroupId);

    private static ClusterRecord Modifiable(ClusterRecord cluster) => cluster.State is ClusterState.Running or ClusterState.Waiting
        ? cluster
        : throw EmrException.Validation("An instance group may only be modified when the job flow is running or waiting");

    private static InstanceGroup Resized(InstanceGroup group, int count, IReadOnlySet<int> first, DateTimeOffset now)
    {
        if (group.Config.InstanceRole == "MASTER" && count != group.Config.InstanceCount)
            throw EmrException.Validation("A MASTER instance group cannot be resized.");
        InstanceGroupRules.CheckCount(group.Config with { InstanceCount = count });
        return group.Resized(count, first, now);
    }

    private static HashSet<int> Named(InstanceGroup group, IReadOnlyList<string> ec2Ids)
    {
        var living = Instances.OfGroup(group).Where(i => i.Ended is null).ToDictionary(i => i.Ec2Id, i => i.Index);
        return [.. ec2Ids.Select(id => living.TryGetValue(id, out var number)
            ? number
            : throw EmrException.Validation($"Instance '{id}' is not a running instance of instance group '{group.Id}'."))];
    }

    /// <summary>Merging replaces classifications that are there and adds the others.</summary>
    private static IReadOnlyList<Configuration> Configured(InstanceGroup group, InstanceGroupModifyConfig asked) =>
        asked.ReconfigurationType == "MERGE"
            ?
            [
                .. (group.Config.Configurations ?? []).Where(old => asked.Configurations!.All(c => c.Classification != old.Classification)),
                .. asked.Configurations!,
            ]
            : asked.Configurations!;
}
