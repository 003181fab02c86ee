using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Lists the instance groups of a cluster.</summary>
public class ListInstanceGroupsRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
    public string Marker { get; set; }
}

/// <summary>A page of instance groups.</summary>
public class ListInstanceGroupsResponse : AmazonWebServiceResponse
{
    public List<InstanceGroup> InstanceGroups { get; set; }
    public string Marker { get; set; }
}
