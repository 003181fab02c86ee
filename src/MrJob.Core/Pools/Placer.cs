using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Logs.Push;
using MrJob.Core.Storage;

namespace MrJob.Core.Pools;

/// <summary>Brings one queued job a step further: onto a cluster, or to the reason why it waits.</summary>
internal sealed class Placer(
    JobStore jobs, StepSender sender, ClusterStarter starter, PoolPlacer pools, IntentResolver resolver, JobCloser closer,
    Canceller canceller, Tracker tracker, EmrClusters clusters, StorageClock clock, ServiceSettings settings, TimeProvider time)
{
    /// <summary>A marker whose job cannot be found is one whose record was lost or has expired; it is kept this long, to be sure.</summary>
    private static readonly TimeSpan MarkerPatience = TimeSpan.FromMinutes(10);

    /// <param name="inventory">Of the drain that this is part of: one for all of its jobs.</param>
    public async Task<PlaceStatus> PlaceAsync(QueueEntry entry, Lazy<Task<Inventory>> inventory, CancellationToken cancel)
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
            job = await ChooseAsync(job, inventory, cancel);
        // A placed job comes back to the queue when somebody cancels it: so that this need not wait for a schedule.
        if (job.Value is { State: not JobState.Queued, Intent: null, CancelRequested: not null } && !job.Value.State.IsFinal())
            job = await canceller.CancelAsync(job, cancel);
        return await LeaveQueueAsync(job.Value, entry, cancel);
    }

    private async Task<PlaceStatus> LeaveQueueAsync(Job job, QueueEntry entry, CancellationToken cancel)
    {
        if (job.State == JobState.Queued)
            return PlaceStatus.Waiting;
        if (job.State.IsFinal() && !PushRules.KeepsCluster(job)) // else it is closed by who follows it
        {
            await closer.CloseAsync(job, cancel);
            return PlaceStatus.Ended;
        }
        await jobs.ActivateAsync(job.ClusterId!, job.Id, cancel);
        await jobs.DropAsync(entry, cancel);
        if (settings.Timings.StepsMayBeOverAtOnce)
            await tracker.TrackAsync(job.ClusterId!, null, cancel);
        return PlaceStatus.Placed;
    }

    private async Task<Stored<Job>> ChooseAsync(Stored<Job> job, Lazy<Task<Inventory>> inventory, CancellationToken cancel) => job.Value.Spec.Options switch
    {
        { ClusterId: { } given } => await GivenAsync(job, given, cancel),
        { PoolClusters: true } => await pools.PlaceAsync(job, await inventory.Value, cancel),
        _ => (await starter.StartAsync(job, ClusterUse.Own, new("started a cluster of its own", []), cancel)).Job,
    };

    private async Task<Stored<Job>> GivenAsync(Stored<Job> job, string clusterId, CancellationToken cancel)
    {
        if (job.Value.LogUri is null)
        {
            var (whyNot, logUri) = await LookAtGivenAsync(job.Value, clusterId, cancel);
            if (whyNot is not null)
                return await FailAsync(job, whyNot, cancel);
            job = await jobs.ChangeAsync(job, j => j with { LogUri = logUri ?? "" }, cancel);
        }
        var plan = SendPlan.OneByOne(clusterId, ClusterUse.Given, 0, SendRules.MaxActiveSteps) with { Placement = new($"was given {clusterId}", []) };
        var result = await sender.SendAsync(job, plan, cancel);
        return result.Status switch
        {
            SendStatus.Sent => result.Job,
            SendStatus.Refused => await FailAsync(
                result.Job, (await LookAtGivenAsync(job.Value, clusterId, cancel)).WhyNot ?? $"cluster {clusterId} cannot be used: {result.Why}", cancel),
            _ => await WaitAsync(result.Job, $"waits for cluster {clusterId}: {result.Why}", cancel),
        };
    }

    /// <summary>Why the job can never go there, or where the cluster's logs go.</summary>
    private async Task<(string? WhyNot, string? LogUri)> LookAtGivenAsync(Job job, string clusterId, CancellationToken cancel)
    {
        try
        {
            var cluster = await clusters.DescribeAsync(clusterId, cancel);
            return (GivenCluster.WhyNot(cluster, job.Id, settings.Stack), cluster.LogUri);
        }
        catch (Amazon.Runtime.AmazonServiceException e) when (AskFailures.IsRefusal(e))
        {
            return ($"EMR does not know cluster {clusterId}: it never did, or the cluster was over two months ago. It says: {e.Message}", null);
        }
    }

    private Task<Stored<Job>> WaitAsync(Stored<Job> job, string reason, CancellationToken cancel) =>
        jobs.ChangeAsync(job, j => JobLife.Wait(j, reason), cancel);

    private Task<Stored<Job>> FailAsync(Stored<Job> job, string reason, CancellationToken cancel) =>
        jobs.ChangeAsync(job, j => JobLife.CannotGo(j, reason, time.GetUtcNow()), cancel);
}

/// <summary>Where a pass over a queued job left it.</summary>
internal enum PlaceStatus
{
    Waiting,
    Placed,
    Ended,
}
