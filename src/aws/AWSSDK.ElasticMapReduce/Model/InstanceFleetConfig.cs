namespace Amazon.ElasticMapReduce.Model;

/// <summary>An instance fleet to start.</summary>
public class InstanceFleetConfig
{
    public string Name { get; set; }
    public InstanceFleetType InstanceFleetType { get; set; }
    public int? TargetOnDemandCapacity { get; set; }
    public int? TargetSpotCapacity { get; set; }
    public List<InstanceTypeConfig> InstanceTypeConfigs { get; set; }
    public InstanceFleetProvisioningSpecifications LaunchSpecifications { get; set; }
    public InstanceFleetResizingSpecifications ResizeSpecifications { get; set; }
    public string Context { get; set; }
}

/// <summary>A type that a fleet may use, its weight and bid.</summary>
public class InstanceTypeConfig
{
    public string InstanceType { get; set; }
    public int? WeightedCapacity { get; set; }
    public string BidPrice { get; set; }
    public double? BidPriceAsPercentageOfOnDemandPrice { get; set; }
    public EbsConfiguration EbsConfiguration { get; set; }
    public List<Configuration> Configurations { get; set; }
    public string CustomAmiId { get; set; }
    public double? Priority { get; set; }
}
