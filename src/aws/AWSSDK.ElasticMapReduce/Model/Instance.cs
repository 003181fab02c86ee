namespace Amazon.ElasticMapReduce.Model;

/// <summary>One EC2 instance of a cluster.</summary>
public class Instance
{
    public string Id { get; set; }
    public string Ec2InstanceId { get; set; }
    public string PublicDnsName { get; set; }
    public string PublicIpAddress { get; set; }
    public string PrivateDnsName { get; set; }
    public string PrivateIpAddress { get; set; }
    public InstanceStatus Status { get; set; }
    public string InstanceGroupId { get; set; }
    public string InstanceFleetId { get; set; }
    public MarketType Market { get; set; }
    public string InstanceType { get; set; }
    public List<EbsVolume> EbsVolumes { get; set; }
}
