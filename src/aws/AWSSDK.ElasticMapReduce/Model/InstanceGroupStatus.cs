namespace Amazon.ElasticMapReduce.Model;

/// <summary>A group's state, the reason for it and its times.</summary>
public class InstanceGroupStatus
{
    public InstanceGroupState State { get; set; }
    public InstanceGroupStateChangeReason StateChangeReason { get; set; }
    public InstanceGroupTimeline Timeline { get; set; }
}

/// <summary>Why a group is in its state.</summary>
public class InstanceGroupStateChangeReason
{
    public InstanceGroupStateChangeReasonCode Code { get; set; }
    public string Message { get; set; }
}

/// <summary>When a group was created, became ready and ended (UTC).</summary>
public class InstanceGroupTimeline
{
    public DateTime? CreationDateTime { get; set; }
    public DateTime? ReadyDateTime { get; set; }
    public DateTime? EndDateTime { get; set; }
}
