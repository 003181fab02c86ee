using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

/// <summary>A cluster as the API of 2009 describes it.</summary>
internal sealed record JobFlowDetail
{
    public required string JobFlowId { get; init; }
    public required string Name { get; init; }
    public string? LogUri { get; init; }
    public string? LogEncryptionKmsKeyId { get; init; }
    public string? AmiVersion { get; init; }
    public required ExecutionStatusDetail ExecutionStatusDetail { get; init; }
    public required JobFlowInstancesDetail Instances { get; init; }
    public required IReadOnlyList<StepDetail> Steps { get; init; }
    public required IReadOnlyList<BootstrapActionDetail> BootstrapActions { get; init; }
    public IReadOnlyList<string> SupportedProducts { get; init; } = [];
    public bool VisibleToAllUsers { get; init; }
    public string? JobFlowRole { get; init; }
    public string? ServiceRole { get; init; }
    public string? AutoScalingRole { get; init; }
    public string? ScaleDownBehavior { get; init; }

    public static JobFlowDetail Of(ClusterRecord cluster, DateTimeOffset now) => new()
    {
        JobFlowId = cluster.Id,
        Name = cluster.Name,
        LogUri = cluster.Request.LogUri,
        LogEncryptionKmsKeyId = cluster.Request.LogEncryptionKmsKeyId,
        AmiVersion = cluster.Request.AmiVersion,
        ExecutionStatusDetail = new(StateOf(cluster), cluster.Created)
        {
            StartDateTime = cluster.Ready, ReadyDateTime = cluster.Ready, EndDateTime = cluster.Ended, LastStateChangeReason = cluster.Reason.Message,
        },
        Instances = JobFlowInstancesDetail.Of(cluster, now),
        Steps = [.. cluster.Steps.Select(StepDetail.Of)],
        BootstrapActions = [.. (cluster.Request.BootstrapActions ?? []).Select(b => new BootstrapActionDetail(b))],
        SupportedProducts = cluster.Request.SupportedProducts ?? [],
        VisibleToAllUsers = cluster.Request.VisibleToAllUsers ?? true,
        JobFlowRole = cluster.Request.JobFlowRole,
        ServiceRole = cluster.Request.ServiceRole,
        AutoScalingRole = cluster.Request.AutoScalingRole,
        ScaleDownBehavior = cluster.Request.ScaleDownBehavior,
    };

    /// <summary>The older names: what ended well by itself is COMPLETED, by request TERMINATED, otherwise FAILED.</summary>
    public static string StateOf(ClusterRecord cluster) => cluster.State switch
    {
        ClusterState.Terminating => "SHUTTING_DOWN",
        ClusterState.TerminatedWithErrors => "FAILED",
        ClusterState.Terminated when cluster.Reason.Code == "USER_REQUEST" => "TERMINATED",
        ClusterState.Terminated => cluster.Reason.Code == "STEP_FAILURE" ? "FAILED" : "COMPLETED",
        var state => state.Wire(),
    };
}

internal sealed record ExecutionStatusDetail(string State, DateTimeOffset CreationDateTime)
{
    public DateTimeOffset? StartDateTime { get; init; }
    public DateTimeOffset? ReadyDateTime { get; init; }
    public DateTimeOffset? EndDateTime { get; init; }
    public string? LastStateChangeReason { get; init; }
}

internal sealed record StepDetail(StepConfig StepConfig, ExecutionStatusDetail ExecutionStatusDetail)
{
    /// <summary>A step that is being cancelled still runs, in the words of 2009.</summary>
    public static StepDetail Of(StepRecord step) => new(
        step.Config,
        new(step.State == StepState.CancelPending ? "RUNNING" : step.State.Wire(), step.Created)
        {
            StartDateTime = step.Started, EndDateTime = step.Ended, LastStateChangeReason = step.Failure?.Reason ?? step.Reason.Message,
        });
}

internal sealed record BootstrapActionDetail(BootstrapActionConfig BootstrapActionConfig);
