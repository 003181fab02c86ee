namespace Amazon.ElasticMapReduce.Model;

/// <summary>A fleet's state, the reason for it and its times.</summary>
public class InstanceFleetStatus
{
    public InstanceFleetState State { get; set; }
    public InstanceFleetStateChangeReason StateChangeReason { get; set; }
    public InstanceFleetTimeline Timeline { get; set; }
}

/// <summary>Why a fleet is in its state.</summary>
public class InstanceFleetStateChangeReason
{
    public InstanceFleetStateChangeReasonCode Code { get; set; }
    public string Message { get; set; }
}

/// <summary>When a fleet was created, became ready and ended (UTC).</summary>
public class InstanceFleetTimeline
{
    public DateTime? CreationDateTime { get; set; }
    public DateTime? ReadyDateTime { get; set; }
    public DateTime? EndDateTime { get; set; }
}
