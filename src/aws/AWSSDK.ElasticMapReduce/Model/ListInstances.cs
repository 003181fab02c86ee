using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Lists the instances of a cluster, of one group or of one fleet.</summary>
public class ListInstancesRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
    public string InstanceGroupId { get; set; }
    public List<string> InstanceGroupTypes { get; set; }
    public string InstanceFleetId { get; set; }
    public InstanceFleetType InstanceFleetType { get; set; }
    public List<string> InstanceStates { get; set; }
    public string Marker { get; set; }
}

/// <summary>A page of instances.</summary>
public class ListInstancesResponse : AmazonWebServiceResponse
{
    public List<Instance> Instances { get; set; }
    public string Marker { get; set; }
}
