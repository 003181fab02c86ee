using System.Text.Json;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;
using MrJob.Local.Events;

namespace MrJob.Local.Emr.Operations;

/// <summary>For the calls that take a cluster and nothing else.</summary>
internal sealed record ClusterInput
{
    [Required] public string? ClusterId { get; init; }
}

internal sealed record DescribeClusterOutput(ClusterDescription Cluster);

internal sealed record ClusterDescription
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required Status Status { get; init; }
    public Ec2InstanceAttributes? Ec2InstanceAttributes { get; init; }
    public string? InstanceCollectionType { get; init; }
    public string? LogUri { get; init; }
    public string? LogEncryptionKmsKeyId { get; init; }
    public string? RequestedAmiVersion { get; init; }
    public string? RunningAmiVersion { get; init; }
    public string? ReleaseLabel { get; init; }
    public bool AutoTerminate { get; init; }
    public bool TerminationProtected { get; init; }
    public bool? UnhealthyNodeReplacement { get; init; }
    public bool VisibleToAllUsers { get; init; }
    public IReadOnlyList<Application> Applications { get; init; } = [];
    public IReadOnlyList<Tag> Tags { get; init; } = [];
    public string? ServiceRole { get; init; }
    public int NormalizedInstanceHours { get; init; }
    public string? MasterPublicDnsName { get; init; }
    public IReadOnlyList<Configuration> Configurations { get; init; } = [];
    public string? SecurityConfiguration { get; init; }
    public string? AutoScalingRole { get; init; }
    public string? ScaleDownBehavior { get; init; }
    public string? CustomAmiId { get; init; }
    public int? EbsRootVolumeSize { get; init; }
    public string? RepoUpgradeOnBoot { get; init; }
    public JsonElement? KerberosAttributes { get; init; }
    public required string ClusterArn { get; init; }
    public int StepConcurrencyLevel { get; init; }
    public JsonElement? PlacementGroups { get; init; }
    public string? OSReleaseLabel { get; init; }
    public int? EbsRootVolumeIops { get; init; }
    public int? EbsRootVolumeThroughput { get; init; }
    public bool? ExtendedSupport { get; init; }
    public JsonElement? MonitoringConfiguration { get; init; }
}

internal sealed record Ec2InstanceAttributes
{
    public string? Ec2KeyName { get; init; }
    public string? Ec2SubnetId { get; init; }
    public IReadOnlyList<string> RequestedEc2SubnetIds { get; init; } = [];
    public string? Ec2AvailabilityZone { get; init; }
    public IReadOnlyList<string> RequestedEc2AvailabilityZones { get; init; } = [];
    public string? IamInstanceProfile { get; init; }
    public string? EmrManagedMasterSecurityGroup { get; init; }
    public string? EmrManagedSlaveSecurityGroup { get; init; }
    public string? ServiceAccessSecurityGroup { get; init; }
    public IReadOnlyList<string> AdditionalMasterSecurityGroups { get; init; } = [];
    public IReadOnlyList<string> AdditionalSlaveSecurityGroups { get; init; } = [];
}

/// <summary>Everything about a cluster: what was asked for, as it was asked for, and how it stands.</summary>
internal static class DescribeCluster
{
    public static DescribeClusterOutput Answer(ClusterInput input, ClusterRegistry clusters) =>
        new(Describe(clusters.Cluster(input.ClusterId).Record, clusters.Now));

    public static Status StatusOf(ClusterRecord cluster) =>
        new(cluster.State.Wire(), cluster.Reason, new Timeline(cluster.Created, cluster.Ready, EndDateTime: cluster.Ended));

    private static ClusterDescription Describe(ClusterRecord cluster, DateTimeOffset now) => new()
    {
        Id = cluster.Id,
        Name = cluster.Name,
        Status = StatusOf(cluster),
        Ec2InstanceAttributes = Attributes(cluster.Request),
        InstanceCollectionType = cluster.Fleets.Count > 0 ? "INSTANCE_FLEET" : "INSTANCE_GROUP",
        LogUri = cluster.Request.LogUri,
        LogEncryptionKmsKeyId = cluster.Request.LogEncryptionKmsKeyId,
        RequestedAmiVersion = cluster.Request.AmiVersion,
        RunningAmiVersion = cluster.Request.AmiVersion,
        ReleaseLabel = cluster.Request.ReleaseLabel,
        AutoTerminate = !cluster.KeepAlive,
        TerminationProtected = cluster.TerminationProtected,
        UnhealthyNodeReplacement = cluster.Request.Instances!.UnhealthyNodeReplacement,
        VisibleToAllUsers = cluster.Request.VisibleToAllUsers ?? true,
        Applications = cluster.Request.Applications ?? [],
        Tags = cluster.Tags,
        ServiceRole = cluster.Request.ServiceRole,
        NormalizedInstanceHours = Instances.NormalizedHours(cluster, now),
        MasterPublicDnsName = Instances.MasterDns(cluster),
        Configurations = cluster.Request.Configurations ?? [],
        SecurityConfiguration = cluster.Request.SecurityConfiguration,
        AutoScalingRole = cluster.Request.AutoScalingRole,
        ScaleDownBehavior = cluster.Request.ScaleDownBehavior ?? "TERMINATE_AT_TASK_COMPLETION",
        CustomAmiId = cluster.Request.CustomAmiId,
        EbsRootVolumeSize = cluster.Request.EbsRootVolumeSize,
        RepoUpgradeOnBoot = cluster.Request.RepoUpgradeOnBoot,
        KerberosAttributes = cluster.Request.KerberosAttributes,
        ClusterArn = EmrIds.Arn(cluster.Id),
        StepConcurrencyLevel = cluster.StepConcurrencyLevel,
        PlacementGroups = cluster.Request.PlacementGroupConfigs,
        OSReleaseLabel = cluster.Request.OSReleaseLabel,
        EbsRootVolumeIops = cluster.Request.EbsRootVolumeIops,
        EbsRootVolumeThroughput = cluster.Request.EbsRootVolumeThroughput,
        ExtendedSupport = cluster.Request.ExtendedSupport,
        MonitoringConfiguration = cluster.Request.MonitoringConfiguration,
    };

    private static Ec2InstanceAttributes Attributes(RunJobFlowInput request)
    {
        var instances = request.Instances!;
        var place = instances.Placement;
        return new Ec2InstanceAttributes
        {
            Ec2KeyName = instances.Ec2KeyName,
            Ec2SubnetId = instances.Ec2SubnetId ?? First(instances.Ec2SubnetIds),
            RequestedEc2SubnetIds = instances.Ec2SubnetIds ?? (instances.Ec2SubnetId is { } subnet ? [subnet] : []),
            Ec2AvailabilityZone = place?.AvailabilityZone ?? First(place?.AvailabilityZones) ?? AwsEvent.Region + "a",
            RequestedEc2AvailabilityZones = place?.AvailabilityZones ?? (place?.AvailabilityZone is { } zone ? [zone] : []),
            IamInstanceProfile = request.JobFlowRole,
            EmrManagedMasterSecurityGroup = instances.EmrManagedMasterSecurityGroup,
            EmrManagedSlaveSecurityGroup = instances.EmrManagedSlaveSecurityGroup,
            ServiceAccessSecurityGroup = instances.ServiceAccessSecurityGroup,
            AdditionalMasterSecurityGroups = instances.AdditionalMasterSecurityGroups ?? [],
            AdditionalSlaveSecurityGroups = instances.AdditionalSlaveSecurityGroups ?? [],
        };
    }

    private static string? First(IReadOnlyList<string>? items) => items is [var first, ..] ? first : null;
}
