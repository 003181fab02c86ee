using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Logs.Push;

namespace MrJob.Core.Jobs;

/// <summary>How a job's record follows from what EMR says of its steps. Pure.</summary>
internal static class JobLife
{
    /// <summary>The job after EMR told of these steps; the same object when nothing changed.</summary>
    public static Job Apply(Job job, IReadOnlyCollection<StepSummary> seen, DateTimeOffset now)
    {
        if (job.State.IsFinal())
            return job;
        var steps = job.Steps.Select(step => Find(step, seen) is { } summary ? Apply(step, summary) : step).ToList();
        var next = Settle(job with { Steps = steps }, now);
        return Same(job, next) ? job : next;
    }

    /// <summary>Brings the state of the whole in line with its steps: what will never be sent is skipped, and a job ends with its last step.</summary>
    public static Job Settle(Job job, DateTimeOffset now)
    {
        if (job.State.IsFinal())
            return job;
        // A step with an open intent may be on the cluster: it is not skipped before that is known.
        var over = job.Intent is null && (job.CancelRequested is not null || job.Steps.Any(s => s.State.IsFinal() && s.State != JobStepState.Completed));
        var steps = over
            ? [.. job.Steps.Select(s => s.State == JobStepState.Queued ? s with { State = JobStepState.Skipped } : s)]
            : job.Steps;
        var state = StateOf(steps, job.CancelRequested is not null);
        var next = job with { Steps = steps, State = state, Ended = state.IsFinal() ? now : null };
        return Same(job, next) ? job : next;
    }

    /// <summary>
    /// The job once EMR has taken these steps; ids are null where EMR has not told them yet. An answer may come late, when others have adopted
    /// the steps and gone on: then it changes nothing of what they did.
    /// </summary>
    public static Job Sent(Job job, string clusterId, ClusterUse use, IReadOnlyDictionary<int, string?> stepIds)
    {
        if (job.State.IsFinal())
            return job;
        var steps = job.Steps.Select((s, i) => s.State == JobStepState.Queued && stepIds.TryGetValue(i, out var id)
            ? s with { StepId = id, State = JobStepState.Pending } : s).ToList();
        var next = job with
        {
            ClusterId = clusterId, ClusterUse = use, Steps = steps, Reason = null,
            Intent = job.Intent is { } intent && intent.Steps.All(stepIds.ContainsKey) ? null : job.Intent,
        };
        return next with { State = StateOf(steps, job.CancelRequested is not null) };
    }

    /// <summary>
    /// The job without its open intent, which came to nothing: where it had not been placed before, nor is it now. The same object when the intent has
    /// been resolved meanwhile.
    /// </summary>
    /// <param name="intentId">Of the intent that came to nothing.</param>
    public static Job Unclaim(Job job, string intentId)
    {
        if (job.Intent?.Id != intentId)
            return job;
        if (job.State != JobState.Queued)
            return job with { Intent = null };
        return job.ClusterId is null && job.Spec.Options.ClusterId is null
            ? job with { Intent = null, HoldsCluster = false, ClusterUse = null, Placement = null, LogUri = null } : job with { Intent = null, HoldsCluster = false };
    }

    /// <summary>Ends a job that cannot go on, with the reason. Only for a job none of whose steps is on a cluster.</summary>
    public static Job Fail(Job job, string reason, DateTimeOffset now) => job.State.IsFinal() ? job : job with
    {
        State = job.CancelRequested is null ? JobState.Failed : JobState.Cancelled,
        Reason = reason,
        Intent = null,
        Ended = now,
        Steps = [.. job.Steps.Select(s => s.State.IsFinal() ? s : s with { State = JobStepState.Skipped })],
    };

    /// <summary>The job, still queued, with what it waits for; the same object when that is known or the job has gone on.</summary>
    public static Job Wait(Job job, string reason) => job.State != JobState.Queued || job.Reason == reason ? job : job with { Reason = reason };

    /// <summary>Ends a queued job that cannot be placed; the same object when it has gone on, or somebody is asking EMR something for it just now.</summary>
    public static Job CannotGo(Job job, string reason, DateTimeOffset now) => job is { State: JobState.Queued, Intent: null } ? Fail(job, reason, now) : job;

    /// <summary>So often a job goes back to the queue because its cluster died under it.</summary>
    public const int MaxRequeues = 3;

    /// <summary>
    /// Whether the job, ended by its cluster's end, may be placed anew: none of its steps ever ran, and it was somebody else's cluster that
    /// it had joined. A cluster that was started for it and died would only be bought again, and so would one that cannot bootstrap.
    /// </summary>
    /// <param name="code">EMR's code for the end of the cluster.</param>
    public static bool MayRequeue(Job job, string? code) =>
        job is { ClusterUse: ClusterUse.Pooled, CancelRequested: null } && job.ClusterId != job.StartedCluster
        && job.Steps.All(s => s.Started is null && s.State is not (JobStepState.Running or JobStepState.Completed or JobStepState.Failed or JobStepState.Interrupted))
        && code is not ("BOOTSTRAP_FAILURE" or "VALIDATION_ERROR");

    /// <summary>The job as it was before it was placed, or failed when that has happened too often.</summary>
    public static Job Requeue(Job job, string reason, DateTimeOffset now)
    {
        var queued = job with
        {
            State = JobState.Queued, ClusterId = null, ClusterUse = null, HoldsCluster = false, Intent = null, Ended = null, LogUri = null, Placement = null,
            Reason = $"goes back to the queue: {reason}", Requeues = job.Requeues + 1,
            Steps = [.. job.Steps.Select(s => new JobStep { Name = s.Name })],
        };
        return job.Requeues < MaxRequeues ? queued
            : Fail(queued with { ClusterId = job.ClusterId }, $"{reason}. That was the fourth cluster that ended before the job's first step ran", now);
    }

    /// <summary>Whether the job has, or may have, steps on the cluster.</summary>
    public static bool IsOn(Job job, string clusterId) => (!job.State.IsFinal() || PushRules.IsUnderWay(job)) && (job.ClusterId == clusterId || job.Intent?.ClusterId == clusterId);

    private static JobState StateOf(IReadOnlyList<JobStep> steps, bool cancelled)
    {
        if (steps.All(s => s.State.IsFinal()))
        {
            if (steps.All(s => s.State == JobStepState.Completed))
                return JobState.Completed;
            return cancelled ? JobState.Cancelled : JobState.Failed;
        }
        if (steps.Any(s => s.State is JobStepState.Running or JobStepState.Completed))
            return JobState.Running;
        return steps.Any(s => s.State != JobStepState.Queued) ? JobState.Pending : JobState.Queued;
    }

    private static StepSummary? Find(JobStep step, IReadOnlyCollection<StepSummary> seen) =>
        seen.FirstOrDefault(s => step.StepId is null ? s.Name == step.Name : s.Id == step.StepId);

    /// <summary>Looks may overtake each other: what an older one saw does not undo what a newer one recorded.</summary>
    private static JobStep Apply(JobStep step, StepSummary seen) =>
        ParseState(seen.Status?.State?.Value) is { } state && Progress(state) >= Progress(step.State) ? Apply(step, seen, state) : step;

    private static int Progress(JobStepState state) => state switch
    {
        JobStepState.Queued => 0,
        JobStepState.Pending => 1,
        JobStepState.Running => 2,
        JobStepState.CancelPending => 3,
        _ => 4,
    };

    private static JobStep Apply(JobStep step, StepSummary seen, JobStepState state) => step with
    {
        StepId = seen.Id,
        State = state,
        Created = Utc(seen.Status?.Timeline?.CreationDateTime) ?? step.Created,
        Started = Utc(seen.Status?.Timeline?.StartDateTime) ?? step.Started,
        Ended = Utc(seen.Status?.Timeline?.EndDateTime) ?? step.Ended,
        FailureReason = seen.Status?.FailureDetails is { } failure
            ? string.Join(" ", new[] { failure.Reason, failure.Message }.Where(t => !string.IsNullOrEmpty(t))) : step.FailureReason,
    };

    /// <summary>EMR's name of a state; null for one that this version does not know, which then changes nothing.</summary>
    private static JobStepState? ParseState(string? name) => name switch
    {
        "PENDING" => JobStepState.Pending,
        "CANCEL_PENDING" => JobStepState.CancelPending,
        "RUNNING" => JobStepState.Running,
        "COMPLETED" => JobStepState.Completed,
        "CANCELLED" => JobStepState.Cancelled,
        "FAILED" => JobStepState.Failed,
        "INTERRUPTED" => JobStepState.Interrupted,
        _ => null,
    };

    private static DateTimeOffset? Utc(DateTime? time) => time is { } t ? new DateTimeOffset(t.ToUniversalTime()) : null;

    private static bool Same(Job a, Job b) => a with { Steps = b.Steps } == b && a.Steps.SequenceEqual(b.Steps);
}
