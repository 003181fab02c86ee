namespace Amazon.ElasticMapReduce.Model;

/// <summary>An instance's state, the reason for it and its times.</summary>
public class InstanceStatus
{
    public InstanceState State { get; set; }
    public InstanceStateChangeReason StateChangeReason { get; set; }
    public InstanceTimeline Timeline { get; set; }
}

/// <summary>Why an instance is in its state.</summary>
public class InstanceStateChangeReason
{
    public InstanceStateChangeReasonCode Code { get; set; }
    public string Message { get; set; }
}

/// <summary>When an instance was created, became ready and ended (UTC).</summary>
public class InstanceTimeline
{
    public DateTime? CreationDateTime { get; set; }
    public DateTime? ReadyDateTime { get; set; }
    public DateTime? EndDateTime { get; set; }
}
