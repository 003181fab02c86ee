using Amazon.Runtime;
using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Pools;

/// <summary>
/// Places a job that wants a pooled cluster: on the best one that is free, else on one that is started for it, else nowhere yet. Joining costs two
/// calls to EMR, waiting none, and starting the pages of ListClusters, once for all jobs of a drain.
/// </summary>
internal sealed class PoolPlacer(
    JobStore jobs, StepSender sender, ClusterStarter starter, ClusterDirectory directory, InventoryKeeper keeper, PoolPlaceBook places,
    StorageClock clock, ServiceSettings settings, TimeProvider time)
{
    private const string SlowDown = "EMR asks to slow down";

    /// <summary>A cluster that refuses steps because it is about to end says so by then.</summary>
    private static readonly TimeSpan EndsBy = TimeSpan.FromMinutes(5);

    /// <summary>What a pooled job would do now, without doing it. Asks EMR nothing.</summary>
    public async Task<(PoolChoice Choice, PoolDecision Decision, Inventory Inventory)> ExplainAsync(Job job, CancellationToken cancel)
    {
        var inventory = await keeper.LoadAsync(cancel);
        await DropStaleAsync(inventory, cancel);
        var choice = PoolChoice.Of(Ask(job), inventory, clock.Now);
        return (choice, await DecideAsync(job, choice, inventory, cancel), inventory);
    }

    public async Task<Stored<Job>> PlaceAsync(Stored<Job> job, Inventory inventory, CancellationToken cancel)
    {
        try
        {
            return await ChooseAsync(job, inventory, cancel);
        }
        catch (AmazonServiceException e) when (AskFailures.IsThrottle(e))
        {
            inventory.IsThrottled = true;
            return await WaitAsync(job, SlowDown, cancel);
        }
    }

    private async Task<Stored<Job>> ChooseAsync(Stored<Job> job, Inventory inventory, CancellationToken cancel)
    {
        if (job.Value.ClusterId is { } started)
            return await JoinStartedAsync(job, started, inventory, cancel);
        for (var looks = 0; ; looks++)
        {
            if (inventory.IsThrottled)
                return await WaitAsync(job, SlowDown, cancel);
            var choice = PoolChoice.Of(Ask(job.Value), inventory, clock.Now);
            foreach (var candidate in choice.Free)
            {
                (job, var settled) = await TryAsync(job, candidate, choice, inventory, cancel);
                if (settled)
                    return job;
            }
            if (looks == 0 && await ForgetAsync(choice.Busy(inventory), inventory, cancel))
                continue;
            var decision = await DecideAsync(job.Value, choice, inventory, cancel);
            // A cluster is not bought because one that fits is being looked at just now, or because the service may not use it: it could not use the new one either.
            if (decision.Action == PoolAction.Start && choice.Busy(inventory).FirstOrDefault(c => inventory.IsWorthWaitingFor(c.ClusterId)) is { } other)
                return await WaitAsync(job, $"looks again at {other.ClusterId}: {inventory.WhyBusy(other)}", cancel);
            if (decision.Action != PoolAction.Wait && !inventory.IsRepaired)
            {
                await keeper.RepairAsync(inventory, cancel); // a stale inventory must neither buy a cluster nor end a job
                continue;
            }
            return await DoAsync(job, decision, choice, inventory, cancel);
        }
    }

    private PoolAsk Ask(Job job) => PoolAsk.Of(Identity(job), ClusterRequest.Persistent(job.Id, job.Spec.Options, settings), job.Spec.Options);

    private PoolIdentity Identity(Job job) => job.Pool ?? PoolIdentity.Of(job.Spec.Options, settings);

    private async Task<PoolDecision> DecideAsync(Job job, PoolChoice choice, Inventory inventory, CancellationToken cancel) => PoolWait.Decide(
        job.Spec.Options, time.GetUtcNow() - job.Created, choice.Busy(inventory).Count(), (await places.ReadAsync(job.Spec.Options.PoolName, cancel)).Taken.Count);

    private async Task<Stored<Job>> DoAsync(Stored<Job> job, PoolDecision decision, PoolChoice choice, Inventory inventory, CancellationToken cancel)
    {
        if (decision.Action == PoolAction.Wait)
            return await WaitAsync(job, decision.Reason, cancel);
        if (decision.Action == PoolAction.Fail)
        {
            var told = choice.Tell(decision.Reason, null, inventory);
            return await jobs.ChangeAsync(
                job, j => SendRules.MayStart(j) ? JobLife.CannotGo(j, decision.Reason, time.GetUtcNow()) with { Placement = told } : j, cancel);
        }
        var placement = choice.Tell($"started a cluster in pool '{job.Value.Spec.Options.PoolName}'", null, inventory);
        (job, var isThrottled) = await starter.StartAsync(job, ClusterUse.Pooled, placement, cancel);
        inventory.IsThrottled |= isThrottled;
        if (job.Value is { State: JobState.Queued, Intent: null, ClusterId: null, Reason: { } reason })
            return await WaitAsync(job, reason, cancel); // unless its time is over
        return job.Value is { State: JobState.Queued, Intent: null, ClusterId: { } mine } ? await JoinStartedAsync(job, mine, inventory, cancel) : job;
    }

    /// <summary>Tries one cluster. Says whether the job is settled for this drain; if not, the next cluster is tried.</summary>
    private async Task<(Stored<Job> Job, bool Settled)> TryAsync(
        Stored<Job> job, ClusterRecord candidate, PoolChoice choice, Inventory inventory, CancellationToken cancel)
    {
        if (candidate.Seen is null && !await SeeAsync(candidate.ClusterId, job.Value, inventory, cancel))
            return (job, false);
        candidate = inventory.Find(candidate.ClusterId)!;
        var placement = choice.Tell($"joined {candidate.ClusterId} of pool '{job.Value.Spec.Options.PoolName}'", candidate.ClusterId, inventory);
        var result = await sender.SendAsync(job, SendRules.Join(job.Value, candidate) with { Placement = placement, LogUri = candidate.LogUri }, cancel);
        job = result.Job;
        switch (result.Status)
        {
            case SendStatus.Sent:
                inventory.Enter(candidate.ClusterId, job.Value.Id);
                return (job, true);
            case SendStatus.Moved:
                return (job, true);
            case SendStatus.Unknown:
                inventory.Refuse(candidate.ClusterId, "EMR's answer for another job was lost");
                return (await WaitAsync(job, $"waits for {candidate.ClusterId}: {result.Why}", cancel), true);
            case SendStatus.NotNow:
                inventory.IsThrottled = true;
                return (await WaitAsync(job, $"waits for {candidate.ClusterId}: {result.Why}", cancel), true);
            case SendStatus.Refused when await keeper.SeeAsync(candidate.ClusterId, cancel) is null:
                inventory.Remove(candidate.ClusterId);
                return (job, false);
            case SendStatus.Refused:
                return (await RefusedAsync(job, candidate.ClusterId, result.Why, cancel), true);
            case SendStatus.Denied:
                inventory.Deny(candidate.ClusterId, result.Why);
                return (job, false);
            case SendStatus.Contended:
                inventory.Contend(candidate.ClusterId, result.Why);
                return (job, false);
            default:
                inventory.Refuse(candidate.ClusterId, result.Why);
                return (job, false);
        }
    }

    /// <summary>
    /// The cluster lives, so it must be the steps. But EMR may be about to end the cluster and not say so yet: the job fails when another cluster refuses
    /// them too, or the same one does minutes later. It is not tried on every cluster of the pool, nor is one bought for it.
    /// </summary>
    private Task<Stored<Job>> RefusedAsync(Stored<Job> job, string clusterId, string why, CancellationToken cancel) => jobs.ChangeAsync(
        job,
        j => j.Refused is not { } earlier ? JobLife.Wait(j, $"EMR refused its steps on {clusterId}: {why}") with { Refused = new(clusterId, clock.Now) }
            : earlier.ClusterId != clusterId || clock.Now >= earlier.At + EndsBy
                ? JobLife.CannotGo(j, $"EMR refused its steps on {earlier.ClusterId}, and again on {clusterId}: {why}", time.GetUtcNow())
                : j,
        cancel);

    /// <summary>Asks EMR about a cluster that nobody has seen up yet. Says whether it is still one for the job.</summary>
    private async Task<bool> SeeAsync(string clusterId, Job job, Inventory inventory, CancellationToken cancel)
    {
        if (await keeper.SeeAsync(clusterId, cancel) is not { } seen)
        {
            inventory.Remove(clusterId);
            return false;
        }
        inventory.Set(seen);
        return PoolFit.WhyNot(seen, Ask(job)) is null && inventory.WhyBusy(seen) is null;
    }

    /// <summary>Sends the steps to the cluster that was started for the job. Another job may have been quicker: then this one looks again.</summary>
    private async Task<Stored<Job>> JoinStartedAsync(Stored<Job> job, string clusterId, Inventory inventory, CancellationToken cancel)
    {
        if ((await directory.ReadAsync(clusterId, cancel) ?? await keeper.FindAsync(clusterId, cancel)) is not { } cluster)
            return await UselessAsync(job, await keeper.WhyOverAsync(clusterId, cancel), cancel);
        inventory.Set(cluster); // jobs that come later in this drain may want to wait for it
        var result = await sender.SendAsync(job, SendRules.Join(job.Value, cluster), cancel);
        switch (result.Status)
        {
            case SendStatus.Sent:
                inventory.Enter(clusterId, job.Value.Id);
                return result.Job;
            case SendStatus.Refused:
                var why = await keeper.SeeAsync(clusterId, cancel) is null ? await keeper.WhyOverAsync(clusterId, cancel) : $"{clusterId} cannot be used: {result.Why}";
                return await UselessAsync(result.Job, why, cancel);
            case SendStatus.Busy:
                return await jobs.ChangeAsync(
                    result.Job,
                    j => j is { State: JobState.Queued, Intent: null } && j.ClusterId == clusterId
                        ? j with { ClusterId = null, Reason = $"cannot have {clusterId}, which was started for it: {result.Why}" } : j,
                    cancel);
            case SendStatus.NotNow:
                inventory.IsThrottled = true;
                goto default;
            case SendStatus.Moved:
                return result.Job;
            default:
                return await WaitAsync(result.Job, $"waits for {clusterId}, which was started for it: {result.Why}", cancel);
        }
    }

    /// <summary>
    /// Markers of jobs on clusters outlive what they say: a job that tried one cluster keeps it to its end on another. Before a job waits or buys a
    /// cluster, those on busy clusters are checked. Says whether one has become free.
    /// </summary>
    private async Task<bool> ForgetAsync(IEnumerable<ClusterRecord> busy, Inventory inventory, CancellationToken cancel)
    {
        var anyFree = false;
        foreach (var cluster in busy.ToList())
        {
            foreach (var id in inventory.JobsOn(cluster.ClusterId).ToList())
            {
                if (inventory.IsConfirmed(cluster.ClusterId, id) || await jobs.ReadAsync(id, cancel) is { Value: var job } && JobLife.IsOn(job, cluster.ClusterId))
                    inventory.Confirm(cluster.ClusterId, id);
                else
                    inventory.Leave(cluster.ClusterId, id);
            }
            anyFree |= inventory.WhyBusy(cluster) is null;
        }
        return anyFree;
    }

    private async Task DropStaleAsync(Inventory inventory, CancellationToken cancel) =>
        await ForgetAsync(inventory.Clusters.Where(c => inventory.WhyBusy(c) is not null), inventory, cancel);

    /// <summary>Whatever a job waits for, it waits no longer than <c>pool_timeout_minutes</c>.</summary>
    private Task<Stored<Job>> WaitAsync(Stored<Job> job, string reason, CancellationToken cancel) => jobs.ChangeAsync(
        job,
        j => PoolWait.IsOver(j.Spec.Options, time.GetUtcNow() - j.Created)
            ? JobLife.CannotGo(j, PoolWait.Over(j.Spec.Options, reason), time.GetUtcNow()) : JobLife.Wait(j, reason),
        cancel);

    private Task<Stored<Job>> UselessAsync(Stored<Job> job, string reason, CancellationToken cancel) =>
        jobs.ChangeAsync(job, j => JobLife.CannotGo(j, $"the cluster that was started for it is of no use: {reason}", time.GetUtcNow()), cancel);
}
