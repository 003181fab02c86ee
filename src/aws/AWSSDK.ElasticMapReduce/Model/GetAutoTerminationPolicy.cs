using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Asks for a cluster's auto-termination policy.</summary>
public class GetAutoTerminationPolicyRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
}

/// <summary>The policy, or null where a cluster has none.</summary>
public class GetAutoTerminationPolicyResponse : AmazonWebServiceResponse
{
    public AutoTerminationPolicy AutoTerminationPolicy { get; set; }
}
