using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Pools;

/// <summary>Brings one queued job a step further: onto a cluster, or to the reason why it waits.</summary>
internal sealed class Placer(
    JobStore jobs, StepSender sender, ClusterStarter starter, IntentResolver resolver, JobCloser closer,
    Canceller canceller, Tracker tracker, ClusterDirectory directory, EmrClusters clusters,
    StorageClock clock, ServiceSettings settings, TimeProvider time)
{
    /// <summary>A marker whose job cannot be found is a submission that died in between; it is kept this long for one still under way.</summary>
    private static readonly TimeSpan MarkerPatience = TimeSpan.FromMinutes(10);

    public async Task<PlaceStatus> PlaceAsync(QueueEntry entry, CancellationToken cancel)
    {
        if (await jobs.ReadAsync(entry.Id, cancel) is not { } job)
        {
            if (clock.Now >= entry.Marker.LastModified + MarkerPatience)
                await jobs.DropAsync(entry, cancel);
            return PlaceStatus.Waiting;
        }
        if (job.Value.Intent is not null)
            job = await resolver.ResolveAsync(job, cancel);
        if (job.Value is { State: JobState.Queued, Intent: null, CancelRequested: not null })
            job = await jobs.ChangeAsync(job, j => JobLife.Settle(j, time.GetUtcNow()), cancel);
        if (job.Value is { State: JobState.Queued, Intent: null })
            job = await ChooseAsync(job, cancel);
        // A placed job comes back to the queue when somebody cancels it: so that this need not wait for a schedule.
        if (job.Value is { State: not JobState.Queued, Intent: null, CancelRequested: not null } && !job.Value.State.IsFinal())
            job = await canceller.CancelAsync(job, cancel);
        return await LeaveQueueAsync(job.Value, entry, cancel);
    }

    private async Task<PlaceStatus> LeaveQueueAsync(Job job, QueueEntry entry, CancellationToken cancel)
    {
        if (job.State == JobState.Queued)
            return PlaceStatus.Waiting;
        if (job.State.IsFinal())
        {
            await closer.CloseAsync(job, cancel);
            return PlaceStatus.Ended;
        }
        await jobs.ActivateAsync(job.ClusterId!, job.Id, cancel);
        await jobs.DropAsync(entry, cancel);
        if (settings.Timings.StepsMayBeOverAtOnce)
            await tracker.TrackAsync(job.ClusterId!, cancel);
        return PlaceStatus.Placed;
    }

    private Task<Stored<Job>> ChooseAsync(Stored<Job> job, CancellationToken cancel) => job.Value.Spec.Options switch
    {
        { ClusterId: { } given } => GivenAsync(job, given, cancel),
        { PoolClusters: true } => PooledAsync(job, cancel),
        _ => starter.StartAsync(job, ClusterUse.Own, cancel),
    };

    private async Task<Stored<Job>> GivenAsync(Stored<Job> job, string clusterId, CancellationToken cancel)
    {
        if (job.Value.LogUri is null)
        {
            try
            {
                var cluster = await clusters.DescribeAsync(clusterId, cancel);
                job = await jobs.ChangeAsync(job, j => j with { LogUri = cluster.LogUri ?? "" }, cancel);
            }
            catch (Amazon.Runtime.AmazonServiceException e) when (AskFailures.IsRefusal(e))
            {
                return await FailAsync(job, $"cluster {clusterId} cannot be used: {e.Message}", cancel);
            }
        }
        var plan = SendPlan.OneByOne(clusterId, ClusterUse.Given, 0, SendRules.MaxActiveSteps) with { Placement = new($"was given {clusterId}", []) };
        var result = await sender.SendAsync(job, plan, cancel);
        return result.Status switch
        {
            SendStatus.Sent => result.Job,
            SendStatus.Refused => await FailAsync(result.Job, $"cluster {clusterId} cannot be used: {result.Why}", cancel),
            _ => await WaitAsync(result.Job, $"waits for cluster {clusterId}: {result.Why}", cancel),
        };
    }

    private async Task<Stored<Job>> PooledAsync(Stored<Job> job, CancellationToken cancel)
    {
        if (job.Value.ClusterId is { } started)
            return await JoinStartedAsync(job, started, cancel);
        var options = job.Value.Spec.Options;
        var rejected = new List<Rejection>();
        await foreach (var candidate in directory.PooledAsync(options.PoolName, PoolHash.Of(options, settings), cancel))
        {
            if (await directory.ReadAsync(candidate, cancel) is not { } cluster)
                continue;
            if (cluster.StepConcurrency > options.MaxConcurrentSteps)
            {
                rejected.Add(new(candidate, $"it runs {cluster.StepConcurrency} steps at once, the job allows {options.MaxConcurrentSteps}"));
                continue;
            }
            var placement = new Placement($"joined {candidate} of pool '{options.PoolName}'", [.. rejected]);
            var result = await sender.SendAsync(job, SendRules.Join(job.Value, cluster) with { Placement = placement, LogUri = cluster.LogUri }, cancel);
            job = result.Job;
            switch (result.Status)
            {
                case SendStatus.Sent:
                    return job;
                case SendStatus.Unknown or SendStatus.NotNow:
                    return await WaitAsync(job, $"waits for {candidate}: {result.Why}", cancel);
                case SendStatus.Refused:
                    await ForgetIfOverAsync(candidate, cancel);
                    break;
            }
            rejected.Add(new(candidate, result.Why));
        }
        var recorded = await jobs.ChangeAsync(job, j => SendRules.MayStart(j) ? j with { Placement = new("no cluster of the pool is free", rejected) } : j, cancel);
        job = await starter.StartAsync(recorded, ClusterUse.Pooled, cancel);
        return job.Value is { State: JobState.Queued, ClusterId: { } mine } ? await JoinStartedAsync(job, mine, cancel) : job;
    }

    /// <summary>Sends the steps to the pooled cluster that was started for the job. Another job may have been quicker: then this one looks again.</summary>
    private async Task<Stored<Job>> JoinStartedAsync(Stored<Job> job, string clusterId, CancellationToken cancel)
    {
        var cluster = await directory.ReadAsync(clusterId, cancel);
        if (cluster is null)
            return await ChooseAgainAsync(job, clusterId, $"{clusterId}, which was started for it, is gone", cancel);
        var result = await sender.SendAsync(job, SendRules.Join(job.Value, cluster), cancel);
        switch (result.Status)
        {
            case SendStatus.Refused:
                await ForgetIfOverAsync(clusterId, cancel);
                return await FailAsync(result.Job, $"the cluster {clusterId} that was started for it cannot be used: {result.Why}", cancel);
            case SendStatus.Busy:
                return await ChooseAgainAsync(result.Job, clusterId, $"another job took {clusterId}", cancel);
            default:
                return result.Job;
        }
    }

    private Task<Stored<Job>> ChooseAgainAsync(Stored<Job> job, string clusterId, string reason, CancellationToken cancel) => jobs.ChangeAsync(
        job, j => j is { State: JobState.Queued, Intent: null } && j.ClusterId == clusterId ? j with { ClusterId = null, Reason = reason } : j, cancel);

    /// <summary>A cluster that takes no more steps leaves the inventory, so that nobody tries it again.</summary>
    private async Task ForgetIfOverAsync(string clusterId, CancellationToken cancel)
    {
        if (await clusters.IsGoneAsync(clusterId, cancel))
            await directory.RemoveAsync(clusterId, cancel);
    }

    private Task<Stored<Job>> WaitAsync(Stored<Job> job, string reason, CancellationToken cancel) =>
        jobs.ChangeAsync(job, j => j.State != JobState.Queued || j.Reason == reason ? j : j with { Reason = reason }, cancel);

    private Task<Stored<Job>> FailAsync(Stored<Job> job, string reason, CancellationToken cancel) =>
        jobs.ChangeAsync(job, j => j.State == JobState.Queued ? JobLife.Fail(j, reason, time.GetUtcNow()) : j, cancel);
}

/// <summary>Where a pass over a queued job left it.</summary>
internal enum PlaceStatus
{
    Waiting,
    Placed,
    Ended,
}
