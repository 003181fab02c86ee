using System.Collections.Concurrent;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Pools;

/// <summary>Reads the inventory from S3, and sets it right where EMR says otherwise.</summary>
internal sealed partial class InventoryKeeper(
    ClusterDirectory directory, PoolPlaceBook places, JobStore jobs, EmrClusters emr, StorageClock clock, ServiceSettings settings, ILogger<InventoryKeeper> logger)
{
    /// <summary>Ids of clusters that were looked at and are another installation's: they stay that.</summary>
    private readonly ConcurrentDictionary<string, bool> _others = new(StringComparer.Ordinal);

    public async Task<Inventory> LoadAsync(CancellationToken cancel) => new(await directory.AllAsync(cancel), await jobs.ActiveAsync(null, cancel));

    /// <summary>Asks EMR what the cluster consists of now: two calls. Null when it is over, and then it leaves the inventory.</summary>
    public async Task<ClusterRecord?> SeeAsync(string clusterId, CancellationToken cancel)
    {
        var cluster = await DescribeAsync(clusterId, cancel);
        if (cluster is not null && !EmrClusters.IsOver(cluster.Status?.State))
            return await directory.ReadAsync(clusterId, cancel) is null ? null : await SeeAsync(cluster, cancel);
        await directory.RemoveAsync(clusterId, cancel);
        return null;
    }

    /// <summary>
    /// One pass over ListClusters: clusters of ours that nobody entered are entered, those that are over are taken out, and so are places in
    /// pools that nobody has. Clusters that EMR knows well cost nothing beyond their share of a page.
    /// </summary>
    public async Task RepairAsync(Inventory inventory, CancellationToken cancel) => await RepairAsync(inventory, await emr.ActiveAsync(cancel), cancel);

    /// <inheritdoc cref="RepairAsync(Inventory, CancellationToken)"/>
    /// <param name="active">What the pass has found.</param>
    public async Task RepairAsync(Inventory inventory, ActiveClusters active, CancellationToken cancel)
    {
        var (listed, before) = (active.ById, active.Since);
        foreach (var summary in listed.Values)
            await TryAsync(summary.Id, () => EnterAsync(inventory, summary, cancel), cancel);
        foreach (var pool in inventory.Clusters.Where(c => c.Pool is not null && listed.ContainsKey(c.ClusterId)).GroupBy(c => c.Pool!))
            await TryAsync(pool.Key, () => places.AssignAsync(pool.Key, pool.Select(c => (JobId.OfName(c.Name) ?? c.Name, c.ClusterId)).ToList(), cancel), cancel);
        foreach (var cluster in inventory.Clusters.Where(c => !listed.ContainsKey(c.ClusterId)).ToList())
            await TryAsync(cluster.ClusterId, () => MissingAsync(inventory, cluster, before, cancel), cancel);
        foreach (var pool in await places.PoolsAsync(cancel))
            await TryAsync(pool, () => places.SettleAsync(pool, (all, place) => IsFreeAsync(all, place, listed, before, cancel), cancel), cancel);
        inventory.IsRepaired = true;
    }

    /// <summary>Why a cluster that takes no more steps is over, in EMR's words.</summary>
    public async Task<string> WhyOverAsync(string clusterId, CancellationToken cancel) =>
        await DescribeAsync(clusterId, cancel) is { } cluster ? EmrClusters.WhyOver(cluster) : $"EMR does not know cluster {clusterId} any more";

    private async Task EnterAsync(Inventory inventory, ClusterSummary summary, CancellationToken cancel)
    {
        var state = summary.Status?.State?.Value ?? "";
        if (inventory.Find(summary.Id) is not { } known)
        {
            if (JobId.OfName(summary.Name) is not null && !_others.ContainsKey(summary.Id) && await FindAsync(summary.Id, cancel) is { } found)
                inventory.Set(found);
        }
        else if (known.Shape is null && state is "WAITING" or "RUNNING")
        {
            if (await SeeAsync(summary.Id, cancel) is { } seen) // whoever entered it died before it was seen
                inventory.Set(seen);
        }
        else if (known.State != state && (known.Seen is null || state is "WAITING" or "RUNNING"))
        {
            // A list may be older than a look: what was seen up is not starting again.
            // Between WAITING and RUNNING it goes with every step; only being up or not is worth a write.
            var now = known with { State = state };
            inventory.Set(now.IsUp == known.IsUp ? now : await directory.ChangeAsync(summary.Id, c => c with { State = state }, cancel) ?? now);
        }
    }

    /// <summary>Enters a cluster that EMR knows and the inventory does not. Null when it is over, or another installation's.</summary>
    public async Task<ClusterRecord?> FindAsync(string clusterId, CancellationToken cancel)
    {
        if (await DescribeAsync(clusterId, cancel) is not { } cluster || EmrClusters.IsOver(cluster.Status?.State))
            return null;
        if (ClusterRecords.Found(cluster, settings) is not { } record)
        {
            _others[clusterId] = true;
            return null;
        }
        await directory.AddAsync(record, cancel);
        return await SeeAsync(cluster, cancel);
    }

    /// <summary>A list may lag, so a cluster that is not on it is asked for; one that was only just started is left alone.</summary>
    private async Task MissingAsync(Inventory inventory, ClusterRecord cluster, DateTimeOffset now, CancellationToken cancel)
    {
        if (now < cluster.Created + settings.Timings.ListLag || !await emr.IsGoneAsync(cluster.ClusterId, cancel))
            return;
        await directory.RemoveAsync(cluster.ClusterId, cancel);
        inventory.Remove(cluster.ClusterId);
    }

    /// <summary>
    /// A place is freed only on evidence: its cluster is over; or none was ever started for it, which a job's own record says, and for a cluster
    /// by hand EMR's list once it cannot lag any more.
    /// </summary>
    private async Task<bool> IsFreeAsync(PoolPlaces pool, PoolPlace place, IReadOnlyDictionary<string, ClusterSummary> listed, DateTimeOffset now, CancellationToken cancel)
    {
        if (place.ClusterId is { } clusterId)
        {
            return !listed.ContainsKey(clusterId) && now >= place.Since + settings.Timings.ListLag
                && await directory.ReadAsync(clusterId, cancel) is null && await emr.IsGoneAsync(clusterId, cancel);
        }
        if (listed.Values.Any(c => JobId.Names(place.Owner, c.Name) && pool.Taken.All(p => p.ClusterId != c.Id)))
            return false; // it is this one's, and will be assigned to it
        if (await jobs.ReadAsync(place.Owner, cancel) is { Value: var job })
            return job.Intent?.Kind != IntentKind.StartCluster; // whichever: a late taker may have written an older one over it
        return now >= place.Since + (2 * settings.Timings.ListLag);
    }

    private static DateTimeOffset? Utc(DateTime? time) => time is { } t ? new DateTimeOffset(t.ToUniversalTime()) : null;

    /// <summary>One cluster or pool that cannot be set right stays as it is, and hides none of the others. When EMR asks to slow down it is over for all.</summary>
    private async Task TryAsync(string what, Func<Task> repair, CancellationToken cancel)
    {
        try
        {
            await repair();
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && !AskFailures.IsThrottle(e))
        {
            LogNotRepaired(logger, what, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{What} cannot be set right in the inventory now")]
    private static partial void LogNotRepaired(ILogger logger, string what, Exception exception);

    private async Task<ClusterRecord?> SeeAsync(Cluster cluster, CancellationToken cancel)
    {
        var (groups, fleets) = await emr.InstancesAsync(cluster, cancel);
        var shape = ClusterShapes.Reported(cluster, groups, fleets);
        var state = cluster.Status?.State?.Value ?? "";
        return await directory.ChangeAsync(
            cluster.Id,
            c => c with { State = state } is { IsUp: true } up ? up with { Shape = shape, Ready = c.Ready ?? Utc(cluster.Status?.Timeline?.ReadyDateTime), StepConcurrency = shape.StepConcurrency, Seen = clock.Now, LogUri = c.LogUri ?? cluster.LogUri } : c with { State = state },
            cancel);
    }

    private async Task<Cluster?> DescribeAsync(string clusterId, CancellationToken cancel)
    {
        try
        {
            return await emr.DescribeAsync(clusterId, cancel);
        }
        catch (AmazonServiceException e) when (AskFailures.IsRefusal(e))
        {
            return null; // EMR does not know it
        }
    }
}
