namespace Amazon.ElasticMapReduce.Model;

/// <summary>Instances of one type and role.</summary>
public class InstanceGroup
{
    public string Id { get; set; }
    public string Name { get; set; }
    public MarketType Market { get; set; }
    public InstanceGroupType InstanceGroupType { get; set; }
    public string BidPrice { get; set; }
    public string InstanceType { get; set; }
    public int? RequestedInstanceCount { get; set; }
    public int? RunningInstanceCount { get; set; }
    public InstanceGroupStatus Status { get; set; }
    public List<Configuration> Configurations { get; set; }
    public long? ConfigurationsVersion { get; set; }
    public List<Configuration> LastSuccessfullyAppliedConfigurations { get; set; }
    public long? LastSuccessfullyAppliedConfigurationsVersion { get; set; }
    public List<EbsBlockDevice> EbsBlockDevices { get; set; }
    public bool? EbsOptimized { get; set; }
    public ShrinkPolicy ShrinkPolicy { get; set; }
    public AutoScalingPolicyDescription AutoScalingPolicy { get; set; }
    public string CustomAmiId { get; set; }
}

/// <summary>How a group gives instances back.</summary>
public class ShrinkPolicy
{
    public int? DecommissionTimeout { get; set; }
    public InstanceResizePolicy InstanceResizePolicy { get; set; }
}

/// <summary>Which instances to terminate or keep when a group shrinks, and the seconds to wait for them.</summary>
public class InstanceResizePolicy
{
    public List<string> InstancesToTerminate { get; set; }
    public List<string> InstancesToProtect { get; set; }
    public int? InstanceTerminationTimeout { get; set; }
}
