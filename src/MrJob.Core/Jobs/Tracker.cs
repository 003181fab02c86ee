using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Looks after all jobs that are on clusters, cluster by cluster, and keeps the inventory up with what events say of clusters.</summary>
internal sealed partial class Tracker(
    JobStore jobs, JobFollower follower, EmrSteps emrSteps, ClusterDirectory directory, InventoryKeeper keeper, StateStore state, ILogger<Tracker> logger)
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

    /// <summary>Instances of a cluster have come or gone: what it can take is known again before the next job asks.</summary>
    public async Task InstancesChangedAsync(string clusterId, CancellationToken cancel)
    {
        if (await directory.ReadAsync(clusterId, cancel) is { Pool: not null, IsUp: true })
            await keeper.SeeAsync(clusterId, cancel);
    }

    private async Task<TrackSummary> TrackAllAsync(CancellationToken cancel)
    {
        var cursor = await state.ReadAsync(CursorKey, CoreJson.Default.Cursor, cancel);
        var after = cursor?.Value.After ?? "";
        var summary = new TrackSummary(0, 0);
        var active = (await jobs.ActiveAsync(null, cancel)).OrderBy(c => string.CompareOrdinal(c.Key, after) <= 0).ThenBy(c => c.Key, StringComparer.Ordinal);
        var underWay = after;
        try
        {
            foreach (var cluster in active)
            {
                underWay = cluster.Key;
                summary = summary.And(await TrackAsync(cluster, cancel));
                after = cluster.Key;
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // EMR's quotas allow a look at a cluster every few seconds; the invocation's reserve of time is for this write.
            // A cluster that takes all of the time by itself must not do so each time.
            var next = new Cursor { After = summary.Looked + summary.Failed > 0 ? after : underWay };
            _ = cursor is null ? await state.CreateAsync(CursorKey, next, CoreJson.Default.Cursor, CancellationToken.None)
                : await state.UpdateAsync(cursor, next, CoreJson.Default.Cursor, CancellationToken.None);
            LogUnfinished(logger, summary.Looked, after);
        }
        return summary;
    }

    private async Task<TrackSummary> TrackAsync(IEnumerable<IGrouping<string, string>> active, CancellationToken cancel)
    {
        var summary = new TrackSummary(0, 0);
        foreach (var cluster in active)
            summary = summary.And(await TrackAsync(cluster, cancel));
        return summary;
    }

    private async Task<TrackSummary> TrackAsync(IGrouping<string, string> cluster, CancellationToken cancel)
    {
        var look = new ClusterLook(emrSteps, cluster.Key);
        int looked = 0, failed = 0;
        foreach (var id in cluster)
            failed += await TryAsync(cluster.Key, id, () => ReadAsync(id, look, cancel), cancel) ? 0 : 1;
        foreach (var job in look.Jobs)
            _ = await TryAsync(cluster.Key, job.Value.Id, () => follower.FollowAsync(job, look, cancel), cancel) ? looked++ : failed++;
        return new(looked, failed);
    }

    private async Task ReadAsync(string id, ClusterLook look, CancellationToken cancel)
    {
        if (await jobs.ReadAsync(id, cancel) is { } job)
            look.Add(job);
        else
            await jobs.DeactivateAsync(look.ClusterId, id, cancel);
    }

    /// <summary>One job that cannot be looked at must not hide the others.</summary>
    private async Task<bool> TryAsync(string clusterId, string id, Func<Task> look, CancellationToken cancel)
    {
        try
        {
            await look();
            return true;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogNotTracked(logger, id, clusterId, e);
            return false;
        }
    }

    /// <summary>The event says that it is up, or over: then so does the inventory, before any job has to find out. Jobs may have waited for either.</summary>
    private async Task SeeAsync(ClusterRecord record, string state, CancellationToken cancel)
    {
        if (!EmrClusters.IsOver(state) && (record.Seen is not null || state is not ("WAITING" or "RUNNING")))
            return;
        await keeper.SeeAsync(record.ClusterId, cancel);
        if (record.Pool is not null)
            await jobs.NudgeQueueAsync(cancel);
    }

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
