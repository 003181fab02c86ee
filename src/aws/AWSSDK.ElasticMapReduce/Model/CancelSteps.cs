using Amazon.Runtime;

namespace Amazon.ElasticMapReduce.Model;

/// <summary>Cancels pending steps, and running ones where the release allows it.</summary>
public class CancelStepsRequest : AmazonElasticMapReduceRequest
{
    public string ClusterId { get; set; }
    public List<string> StepIds { get; set; }
    public StepCancellationOption StepCancellationOption { get; set; }
}

/// <summary>What became of each cancellation.</summary>
public class CancelStepsResponse : AmazonWebServiceResponse
{
    public List<CancelStepsInfo> CancelStepsInfoList { get; set; }
}

/// <summary>Whether one step will be cancelled, and why not.</summary>
public class CancelStepsInfo
{
    public string StepId { get; set; }
    public CancelStepsRequestStatus Status { get; set; }
    public string Reason { get; set; }
}
