using MrJob.Core.Clusters;
using MrJob.Core.Logs.Push;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Brings one job that is on a cluster up to date: reads its steps, sends the next one, sees its cancelling through, closes it when it has ended.</summary>
internal sealed class JobFollower(
    JobStore jobs, EmrClusters clusters, IntentResolver resolver, StepSender sender, Canceller canceller, JobCloser closer, ClusterDirectory directory,
    InventoryKeeper keeper, LogPusher pusher, TimeProvider time)
{
    /// <param name="look">At the cluster where the job is, or once tried to go.</param>
    public async Task FollowAsync(Stored<Job> job, ClusterLook look, CancellationToken cancel)
    {
        if (job.Value is { State: JobState.Queued, Requeues: > 0 })
            await jobs.EnqueueAsync(job.Value, cancel); // who put it back may have died before this
        // Not placed yet: SelectPool's. Or it tried this cluster and went elsewhere. Its marker stays in either case: a job that is being
        // placed right now may need it the next moment, and only a final state is known to stay.
        if (job.Value.State == JobState.Queued || (!job.Value.State.IsFinal() && job.Value.ClusterId != look.ClusterId))
            return;
        if (job.Value is { Intent: not null } && !job.Value.State.IsFinal())
            job = await resolver.ResolveAsync(job, cancel);
        var before = job.Value.State;
        if (job.Value is { Intent: null } && !job.Value.State.IsFinal() && job.Value.ClusterId == look.ClusterId)
            job = await ReadAsync(job, look, cancel);
        if (before == JobState.Pending && job.Value is { ClusterUse: ClusterUse.Pooled, State: JobState.Running or JobState.Completed or JobState.Failed })
            await IsUpAsync(look.ClusterId, cancel);
        if (!job.Value.State.IsFinal())
            return;
        if (job.Value.ClusterId == look.ClusterId)
            job = await pusher.AfterFailureAsync(job, cancel);
        if (PushRules.IsUnderWay(job.Value))
        {
            await closer.ReportAsync(job.Value, cancel); // a first report need not wait
            return;
        }
        await closer.CloseAsync(job.Value, cancel);
        await jobs.DeactivateAsync(look.ClusterId, job.Value.Id, cancel); // also where it only tried this cluster
    }

    /// <summary>A step has started on it, so it is up, whether or not the event that says so comes: the next job of the pool may join it.</summary>
    private async Task IsUpAsync(string clusterId, CancellationToken cancel)
    {
        if (await directory.ReadAsync(clusterId, cancel) is { Seen: null } && await keeper.SeeAsync(clusterId, cancel) is not null)
            await jobs.NudgeQueueAsync(cancel);
    }

    private async Task<Stored<Job>> ReadAsync(Stored<Job> job, ClusterLook look, CancellationToken cancel)
    {
        var cluster = job.Value.ClusterId!;
        var seen = await look.StepsAsync(job.Value, cancel);
        // Asked before anything is written: a job that has ended is not looked at again.
        var end = EndedByItsCluster(JobLife.Apply(job.Value, seen, time.GetUtcNow())) ? await EndOfAsync(cluster, cancel) : null;
        // Somebody else may have put it back into the queue meanwhile, or on another cluster: there, steps of the same names are other steps.
        job = await jobs.ChangeAsync(job, j => j.ClusterId == cluster ? WithEnd(JobLife.Apply(j, seen, time.GetUtcNow()), end) : j, cancel);
        if (job.Value.State == JobState.Queued && end is not null)
            await BackInQueueAsync(job.Value, end, cancel);
        if (job.Value.State.IsFinal() || job.Value.ClusterId != cluster)
            return job;
        if (job.Value.CancelRequested is not null)
            return await canceller.CancelAsync(job, cancel);
        return SendRules.Next(job.Value) is { } plan ? await SendNextAsync(job, plan, cancel) : job;
    }

    private async Task<Stored<Job>> SendNextAsync(Stored<Job> job, SendPlan plan, CancellationToken cancel)
    {
        var result = await sender.SendAsync(job, plan, cancel);
        if (result.Status != SendStatus.Refused)
            return result.Job;
        var end = await EndOfAsync(plan.ClusterId, cancel);
        var why = end.IsOver ? $"before its next step, {end.Reason}" : $"its next step was refused: {result.Why}";
        return await jobs.ChangeAsync(result.Job, j => SendRules.MaySend(j, plan) ? JobLife.Fail(j, why, time.GetUtcNow()) : j, cancel);
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
}
