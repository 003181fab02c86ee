namespace Amazon.ElasticMapReduce.Model;

/// <summary>A step's state, the reason for it and its times.</summary>
public class StepStatus
{
    public StepState State { get; set; }
    public StepStateChangeReason StateChangeReason { get; set; }
    public FailureDetails FailureDetails { get; set; }
    public StepTimeline Timeline { get; set; }
}

/// <summary>Why a step is in its state; EMR knows the code NONE only.</summary>
public class StepStateChangeReason
{
    public StepStateChangeReasonCode Code { get; set; }
    public string Message { get; set; }
}

/// <summary>When a step was created, started and ended (UTC); null until it happened.</summary>
public class StepTimeline
{
    public DateTime? CreationDateTime { get; set; }
    public DateTime? StartDateTime { get; set; }
    public DateTime? EndDateTime { get; set; }
}

/// <summary>What EMR found out about a failed step, and the log that says more.</summary>
public class FailureDetails
{
    public string Reason { get; set; }
    public string Message { get; set; }
    public string LogFile { get; set; }
}
