using System.Text.Json;

namespace MrJob.Local.Emr.Wire;

// The parts of a cluster's configuration: named and typed as EMR's service model has them, for requests, answers and files alike.
// A JsonElement is a part that is kept and given back, and that nothing here looks into.

internal sealed record Application
{
    public string? Name { get; init; }
    public string? Version { get; init; }
    public IReadOnlyList<string>? Args { get; init; }
    public IReadOnlyDictionary<string, string>? AdditionalInfo { get; init; }
}

internal sealed record Configuration
{
    public string? Classification { get; init; }
    public IReadOnlyList<Configuration>? Configurations { get; init; }
    public IReadOnlyDictionary<string, string>? Properties { get; init; }
}

internal sealed record Tag
{
    [Required, Text(128)] public string? Key { get; init; }
    [Text(256)] public string? Value { get; init; }
}

internal sealed record BootstrapActionConfig
{
    [Required, Text(256)] public string? Name { get; init; }
    [Required] public ScriptBootstrapActionConfig? ScriptBootstrapAction { get; init; }
}

internal sealed record ScriptBootstrapActionConfig
{
    [Required, Text(10280)] public string? Path { get; init; }
    [Text(10280)] public IReadOnlyList<string>? Args { get; init; }
}

internal sealed record PlacementType
{
    [Text(10280)] public string? AvailabilityZone { get; init; }
    [Text(256)] public IReadOnlyList<string>? AvailabilityZones { get; init; }
}

internal sealed record AutoTerminationPolicy
{
    /// <summary>Seconds.</summary>
    public long? IdleTimeout { get; init; }
}

internal sealed record ManagedScalingPolicy
{
    [Required] public ComputeLimits? ComputeLimits { get; init; }
    [Between(1, 100)] public int? UtilizationPerformanceIndex { get; init; }
    [OneOf("DEFAULT", "ADVANCED")] public string? ScalingStrategy { get; init; }
}

internal sealed record ComputeLimits
{
    [Required, OneOf("InstanceFleetUnits", "Instances", "VCPU")] public string? UnitType { get; init; }
    [Required] public int? MinimumCapacityUnits { get; init; }
    [Required] public int? MaximumCapacityUnits { get; init; }
    public int? MaximumOnDemandCapacityUnits { get; init; }
    public int? MaximumCoreCapacityUnits { get; init; }
}

internal sealed record InstancesConfig
{
    [Text(256)] public string? MasterInstanceType { get; init; }
    [Text(256)] public string? SlaveInstanceType { get; init; }
    public int? InstanceCount { get; init; }
    public IReadOnlyList<InstanceGroupConfig>? InstanceGroups { get; init; }
    public IReadOnlyList<InstanceFleetConfig>? InstanceFleets { get; init; }
    [Text(256)] public string? Ec2KeyName { get; init; }
    public PlacementType? Placement { get; init; }
    public bool? KeepJobFlowAliveWhenNoSteps { get; init; }
    public bool? TerminationProtected { get; init; }
    public bool? UnhealthyNodeReplacement { get; init; }
    [Text(256)] public string? HadoopVersion { get; init; }
    [Text(256)] public string? Ec2SubnetId { get; init; }
    [Text(256)] public IReadOnlyList<string>? Ec2SubnetIds { get; init; }
    [Text(256)] public string? EmrManagedMasterSecurityGroup { get; init; }
    [Text(256)] public string? EmrManagedSlaveSecurityGroup { get; init; }
    [Text(256)] public string? ServiceAccessSecurityGroup { get; init; }
    [Text(256)] public IReadOnlyList<string>? AdditionalMasterSecurityGroups { get; init; }
    [Text(256)] public IReadOnlyList<string>? AdditionalSlaveSecurityGroups { get; init; }
}

internal sealed record InstanceGroupConfig
{
    [Text(256)] public string? Name { get; init; }
    [OneOf("ON_DEMAND", "SPOT")] public string? Market { get; init; }
    [Required, OneOf("MASTER", "CORE", "TASK")] public string? InstanceRole { get; init; }
    [Text(256)] public string? BidPrice { get; init; }
    [Required, Text(256)] public string? InstanceType { get; init; }
    [Required] public int? InstanceCount { get; init; }
    public IReadOnlyList<Configuration>? Configurations { get; init; }
    public EbsConfiguration? EbsConfiguration { get; init; }
    public AutoScalingPolicy? AutoScalingPolicy { get; init; }
    [Text(256)] public string? CustomAmiId { get; init; }
}

internal sealed record AutoScalingPolicy
{
    [Required] public ScalingConstraints? Constraints { get; init; }
    [Required] public IReadOnlyList<JsonElement>? Rules { get; init; }
}

internal sealed record ScalingConstraints
{
    [Required] public int? MinCapacity { get; init; }
    [Required] public int? MaxCapacity { get; init; }
}

internal sealed record BlockPublicAccessConfiguration
{
    [Required] public bool? BlockPublicSecurityGroupRules { get; init; }
    public IReadOnlyList<PortRange>? PermittedPublicSecurityGroupRuleRanges { get; init; }
}

internal sealed record PortRange
{
    [Required, Between(-1, 65535)] public int? MinRange { get; init; }
    [Between(-1, 65535)] public int? MaxRange { get; init; }
}

internal sealed record InstanceFleetConfig
{
    [Text(256)] public string? Name { get; init; }
    [Required, OneOf("MASTER", "CORE", "TASK")] public string? InstanceFleetType { get; init; }
    [Between(0, int.MaxValue)] public int? TargetOnDemandCapacity { get; init; }
    [Between(0, int.MaxValue)] public int? TargetSpotCapacity { get; init; }
    public IReadOnlyList<InstanceTypeConfig>? InstanceTypeConfigs { get; init; }
    public JsonElement? LaunchSpecifications { get; init; }
    public JsonElement? ResizeSpecifications { get; init; }
    [Text(256)] public string? Context { get; init; }
}

internal sealed record InstanceTypeConfig
{
    [Required, Text(256)] public string? InstanceType { get; init; }
    [Between(0, int.MaxValue)] public int? WeightedCapacity { get; init; }
    [Text(256)] public string? BidPrice { get; init; }
    public double? BidPriceAsPercentageOfOnDemandPrice { get; init; }
    public EbsConfiguration? EbsConfiguration { get; init; }
    public IReadOnlyList<Configuration>? Configurations { get; init; }
    [Text(256)] public string? CustomAmiId { get; init; }
    public double? Priority { get; init; }
}

internal sealed record EbsConfiguration
{
    public IReadOnlyList<EbsBlockDeviceConfig>? EbsBlockDeviceConfigs { get; init; }
    public bool? EbsOptimized { get; init; }
}

internal sealed record EbsBlockDeviceConfig
{
    [Required] public VolumeSpecification? VolumeSpecification { get; init; }
    [Between(1, 25)] public int? VolumesPerInstance { get; init; }
}

internal sealed record VolumeSpecification
{
    [Required] public string? VolumeType { get; init; }
    public int? Iops { get; init; }
    [Required, Between(1, 16384)] public int? SizeInGB { get; init; }
    public int? Throughput { get; init; }
}

internal sealed record StepConfig
{
    [Required, Text(256)] public string? Name { get; init; }
    [OneOf("TERMINATE_JOB_FLOW", "TERMINATE_CLUSTER", "CANCEL_AND_WAIT", "CONTINUE")] public string? ActionOnFailure { get; init; }
    [Required] public HadoopJarStepConfig? HadoopJarStep { get; init; }
    public StepMonitoringConfiguration? StepMonitoringConfiguration { get; init; }
}

internal sealed record StepMonitoringConfiguration
{
    public S3MonitoringConfiguration? S3MonitoringConfiguration { get; init; }
}

internal sealed record S3MonitoringConfiguration
{
    [Text(10280)] public string? LogUri { get; init; }
    [Text(10280)] public string? EncryptionKeyArn { get; init; }
}

internal sealed record HadoopJarStepConfig
{
    public IReadOnlyList<KeyValue>? Properties { get; init; }
    [Required, Text(10280)] public string? Jar { get; init; }
    [Text(10280)] public string? MainClass { get; init; }
    [Text(10280)] public IReadOnlyList<string>? Args { get; init; }
}

internal sealed record KeyValue
{
    [Text(10280)] public string? Key { get; init; }
    [Text(10280)] public string? Value { get; init; }
}
