using System.Text.Json;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record ListInstanceGroupsOutput(IReadOnlyList<InstanceGroupDescription> InstanceGroups);

internal sealed record InstanceGroupDescription
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public string? Market { get; init; }
    public string? InstanceGroupType { get; init; }
    public string? BidPrice { get; init; }
    public string? InstanceType { get; init; }
    public int RequestedInstanceCount { get; init; }
    public int RunningInstanceCount { get; init; }
    public required Status Status { get; init; }
    public IReadOnlyList<Configuration> Configurations { get; init; } = [];
    public long ConfigurationsVersion { get; init; }
    public IReadOnlyList<Configuration> LastSuccessfullyAppliedConfigurations { get; init; } = [];
    public long LastSuccessfullyAppliedConfigurationsVersion { get; init; }
    public IReadOnlyList<EbsBlockDevice> EbsBlockDevices { get; init; } = [];
    public bool? EbsOptimized { get; init; }
    public JsonElement? ShrinkPolicy { get; init; }
    public AutoScalingPolicyDescription? AutoScalingPolicy { get; init; }
    public string? CustomAmiId { get; init; }
}

/// <summary>The instance groups of a cluster that has groups; EMR refuses the call for one with fleets.</summary>
internal static class ListInstanceGroups
{
    public static ListInstanceGroupsOutput Answer(ClusterPageInput input, ClusterRegistry clusters)
    {
        var cluster = clusters.Cluster(input.ClusterId).Record;
        if (cluster.Fleets.Count > 0)
            throw EmrException.InvalidRequest("Instance fleets and instance groups are mutually exclusive. " +
                "The EMR cluster specified in the request uses instance fleets. " +
                "The ListInstanceGroups request does not support clusters that use instance fleets. Use the ListInstanceFleets request instead.");
        return new([.. cluster.Groups.Select(group => Description(cluster, group))]);
    }

    public static InstanceGroupDescription Description(ClusterRecord cluster, InstanceGroup group) => new()
    {
        Id = group.Id,
        Name = group.Config.Name ?? "",
        Market = group.Config.Market ?? "ON_DEMAND",
        InstanceGroupType = group.Config.InstanceRole,
        BidPrice = group.Config.BidPrice,
        InstanceType = group.Config.InstanceType,
        RequestedInstanceCount = cluster.State.IsActive() ? group.Config.InstanceCount!.Value : 0,
        RunningInstanceCount = Instances.AreUp(cluster) ? group.Config.InstanceCount!.Value : 0,
        Status = Instances.StatusOf(cluster, group.Created),
        Configurations = group.Config.Configurations ?? [],
        ConfigurationsVersion = group.ConfigurationsVersion,
        LastSuccessfullyAppliedConfigurations = group.Config.Configurations ?? [],
        LastSuccessfullyAppliedConfigurationsVersion = group.ConfigurationsVersion,
        EbsBlockDevices = EbsBlockDevice.Of(group.Config.EbsConfiguration),
        EbsOptimized = group.Config.EbsConfiguration?.EbsOptimized,
        ShrinkPolicy = group.ShrinkPolicy,
        AutoScalingPolicy = group.Config.AutoScalingPolicy is { } policy ? AutoScaling.Description(policy) : null,
        CustomAmiId = group.Config.CustomAmiId,
    };
}
