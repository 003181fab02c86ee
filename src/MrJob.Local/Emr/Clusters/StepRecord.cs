using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Clusters;

/// <summary>A step as it is kept.</summary>
internal sealed record StepRecord
{
    public required string Id { get; init; }
    public required StepConfig Config { get; init; }
    public string? ExecutionRoleArn { get; init; }
    public StepState State { get; init; }
    public StateChangeReason Reason { get; init; } = new();
    public FailureDetails? Failure { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? Started { get; init; }
    public DateTimeOffset? Ended { get; init; }

    /// <summary>EMR's old API took a step without one as TERMINATE_JOB_FLOW, which is TERMINATE_CLUSTER today.</summary>
    public const string DefaultActionOnFailure = "TERMINATE_CLUSTER";

    public static StepRecord New(StepConfig config, string? executionRoleArn, DateTimeOffset now) => new()
    {
        Id = EmrIds.Step(),
        Config = config with { ActionOnFailure = config.ActionOnFailure ?? DefaultActionOnFailure },
        ExecutionRoleArn = executionRoleArn,
        Created = now,
    };
}
