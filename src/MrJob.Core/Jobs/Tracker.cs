using Amazon.ElasticMapReduce.Model;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Follows jobs that are on clusters: reads their steps, sends the next ones, sees cancelling through, closes what has ended.</summary>
internal sealed partial class Tracker(
    JobStore jobs, EmrSteps emrSteps, EmrClusters clusters, IntentResolver resolver, StepSender sender, Canceller canceller,
    JobCloser closer, ClusterDirectory directory, TimeProvider time, ILogger<Tracker> logger)
{
    /// <summary>Looks at the jobs on one cluster, or on all. A job or cluster that cannot be looked at now stays as it is until the next look.</summary>
    /// <returns>How many jobs were looked at, and how many looks failed.</returns>
    public async Task<TrackSummary> TrackAsync(string? clusterId, CancellationToken cancel)
    {
        int looked = 0, failed = 0;
        foreach (var cluster in await jobs.ActiveAsync(clusterId, cancel))
        {
            foreach (var id in cluster)
            {
                try
                {
                    await TrackJobAsync(cluster.Key, id, cancel);
                    looked++;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    failed++; // one job that cannot be looked at must not hide the others
                    LogNotTracked(logger, id, cluster.Key, e);
                }
            }
        }
        if (clusterId is not null && await directory.ReadAsync(clusterId, cancel) is not null && await clusters.IsGoneAsync(clusterId, cancel))
            await directory.RemoveAsync(clusterId, cancel);
        return new(looked, failed);
    }

    private async Task TrackJobAsync(string clusterId, string id, CancellationToken cancel)
    {
        if (await jobs.ReadAsync(id, cancel) is not { } job)
        {
            await jobs.DeactivateAsync(clusterId, id, cancel);
            return;
        }
        // Not placed yet: SelectPool's. Or it tried this cluster and went elsewhere. Its marker stays in either case: a job that is being
        // placed right now may need it the next moment, and only a final state is known to stay.
        if (job.Value.State == JobState.Queued || (!job.Value.State.IsFinal() && job.Value.ClusterId != clusterId))
            return;
        if (job.Value is { Intent: not null } && !job.Value.State.IsFinal())
            job = await resolver.ResolveAsync(job, cancel);
        if (job.Value is { Intent: null } && !job.Value.State.IsFinal())
            job = await FollowAsync(job, cancel);
        if (!job.Value.State.IsFinal())
            return;
        await closer.CloseAsync(job.Value, cancel);
        await jobs.DeactivateAsync(clusterId, id, cancel); // also where it only tried this cluster
    }

    private async Task<Stored<Job>> FollowAsync(Stored<Job> job, CancellationToken cancel)
    {
        var seen = await ReadStepsAsync(job.Value, cancel);
        // Asked before anything is written: a job that has ended is not looked at again.
        var reason = EndedByItsCluster(JobLife.Apply(job.Value, seen, time.GetUtcNow())) ? await WhyAsync(job.Value.ClusterId!, cancel) : null;
        job = await jobs.ChangeAsync(job, j => Explained(JobLife.Apply(j, seen, time.GetUtcNow()), reason), cancel);
        if (job.Value.State.IsFinal())
            return job;
        if (job.Value.CancelRequested is not null)
            return await canceller.CancelAsync(job, cancel);
        return SendRules.Next(job.Value) is { } plan ? await SendNextAsync(job, plan, cancel) : job;
    }

    /// <summary>By id, or by name for steps that went out with their cluster, whose ids RunJobFlow does not tell.</summary>
    private async Task<IReadOnlyList<StepSummary>> ReadStepsAsync(Job job, CancellationToken cancel)
    {
        var sent = job.Steps.Where(s => s.State is not (JobStepState.Queued or JobStepState.Skipped)).ToList();
        return sent.Exists(s => s.StepId is null)
            ? await emrSteps.OfJobAsync(job.ClusterId!, job.Id, job.Created, cancel)
            : await emrSteps.ByIdAsync(job.ClusterId!, sent.Where(s => !s.State.IsFinal()).Select(s => s.StepId!), cancel);
    }

    private async Task<Stored<Job>> SendNextAsync(Stored<Job> job, SendPlan plan, CancellationToken cancel)
    {
        var result = await sender.SendAsync(job, plan, cancel);
        return result.Status == SendStatus.Refused
            ? await jobs.ChangeAsync(result.Job, j => JobLife.Fail(j, $"its next step was refused: {result.Why}", time.GetUtcNow()), cancel)
            : result.Job;
    }

    // Nobody cancelled the job and no step failed: then the cluster went away under it.
    private static bool EndedByItsCluster(Job job) => job is { State: JobState.Failed, CancelRequested: null, Reason: null }
        && job.Steps.All(s => s.State != JobStepState.Failed);

    private static Job Explained(Job job, string? reason) => reason is not null && EndedByItsCluster(job) ? job with { Reason = reason } : job;

    private async Task<string> WhyAsync(string clusterId, CancellationToken cancel)
    {
        var status = (await clusters.DescribeAsync(clusterId, cancel)).Status;
        return EmrClusters.IsOver(status?.State)
            ? $"cluster {clusterId} is {status?.State}: {status?.StateChangeReason?.Message ?? "EMR gives no reason"}"
            : $"somebody cancelled its steps on cluster {clusterId}";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{JobId} on {ClusterId} could not be looked at")]
    private static partial void LogNotTracked(ILogger logger, string jobId, string clusterId, Exception exception);
}

/// <summary>What a pass over active jobs did.</summary>
internal sealed record TrackSummary(int Looked, int Failed);
