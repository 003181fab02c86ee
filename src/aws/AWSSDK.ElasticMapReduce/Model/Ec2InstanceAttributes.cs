namespace Amazon.ElasticMapReduce.Model;

/// <summary>The network, key pair, profile and security groups of a cluster's instances.</summary>
public class Ec2InstanceAttributes
{
    public string Ec2KeyName { get; set; }
    public string Ec2SubnetId { get; set; }
    public List<string> RequestedEc2SubnetIds { get; set; }
    public string Ec2AvailabilityZone { get; set; }
    public List<string> RequestedEc2AvailabilityZones { get; set; }
    public string IamInstanceProfile { get; set; }
    public string EmrManagedMasterSecurityGroup { get; set; }
    public string EmrManagedSlaveSecurityGroup { get; set; }
    public string ServiceAccessSecurityGroup { get; set; }
    public List<string> AdditionalMasterSecurityGroups { get; set; }
    public List<string> AdditionalSlaveSecurityGroups { get; set; }
}
