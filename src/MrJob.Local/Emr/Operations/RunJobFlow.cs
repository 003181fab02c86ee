using System.Text.Json;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record RunJobFlowInput
{
    [Required, Text(256)] public string? Name { get; init; }
    [Text(10280)] public string? LogUri { get; init; }
    [Text(10280)] public string? LogEncryptionKmsKeyId { get; init; }
    [Text(10280)] public string? AdditionalInfo { get; init; }
    [Text(256)] public string? AmiVersion { get; init; }
    [Text(256)] public string? ReleaseLabel { get; init; }
    [Required] public InstancesConfig? Instances { get; init; }
    public IReadOnlyList<StepConfig>? Steps { get; init; }
    [Text(2048)] public string? StepExecutionRoleArn { get; init; }
    public IReadOnlyList<BootstrapActionConfig>? BootstrapActions { get; init; }
    [Text(256)] public IReadOnlyList<string>? SupportedProducts { get; init; }
    public JsonElement? NewSupportedProducts { get; init; }
    public IReadOnlyList<Application>? Applications { get; init; }
    public IReadOnlyList<Configuration>? Configurations { get; init; }
    public bool? VisibleToAllUsers { get; init; }
    [Text(10280)] public string? JobFlowRole { get; init; }
    [Text(10280)] public string? ServiceRole { get; init; }
    public IReadOnlyList<Tag>? Tags { get; init; }
    [Text(10280)] public string? SecurityConfiguration { get; init; }
    [Text(10280)] public string? AutoScalingRole { get; init; }
    [OneOf("TERMINATE_AT_INSTANCE_HOUR", "TERMINATE_AT_TASK_COMPLETION")] public string? ScaleDownBehavior { get; init; }
    [Text(256)] public string? CustomAmiId { get; init; }
    public int? EbsRootVolumeSize { get; init; }
    [OneOf("SECURITY", "NONE")] public string? RepoUpgradeOnBoot { get; init; }
    public JsonElement? KerberosAttributes { get; init; }
    public int? StepConcurrencyLevel { get; init; }
    public ManagedScalingPolicy? ManagedScalingPolicy { get; init; }
    public JsonElement? PlacementGroupConfigs { get; init; }
    public AutoTerminationPolicy? AutoTerminationPolicy { get; init; }
    [Text(256)] public string? OSReleaseLabel { get; init; }
    public int? EbsRootVolumeIops { get; init; }
    public int? EbsRootVolumeThroughput { get; init; }
    public bool? ExtendedSupport { get; init; }
    public JsonElement? MonitoringConfiguration { get; init; }
}

internal sealed record RunJobFlowOutput(string JobFlowId, string ClusterArn);

/// <summary>Starts a cluster, with its first steps.</summary>
internal static class RunJobFlow
{
    public static RunJobFlowOutput Answer(RunJobFlowInput input, ClusterRegistry clusters)
    {
        RunJobFlowRules.Check(input);
        var cluster = clusters.Create((number, now) => New(input, number, now));
        return new(cluster.Id, EmrIds.Arn(cluster.Id));
    }

    private static ClusterRecord New(RunJobFlowInput input, long number, DateTimeOffset now) => new()
    {
        Id = EmrIds.Cluster(),
        Number = number,
        Request = input with { Steps = null, Tags = TagRules.Merge([], input.Tags ?? []), Instances = Highly(input.Instances!) },
        Groups = [.. InstanceGroupRules.Groups(input.Instances!).Select(g => InstanceGroup.New(g, now))],
        Fleets = [.. (input.Instances!.InstanceFleets ?? []).Select(f => InstanceFleet.New(f, now))],
        Reason = ClusterLife.Provisioning,
        Created = now,
        Steps = [.. (input.Steps ?? []).Select(step => StepRecord.New(step, input.StepExecutionRoleArn, now))],
    };

    /// <summary>With three masters a cluster is highly available: EMR keeps it alive and protects it, whatever was asked.</summary>
    private static InstancesConfig Highly(InstancesConfig instances) =>
        InstanceGroupRules.Groups(instances).Any(g => g is { InstanceRole: "MASTER", InstanceCount: 3 })
            ? instances with { KeepJobFlowAliveWhenNoSteps = true, TerminationProtected = true }
            : instances;
}
