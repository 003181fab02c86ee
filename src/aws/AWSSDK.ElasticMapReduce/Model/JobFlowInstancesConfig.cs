namespace Amazon.ElasticMapReduce.Model;

/// <summary>The instances of a new cluster, and whether it stays up without steps.</summary>
public class JobFlowInstancesConfig
{
    public string MasterInstanceType { get; set; }
    public string SlaveInstanceType { get; set; }
    public int? InstanceCount { get; set; }
    public List<InstanceGroupConfig> InstanceGroups { get; set; }
    public List<InstanceFleetConfig> InstanceFleets { get; set; }
    public string Ec2KeyName { get; set; }
    public PlacementType Placement { get; set; }
    public bool? KeepJobFlowAliveWhenNoSteps { get; set; }
    public bool? TerminationProtected { get; set; }
    public bool? UnhealthyNodeReplacement { get; set; }
    public string HadoopVersion { get; set; }
    public string Ec2SubnetId { get; set; }
    public List<string> Ec2SubnetIds { get; set; }
    public string EmrManagedMasterSecurityGroup { get; set; }
    public string EmrManagedSlaveSecurityGroup { get; set; }
    public string ServiceAccessSecurityGroup { get; set; }
    public List<string> AdditionalMasterSecurityGroups { get; set; }
    public List<string> AdditionalSlaveSecurityGroups { get; set; }
}
