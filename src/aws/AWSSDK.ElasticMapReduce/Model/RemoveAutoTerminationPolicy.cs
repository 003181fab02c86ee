using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Takes a cluster's auto-termination policy away.</summary>
public class RemoveAutoTerminationPolicyRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
}

/// <summary>Says only that it was done.</summary>
public class RemoveAutoTerminationPolicyResponse : AmazonWebServiceResponse;
