namespace Amazon.ElasticMapReduce.Model;

/// <summary>A cluster's state, the reason for it and its times.</summary>
public class ClusterStatus
{
    public ClusterState State { get; set; }
    public ClusterStateChangeReason StateChangeReason { get; set; }
    public ClusterTimeline Timeline { get; set; }
    public List<ErrorDetail> ErrorDetails { get; set; }
}

/// <summary>Why a cluster is in its state.</summary>
public class ClusterStateChangeReason
{
    public ClusterStateChangeReasonCode Code { get; set; }
    public string Message { get; set; }
}

/// <summary>When a cluster was created, became ready and ended (UTC); null until it happened.</summary>
public class ClusterTimeline
{
    public DateTime? CreationDateTime { get; set; }
    public DateTime? ReadyDateTime { get; set; }
    public DateTime? EndDateTime { get; set; }
}

/// <summary>What made a cluster fail, for a program to read.</summary>
public class ErrorDetail
{
    public string ErrorCode { get; set; }
    public List<Dictionary<string, string>> ErrorData { get; set; }
    public string ErrorMessage { get; set; }
}
