namespace MrJob.Core.Logs.Push;

/// <summary>A step, none of the job's own, that copies its logs to S3.</summary>
/// <param name="StepId">Null when none was added: the cluster was taken, or EMR did not answer.</param>
/// <param name="At">By S3's clock.</param>
internal sealed record LogPush(string? StepId, DateTimeOffset At, bool IsDone);
