using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

/// <summary>For the lists of a cluster that take no filter.</summary>
internal sealed record ClusterPageInput
{
    [Required] public string? ClusterId { get; init; }
    public string? Marker { get; init; }
}

internal sealed record ListInstancesInput
{
    [Required] public string? ClusterId { get; init; }
    public string? InstanceGroupId { get; init; }
    [OneOf("MASTER", "CORE", "TASK")] public IReadOnlyList<string>? InstanceGroupTypes { get; init; }
    public string? InstanceFleetId { get; init; }
    [OneOf("MASTER", "CORE", "TASK")] public string? InstanceFleetType { get; init; }

    [OneOf("AWAITING_FULFILLMENT", "PROVISIONING", "BOOTSTRAPPING", "RUNNING", "TERMINATED")]
    public IReadOnlyList<string>? InstanceStates { get; init; }

    public string? Marker { get; init; }
}

internal sealed record ListInstancesOutput(IReadOnlyList<InstanceDescription> Instances, string? Marker);

internal sealed record InstanceDescription
{
    public required string Id { get; init; }
    public required string Ec2InstanceId { get; init; }
    public string? PublicDnsName { get; init; }
    public string? PublicIpAddress { get; init; }
    public string? PrivateDnsName { get; init; }
    public string? PrivateIpAddress { get; init; }
    public required Status Status { get; init; }
    public string? InstanceGroupId { get; init; }
    public string? InstanceFleetId { get; init; }
    public string? Market { get; init; }
    public string? InstanceType { get; init; }
    public IReadOnlyList<EbsVolume> EbsVolumes { get; init; } = [];
}

internal sealed record EbsVolume(string Device, string VolumeId);

/// <summary>The instances of a cluster, master first.</summary>
internal static class ListInstances
{
    private const int PageSize = 500;

    public static ListInstancesOutput Answer(ListInstancesInput input, ClusterRegistry clusters)
    {
        var cluster = clusters.Cluster(input.ClusterId).Record;
        var found = Instances.Of(cluster).Index().Where(i => Matches(i.Item, input))
            .Select(i => (i.Index, i.Item, Status: Instances.StatusOf(cluster, i.Item)));
        if (input.InstanceStates is { Count: > 0 } states)
            found = found.Where(i => states.Contains(i.Status.State));
        var (page, marker) = Paging.Page(found, i => -i.Index, input.Marker, PageSize);
        return new([.. page.Select(i => Description(i.Item, i.Status, isFleet: cluster.Fleets.Count > 0))], marker);
    }

    private static bool Matches(Instances.Instance instance, ListInstancesInput input) =>
        (input.InstanceGroupId ?? input.InstanceFleetId ?? instance.CollectionId) == instance.CollectionId
        && (input.InstanceGroupTypes is not { Count: > 0 } types || types.Contains(instance.Role))
        && (input.InstanceFleetType ?? instance.Role) == instance.Role;

    private static InstanceDescription Description(Instances.Instance instance, Status status, bool isFleet) => new()
    {
        Id = instance.Id,
        Ec2InstanceId = instance.Ec2Id,
        PublicDnsName = instance.PublicDns,
        PublicIpAddress = instance.PublicIp,
        PrivateDnsName = instance.PrivateDns,
        PrivateIpAddress = instance.PrivateIp,
        Status = status,
        InstanceGroupId = isFleet ? null : instance.CollectionId,
        InstanceFleetId = isFleet ? instance.CollectionId : null,
        Market = instance.Market,
        InstanceType = instance.Type,
        EbsVolumes = [.. EbsBlockDevice.Of(instance.Ebs).Select(e => new EbsVolume(e.Device, instance.VolumeId(e.Device)))],
    };
}
