using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Sets how long a cluster may be idle before EMR terminates it.</summary>
public class PutAutoTerminationPolicyRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
    public AutoTerminationPolicy AutoTerminationPolicy { get; set; }
}

/// <summary>Says only that it was done.</summary>
public class PutAutoTerminationPolicyResponse : AmazonWebServiceResponse;
