using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Adds up to 256 steps to a cluster that is not terminating.</summary>
public class AddJobFlowStepsRequest : AmazonElasticMapReduceRequest
{
    public string JobFlowId { get; set; }
    public List<StepConfig> Steps { get; set; }
    public string ExecutionRoleArn { get; set; }
}

/// <summary>The ids of the new steps, in the order of the request.</summary>
public class AddJobFlowStepsResponse : AmazonWebServiceResponse
{
    public List<string> StepIds { get; set; }
}
