using System.Text.Json;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record ListInstanceFleetsOutput(IReadOnlyList<InstanceFleetDescription> InstanceFleets);

internal sealed record InstanceFleetDescription
{
    public required string Id { get; init; }
    public string? Name { get; init; }
    public required Status Status { get; init; }
    public string? InstanceFleetType { get; init; }
    public int TargetOnDemandCapacity { get; init; }
    public int TargetSpotCapacity { get; init; }
    public int ProvisionedOnDemandCapacity { get; init; }
    public int ProvisionedSpotCapacity { get; init; }
    public IReadOnlyList<InstanceTypeSpecification> InstanceTypeSpecifications { get; init; } = [];
    public JsonElement? LaunchSpecifications { get; init; }
    public JsonElement? ResizeSpecifications { get; init; }
    public string? Context { get; init; }
}

internal sealed record InstanceTypeSpecification
{
    public string? InstanceType { get; init; }
    public int WeightedCapacity { get; init; }
    public string? BidPrice { get; init; }
    public double? BidPriceAsPercentageOfOnDemandPrice { get; init; }
    public IReadOnlyList<Configuration> Configurations { get; init; } = [];
    public IReadOnlyList<EbsBlockDevice> EbsBlockDevices { get; init; } = [];
    public bool? EbsOptimized { get; init; }
    public string? CustomAmiId { get; init; }
    public double? Priority { get; init; }
}

/// <summary>The instance fleets of a cluster that has fleets; EMR refuses the call for one with groups.</summary>
internal static class ListInstanceFleets
{
    public static ListInstanceFleetsOutput Answer(ClusterPageInput input, ClusterRegistry clusters)
    {
        var cluster = clusters.Cluster(input.ClusterId).Record;
        if (cluster.Fleets.Count == 0)
            throw EmrException.InvalidRequest("Instance fleets and instance groups are mutually exclusive. " +
                "The EMR cluster specified in the request uses instance groups. " +
                "The ListInstanceFleets request does not support clusters that use instance groups. Use the ListInstanceGroups request instead.");
        return new([.. cluster.Fleets.Select(fleet => Description(cluster, fleet))]);
    }

    private static InstanceFleetDescription Description(ClusterRecord cluster, InstanceFleet fleet) => new()
    {
        Id = fleet.Id,
        Name = fleet.Config.Name ?? "",
        Status = Instances.StatusOf(cluster, fleet.Created),
        InstanceFleetType = fleet.Config.InstanceFleetType,
        TargetOnDemandCapacity = fleet.Config.TargetOnDemandCapacity ?? 0,
        TargetSpotCapacity = fleet.Config.TargetSpotCapacity ?? 0,
        ProvisionedOnDemandCapacity = Instances.AreUp(cluster) ? fleet.Units("ON_DEMAND") : 0,
        ProvisionedSpotCapacity = Instances.AreUp(cluster) ? fleet.Units("SPOT") : 0,
        InstanceTypeSpecifications = [.. (fleet.Config.InstanceTypeConfigs ?? []).Select(Specification)],
        LaunchSpecifications = fleet.Config.LaunchSpecifications,
        ResizeSpecifications = fleet.Config.ResizeSpecifications,
        Context = fleet.Config.Context,
    };

    private static InstanceTypeSpecification Specification(InstanceTypeConfig type) => new()
    {
        InstanceType = type.InstanceType,
        WeightedCapacity = type.WeightedCapacity ?? 1,
        BidPrice = type.BidPrice,
        BidPriceAsPercentageOfOnDemandPrice = type.BidPriceAsPercentageOfOnDemandPrice,
        Configurations = type.Configurations ?? [],
        EbsBlockDevices = EbsBlockDevice.Of(type.EbsConfiguration),
        EbsOptimized = type.EbsConfiguration?.EbsOptimized,
        CustomAmiId = type.CustomAmiId,
        Priority = type.Priority,
    };
}
