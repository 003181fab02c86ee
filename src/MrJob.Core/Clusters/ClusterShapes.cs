using Amazon.ElasticMapReduce.Model;

namespace MrJob.Core.Clusters;

/// <summary>Reads a cluster's shape from what is asked of EMR, and from what EMR reports. Pure.</summary>
internal static class ClusterShapes
{
    public static ClusterShape Asked(RunJobFlowRequest request) => new()
    {
        Groups = [.. (request.Instances.InstanceGroups ?? []).Select(Asked)],
        Fleets = [.. (request.Instances.InstanceFleets ?? []).Select(Asked)],
        KeyPair = request.Instances.Ec2KeyName,
        Subnet = request.Instances.Ec2SubnetId,
        Zone = request.Instances.Placement?.AvailabilityZone,
        ServiceRole = request.ServiceRole,
        RootVolumeGb = request.EbsRootVolumeSize,
        StepConcurrency = request.StepConcurrencyLevel ?? 1,
    };

    /// <param name="groups">Of a cluster with groups, else empty.</param>
    /// <param name="fleets">Of a cluster with fleets, else empty.</param>
    public static ClusterShape Reported(Cluster cluster, IEnumerable<InstanceGroup> groups, IEnumerable<InstanceFleet> fleets) => new()
    {
        Groups = [.. groups.Select(Reported)],
        Fleets = [.. fleets.Select(Reported)],
        KeyPair = cluster.Ec2InstanceAttributes?.Ec2KeyName,
        Subnet = cluster.Ec2InstanceAttributes?.Ec2SubnetId,
        Zone = cluster.Ec2InstanceAttributes?.Ec2AvailabilityZone,
        ServiceRole = cluster.ServiceRole,
        RootVolumeGb = cluster.EbsRootVolumeSize is > 0 and var size ? size : null,
        StepConcurrency = cluster.StepConcurrencyLevel ?? 1,
    };

    private static GroupShape Asked(InstanceGroupConfig group) => new(
        group.InstanceRole.Value, group.InstanceType, group.InstanceCount ?? 0, Bid(group.Market?.Value, group.BidPrice),
        Volumes(group.EbsConfiguration), group.EbsConfiguration?.EbsOptimized == true);

    /// <summary>By what is running, not what was requested.</summary>
    private static GroupShape Reported(InstanceGroup group) => new(
        group.InstanceGroupType?.Value ?? "", group.InstanceType ?? "", group.RunningInstanceCount ?? 0, Bid(group.Market?.Value, group.BidPrice),
        Volumes(group.EbsBlockDevices), group.EbsOptimized == true);

    private static FleetShape Asked(InstanceFleetConfig fleet) => new(
        fleet.InstanceFleetType.Value, fleet.TargetOnDemandCapacity ?? 0, fleet.TargetSpotCapacity ?? 0,
        [.. (fleet.InstanceTypeConfigs ?? []).Select(t => new FleetType(
            t.InstanceType, t.WeightedCapacity ?? 1, SpotBid.Read(t.BidPrice, t.BidPriceAsPercentageOfOnDemandPrice), Volumes(t.EbsConfiguration),
            t.EbsConfiguration?.EbsOptimized == true))]);

    private static FleetShape Reported(InstanceFleet fleet) => new(
        fleet.InstanceFleetType?.Value ?? "", fleet.ProvisionedOnDemandCapacity ?? 0, fleet.ProvisionedSpotCapacity ?? 0,
        [.. (fleet.InstanceTypeSpecifications ?? []).Select(t => new FleetType(
            t.InstanceType ?? "", t.WeightedCapacity ?? 1, SpotBid.Read(t.BidPrice, t.BidPriceAsPercentageOfOnDemandPrice), Volumes(t.EbsBlockDevices), t.EbsOptimized == true))]);

    private static SpotBid? Bid(string? market, string? price) => market == "SPOT" ? SpotBid.Read(price, null) : null;

    private static IReadOnlyList<VolumeShape> Volumes(EbsConfiguration? ebs) =>
        [.. (ebs?.EbsBlockDeviceConfigs ?? []).SelectMany(d => Enumerable.Repeat(Volume(d.VolumeSpecification), d.VolumesPerInstance ?? 1))];

    private static IReadOnlyList<VolumeShape> Volumes(List<EbsBlockDevice>? devices) => [.. (devices ?? []).Select(d => Volume(d.VolumeSpecification))];

    private static VolumeShape Volume(VolumeSpecification? volume) => new(volume?.VolumeType ?? "", volume?.SizeInGB ?? 0, volume?.Iops, volume?.Throughput);
}
