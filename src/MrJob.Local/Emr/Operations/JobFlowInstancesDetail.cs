using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

/// <summary>The instances of a cluster as the API of 2009 describes them. It knows no fleets: their first types and counts are told.</summary>
internal sealed record JobFlowInstancesDetail
{
    public required string MasterInstanceType { get; init; }
    public string? MasterPublicDnsName { get; init; }
    public string? MasterInstanceId { get; init; }
    public required string SlaveInstanceType { get; init; }
    public int InstanceCount { get; init; }
    public IReadOnlyList<InstanceGroupDetail> InstanceGroups { get; init; } = [];
    public int NormalizedInstanceHours { get; init; }
    public string? Ec2KeyName { get; init; }
    public string? Ec2SubnetId { get; init; }
    public PlacementType? Placement { get; init; }
    public bool KeepJobFlowAliveWhenNoSteps { get; init; }
    public bool TerminationProtected { get; init; }
    public bool? UnhealthyNodeReplacement { get; init; }
    public string? HadoopVersion { get; init; }

    public static JobFlowInstancesDetail Of(ClusterRecord cluster, DateTimeOffset now)
    {
        List<Instances.Instance> all = [.. Clusters.Instances.Of(cluster).Where(i => i.Ended is null)];
        var asked = cluster.Request.Instances!;
        var master = all.Find(i => i.Role == "MASTER");
        return new()
        {
            MasterInstanceType = master?.Type ?? "",
            MasterPublicDnsName = Clusters.Instances.MasterDns(cluster),
            MasterInstanceId = master?.Ec2Id,
            SlaveInstanceType = all.Find(i => i.Role != "MASTER")?.Type ?? master?.Type ?? "",
            InstanceCount = all.Count,
            InstanceGroups = [.. cluster.Groups.Select(group => InstanceGroupDetail.Of(cluster, group))],
            NormalizedInstanceHours = Clusters.Instances.NormalizedHours(cluster, now),
            Ec2KeyName = asked.Ec2KeyName,
            Ec2SubnetId = asked.Ec2SubnetId,
            Placement = asked.Placement,
            KeepJobFlowAliveWhenNoSteps = cluster.KeepAlive,
            TerminationProtected = cluster.TerminationProtected,
            UnhealthyNodeReplacement = asked.UnhealthyNodeReplacement,
            HadoopVersion = asked.HadoopVersion,
        };
    }
}

internal sealed record InstanceGroupDetail
{
    public required string InstanceGroupId { get; init; }
    public required string Name { get; init; }
    public required string Market { get; init; }
    public required string InstanceRole { get; init; }
    public string? BidPrice { get; init; }
    public required string InstanceType { get; init; }
    public int InstanceRequestCount { get; init; }
    public int InstanceRunningCount { get; init; }
    public required string State { get; init; }
    public string? LastStateChangeReason { get; init; }
    public DateTimeOffset CreationDateTime { get; init; }
    public DateTimeOffset? StartDateTime { get; init; }
    public DateTimeOffset? ReadyDateTime { get; init; }
    public DateTimeOffset? EndDateTime { get; init; }
    public string? CustomAmiId { get; init; }

    public static InstanceGroupDetail Of(ClusterRecord cluster, InstanceGroup group)
    {
        var told = ListInstanceGroups.Description(cluster, group);
        return new()
        {
            InstanceGroupId = told.Id,
            Name = told.Name!,
            Market = told.Market!,
            InstanceRole = told.InstanceGroupType!,
            BidPrice = told.BidPrice,
            InstanceType = told.InstanceType!,
            InstanceRequestCount = told.RequestedInstanceCount,
            InstanceRunningCount = told.RunningInstanceCount,
            State = told.Status.State == "TERMINATED" ? "ENDED" : told.Status.State,
            LastStateChangeReason = told.Status.StateChangeReason.Message,
            CreationDateTime = group.Created,
            StartDateTime = told.Status.Timeline.ReadyDateTime,
            ReadyDateTime = told.Status.Timeline.ReadyDateTime,
            EndDateTime = told.Status.Timeline.EndDateTime,
            CustomAmiId = told.CustomAmiId,
        };
    }
}
