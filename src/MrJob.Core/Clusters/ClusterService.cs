using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Jobs.Scripts;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>Clusters by hand: starts a persistent one, terminates one that no job needs.</summary>
internal sealed class ClusterService(
    EmrClients emr, EmrClusters clusters, ClusterDirectory directory, JobStore jobs, LeaseBook leases, StorageClock clock,
    ScriptStore scripts, FileDigests files, PoolPlaceBook places, ServiceSettings settings, TimeProvider time)
{
    private const string Holder = "terminate-cluster";

    /// <summary>Starts a cluster that stays up with no steps, and returns it as it was asked for; null and faults when it may not be.</summary>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">EMR refused; nothing was started.</exception>
    /// <exception cref="TimeoutException">The call could not be made in time; nothing was started.</exception>
    /// <exception cref="PoolFullException">The pool has as many clusters as <c>max_clusters_in_pool</c> allows.</exception>
    public async Task<ClusterRecord?> StartAsync(ClusterSpec spec, ServiceConf conf, List<Fault> faults, CancellationToken cancel)
    {
        var options = spec.Options;
        faults.AddRange(TaskFiles.CheckBootstrap(options));
        if (faults.Count > 0)
            return null;
        var owner = JobId.Create(spec.Label, spec.Owner, time.GetUtcNow());
        faults.AddRange(JobChecks.OfCluster(ClusterRequest.Persistent(owner, options, settings), options, conf, settings));
        if (faults.Count > 0)
            return null;
        var pool = options.PoolClusters ? PoolIdentity.Of(options, settings, await files.ReadAsync(options, faults, cancel)) : null;
        if (faults.Count > 0)
            return null;
        await scripts.WriteAsync(options, cancel);
        var request = ClusterRequest.Persistent(owner, options, settings, pool).For(spec.Label, spec.Owner);
        await emr.Budget.TakeAsync("RunJobFlow", cancel);
        var deadline = clock.Now + settings.Timings.CallTime;
        if (pool is not null && !await places.TakeAsync(pool.Pool, owner, null, options.MaxClustersInPool, cancel))
            throw new PoolFullException(pool.Pool, options.MaxClustersInPool);
        var id = await AskAsync(request, pool, owner, deadline, cancel);
        var cluster = ClusterRecords.Of(id, request, options, pool, clock.Now);
        await directory.AddAsync(cluster, cancel);
        if (pool is not null)
            await places.AssignAsync(pool.Pool, owner, id, cancel);
        return cluster;
    }

    /// <summary>A place is kept when it is not known whether EMR did it; a later look at EMR's list frees it.</summary>
    private async Task<string> AskAsync(RunJobFlowRequest request, PoolIdentity? pool, string owner, DateTimeOffset deadline, CancellationToken cancel)
    {
        using var window = CallWindow.Open(deadline, clock, time, cancel);
        if (window is null)
        {
            if (pool is not null)
                await places.FreeOwnerAsync(pool.Pool, owner, null, cancel);
            throw new TimeoutException("There was no time left to ask EMR; nothing was started. Try again.");
        }
        try
        {
            return (await emr.Asking.RunJobFlowAsync(request, window.Token)).JobFlowId;
        }
        catch (Exception e) when (pool is not null && AskFailures.Classify(e) != AskFailure.Unknown)
        {
            await places.FreeOwnerAsync(pool.Pool, owner, null, cancel);
            throw;
        }
    }

    /// <summary>Terminates the cluster. Jobs on it stop that, unless forced.</summary>
    /// <param name="name">The cluster's; null for the inventory's.</param>
    /// <returns>Why it was not terminated, or null.</returns>
    public async Task<string?> TerminateAsync(string clusterId, string? name, bool force, CancellationToken cancel)
    {
        name ??= (await directory.ReadAsync(clusterId, cancel))?.Name;
        if (await leases.AcquireAsync(clusterId, Holder, LeasePurpose.Terminate, cancel) is not { } lease)
            return force ? await ForceAsync(clusterId, cancel) : await WhoIsOnAsync(clusterId, name, cancel) ?? "a job is about to join it, or a sweep to terminate it";
        if (!force && await WhoIsOnAsync(clusterId, name, cancel) is { } busy)
        {
            await leases.ReleaseAsync(lease, cancel);
            return busy;
        }
        await emr.Budget.TakeAsync("TerminateJobFlows", cancel);
        var deadline = clock.Now + settings.Timings.CallTime;
        if (await leases.CallingAsync(lease, deadline, cancel) is not { } calling)
            return "a job has just joined it";
        try
        {
            var refusal = await TerminateAsync(clusterId, deadline, cancel);
            await leases.ReleaseAsync(calling, cancel); // whoever takes it now is told by EMR that the cluster is over
            return refusal;
        }
        catch (Exception e) when (AskFailures.Classify(e) != AskFailure.Unknown)
        {
            await leases.ReleaseAsync(calling, cancel);
            throw;
        }
    }

    private async Task<string?> ForceAsync(string clusterId, CancellationToken cancel)
    {
        await emr.Budget.TakeAsync("TerminateJobFlows", cancel);
        return await TerminateAsync(clusterId, clock.Now + settings.Timings.CallTime, cancel);
    }

    private async Task<string?> TerminateAsync(string clusterId, DateTimeOffset deadline, CancellationToken cancel)
    {
        using var window = CallWindow.Open(deadline, clock, time, cancel);
        if (window is null)
            return "there was no time left to ask EMR";
        await clusters.TerminateAsync(clusterId, window.Token);
        await directory.RemoveAsync(clusterId, cancel);
        return null;
    }

    private async Task<string?> WhoIsOnAsync(string clusterId, string? name, CancellationToken cancel)
    {
        var busy = await jobs.LiveOnAsync(clusterId, name, cancel).Select(j => j.Id).ToListAsync(cancel);
        return busy.Count == 0 ? null : $"{Numerals.Count(busy.Count, "job")} on it: {string.Join(", ", busy.Take(5))}";
    }

    public Task<Cluster> ReadAsync(string clusterId, CancellationToken cancel) => clusters.DescribeAsync(clusterId, cancel);

    public Task<ListClustersResponse> ListAsync(ListClustersRequest request, CancellationToken cancel) => clusters.ListAsync(request, cancel);
}

/// <summary>A pool has as many clusters as whoever wants one more allows.</summary>
internal sealed class PoolFullException(string pool, int limit) : Exception($"pool '{pool}' has {Numerals.Count(limit, "cluster")} or more, and max_clusters_in_pool is {limit}");
