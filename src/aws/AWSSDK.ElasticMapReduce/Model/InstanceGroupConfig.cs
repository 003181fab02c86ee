namespace Amazon.ElasticMapReduce.Model;

/// <summary>An instance group to start.</summary>
public class InstanceGroupConfig
{
    public string Name { get; set; }
    public MarketType Market { get; set; }
    public InstanceRoleType InstanceRole { get; set; }
    public string BidPrice { get; set; }
    public string InstanceType { get; set; }
    public int? InstanceCount { get; set; }
    public List<Configuration> Configurations { get; set; }
    public EbsConfiguration EbsConfiguration { get; set; }
    public AutoScalingPolicy AutoScalingPolicy { get; set; }
    public string CustomAmiId { get; set; }
}
