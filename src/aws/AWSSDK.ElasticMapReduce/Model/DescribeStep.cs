using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Asks for one step of a cluster.</summary>
public class DescribeStepRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
    public string StepId { get; set; }
}

/// <summary>One step.</summary>
public class DescribeStepResponse : AmazonWebServiceResponse
{
    public Step Step { get; set; }
}
