using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Adds task instance groups to a cluster.</summary>
public class AddInstanceGroupsRequest : AmazonElasticMapReduceRequest
{
    public List<InstanceGroupConfig> InstanceGroups { get; set; }
    public string JobFlowId { get; set; }
}

/// <summary>The ids of the new groups, in the order of the request.</summary>
public class AddInstanceGroupsResponse : AmazonWebServiceResponse
{
    public string JobFlowId { get; set; }
    public List<string> InstanceGroupIds { get; set; }
    public string ClusterArn { get; set; }
}
