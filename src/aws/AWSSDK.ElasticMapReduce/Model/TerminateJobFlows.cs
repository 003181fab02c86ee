using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Terminates up to ten clusters.</summary>
public class TerminateJobFlowsRequest : AmazonElasticMapReduceRequest
{
    public List<string> JobFlowIds { get; set; }
}

/// <summary>Says only that it was done.</summary>
public class TerminateJobFlowsResponse : AmazonWebServiceResponse;
