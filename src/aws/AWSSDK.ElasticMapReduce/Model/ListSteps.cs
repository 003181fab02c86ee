using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Lists steps of a cluster, newest first, 50 a page; or up to ten by id.</summary>
public class ListStepsRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
    public List<string> StepStates { get; set; }
    public List<string> StepIds { get; set; }
    public string Marker { get; set; }
}

/// <summary>A page of steps.</summary>
public class ListStepsResponse : AmazonWebServiceResponse
{
    public List<StepSummary> Steps { get; set; }
    public string Marker { get; set; }
}
