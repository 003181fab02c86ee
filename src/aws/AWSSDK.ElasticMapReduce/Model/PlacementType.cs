namespace Amazon.ElasticMapReduce.Model;

/// <summary>The availability zones a cluster may start in.</summary>
public class PlacementType
{
    public string AvailabilityZone { get; set; }
    public List<string> AvailabilityZones { get; set; }
}

/// <summary>How instances of a role are spread over hardware.</summary>
public class PlacementGroupConfig
{
    public InstanceRoleType InstanceRole { get; set; }
    public PlacementGroupStrategy PlacementStrategy { get; set; }
}
