using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Protects clusters from termination, or stops protecting them.</summary>
public class SetTerminationProtectionRequest : AmazonElasticMapReduceRequest
{
    public List<string> JobFlowIds { get; set; }
    public bool? TerminationProtected { get; set; }
}

/// <summary>Says only that it was done.</summary>
public class SetTerminationProtectionResponse : AmazonWebServiceResponse;
