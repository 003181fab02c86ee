using Amazon.ElasticMapReduce.Model;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Follows jobs that are on clusters: reads their steps, sends the next ones, sees cancelling through, closes what has ended.</summary>
internal sealed partial class Tracker(
    JobStore jobs, EmrSteps emrSteps, EmrClusters clusters, IntentResolver resolver, StepSender sender, Canceller canceller,
    JobCloser closer, ClusterDirectory directory, InventoryKeeper keeper, StateStore state, TimeProvider time, ILogger<Tracker> logger)
{
    private const string CursorKey = "cursors/track";

    /// <summary>
    /// Looks at the jobs on one cluster, or on all. A job or cluster that cannot be looked at now stays as it is until the next look. When the time is
    /// up before all were looked at, the next look at all goes on there.
    /// </summary>
    /// <param name="clusterState">The state that the cluster is said to have come to, if any.</param>
    /// <returns>How many jobs were looked at, and how many looks failed.</returns>
    public async Task<TrackSummary> TrackAsync(string? clusterId, string? clusterState, CancellationToken cancel)
    {
        var summary = clusterId is null ? await TrackAllAsync(cancel) : await TrackAsync(await jobs.ActiveAsync(clusterId, cancel), cancel);
        if (clusterId is not null && clusterState is not null && await directory.ReadAsync(clusterId, cancel) is { } record)
            await SeeAsync(record, clusterState, cancel);
        return summary;
    }

    private async Task<TrackSummary> TrackAllAsync(CancellationToken cancel)
    {
        var cursor = await state.ReadAsync(CursorKey, CoreJson.Default.Cursor, cancel);
        var after = cursor?.Value.After ?? "";
        var summary = new TrackSummary(0, 0);
        var active = (await jobs.ActiveAsync(null, cancel)).OrderBy(c => string.CompareOrdinal(c.Key, after) <= 0).ThenBy(c => c.Key, StringComparer.Ordinal);
        try
        {
            foreach (var cluster in active)
            {
                summary = summary.And(await TrackAsync([cluster], cancel));
                after = cluster.Key;
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // EMR's quotas allow a look at a cluster every few seconds; the invocation's reserve of time is for this write.
            var next = new Cursor { After = after };
            _ = cursor is null ? await state.CreateAsync(CursorKey, next, CoreJson.Default.Cursor, CancellationToken.None)
                : await state.UpdateAsync(cursor, next, CoreJson.Default.Cursor, CancellationToken.None);
            LogUnfinished(logger, summary.Looked, after);
        }
        return summary;
    }

    private async Task<TrackSummary> TrackAsync(IEnumerable<IGrouping<string, string>> active, CancellationToken cancel)
    {
        int looked = 0, failed = 0;
        foreach (var (cluster, id) in active.SelectMany(c => c.Select(id => (c.Key, id))))
        {
            try
            {
                await TrackJobAsync(cluster, id, cancel);
                looked++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed++; // one job that cannot be looked at must not hide the others
                LogNotTracked(logger, id, cluster, e);
            }
        }
        return new(looked, failed);
    }

    /// <summary>A step has started on it, so it is up, whether or not the event that says so comes: the next job of the pool may join it.</summary>
    private async Task IsUpAsync(string clusterId, CancellationToken cancel)
    {
        if (await directory.ReadAsync(clusterId, cancel) is { Seen: null })
            await keeper.SeeAsync(clusterId, cancel);
    }

    /// <summary>The event says that it is up, or over: then so does the inventory, before any job has to find out.</summary>
    private async Task SeeAsync(ClusterRecord record, string state, CancellationToken cancel)
    {
        if (EmrClusters.IsOver(state) || (record.Seen is null && state is "WAITING" or "RUNNING"))
            await keeper.SeeAsync(record.ClusterId, cancel);
    }

    private async Task TrackJobAsync(string clusterId, string id, CancellationToken cancel)
    {
        if (await jobs.ReadAsync(id, cancel) is not { } job)
        {
            await jobs.DeactivateAsync(clusterId, id, cancel);
            return;
        }
        if (job.Value is { State: JobState.Queued, Requeues: > 0 })
            await jobs.EnqueueAsync(job.Value, cancel); // who put it back may have died before this
        // Not placed yet: SelectPool's. Or it tried this cluster and went elsewhere. Its marker stays in either case: a job that is being
        // placed right now may need it the next moment, and only a final state is known to stay.
        if (job.Value.State == JobState.Queued || (!job.Value.State.IsFinal() && job.Value.ClusterId != clusterId))
            return;
        if (job.Value is { Intent: not null } && !job.Value.State.IsFinal())
            job = await resolver.ResolveAsync(job, cancel);
        var before = job.Value.State;
        if (job.Value is { Intent: null } && !job.Value.State.IsFinal())
            job = await FollowAsync(job, cancel);
        if (before == JobState.Pending && job.Value is { ClusterUse: ClusterUse.Pooled, State: JobState.Running or JobState.Completed or JobState.Failed })
            await IsUpAsync(clusterId, cancel);
        if (!job.Value.State.IsFinal())
            return;
        await closer.CloseAsync(job.Value, cancel);
        await jobs.DeactivateAsync(clusterId, id, cancel); // also where it only tried this cluster
    }

    private async Task<Stored<Job>> FollowAsync(Stored<Job> job, CancellationToken cancel)
    {
        var seen = await ReadStepsAsync(job.Value, cancel);
        // Asked before anything is written: a job that has ended is not looked at again.
        var end = EndedByItsCluster(JobLife.Apply(job.Value, seen, time.GetUtcNow())) ? await EndOfAsync(job.Value.ClusterId!, cancel) : null;
        job = await jobs.ChangeAsync(job, j => WithEnd(JobLife.Apply(j, seen, time.GetUtcNow()), end), cancel);
        if (job.Value.State == JobState.Queued)
            await BackInQueueAsync(job.Value, end!, cancel);
        if (job.Value.State.IsFinal() || job.Value.State == JobState.Queued)
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

    private Job WithEnd(Job job, ClusterEnd? end) => end is null || !EndedByItsCluster(job) ? job
        : end.IsOver && JobLife.MayRequeue(job, end.Code) ? JobLife.Requeue(job, end.Reason, time.GetUtcNow())
        : job with { Reason = end.Reason };

    /// <summary>The marker comes after the record. Until the job has ended its old cluster's marker stays, and puts it there again.</summary>
    private async Task BackInQueueAsync(Job job, ClusterEnd end, CancellationToken cancel)
    {
        await directory.RemoveAsync(end.ClusterId, cancel);
        await jobs.EnqueueAsync(job, cancel);
    }

    private async Task<ClusterEnd> EndOfAsync(string clusterId, CancellationToken cancel)
    {
        var cluster = await clusters.DescribeAsync(clusterId, cancel);
        return EmrClusters.IsOver(cluster.Status?.State?.Value)
            ? new(clusterId, true, cluster.Status?.StateChangeReason?.Code?.Value, EmrClusters.WhyOver(cluster))
            : new(clusterId, false, null, $"somebody cancelled its steps on cluster {clusterId}");
    }

    private sealed record ClusterEnd(string ClusterId, bool IsOver, string? Code, string Reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Looked at {Looked} jobs before the time was up; the next look goes on after cluster {After}")]
    private static partial void LogUnfinished(ILogger logger, int looked, string after);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{JobId} on {ClusterId} could not be looked at")]
    private static partial void LogNotTracked(ILogger logger, string jobId, string clusterId, Exception exception);
}

/// <summary>What a pass over active jobs did.</summary>
internal sealed record TrackSummary(int Looked, int Failed)
{
    public TrackSummary And(TrackSummary other) => new(Looked + other.Looked, Failed + other.Failed);
}
