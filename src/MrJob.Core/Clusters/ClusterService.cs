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
    ScriptStore scripts, ServiceSettings settings, TimeProvider time)
{
    private const string Holder = "terminate-cluster";

    /// <summary>Starts a cluster that stays up with no steps, and returns it as it was asked for; null and faults when it may not be.</summary>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">EMR refused; nothing was started.</exception>
    public async Task<ClusterRecord?> StartAsync(ClusterSpec spec, ServiceConf conf, List<Fault> faults, CancellationToken cancel)
    {
        var options = spec.Options;
        faults.AddRange(TaskFiles.CheckBootstrap(options));
        if (faults.Count > 0)
            return null;
        var request = ClusterRequest.Persistent(JobId.Create(spec.Label, spec.Owner, time.GetUtcNow()), options, settings);
        faults.AddRange(JobChecks.OfCluster(request, options, conf, settings));
        if (faults.Count > 0)
            return null;
        await scripts.WriteAsync(options, cancel);
        var id = (await emr.Asking.RunJobFlowAsync(request, cancel)).JobFlowId;
        var cluster = ClusterRecords.Of(id, request, options, settings, clock.Now);
        await directory.AddAsync(cluster, cancel);
        return cluster;
    }

    /// <summary>Terminates the cluster. Jobs on it stop that, unless forced.</summary>
    /// <returns>Why it was not terminated, or null.</returns>
    public async Task<string?> TerminateAsync(string clusterId, bool force, CancellationToken cancel)
    {
        if (await leases.AcquireAsync(clusterId, Holder, LeasePurpose.Terminate, cancel) is not { } lease)
            return force ? await TerminateAsync(clusterId, clock.Now + settings.Timings.CallTime, cancel) : await WhoIsOnAsync(clusterId, cancel) ?? "a job is about to join it";
        if (!force && await WhoIsOnAsync(clusterId, cancel) is { } busy)
        {
            await leases.ReleaseAsync(lease, cancel);
            return busy;
        }
        var deadline = clock.Now + settings.Timings.CallTime;
        if (await leases.CallingAsync(lease, deadline, cancel) is not { } calling)
            return "a job has just joined it";
        var refusal = await TerminateAsync(clusterId, deadline, cancel);
        await leases.ReleaseAsync(calling, cancel); // whoever takes it now is told by EMR that the cluster is over
        return refusal;
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

    private async Task<string?> WhoIsOnAsync(string clusterId, CancellationToken cancel)
    {
        var busy = (await jobs.ActiveAsync(clusterId, cancel))[clusterId].ToList();
        return busy.Count == 0 ? null : $"{busy.Count} jobs are on it: {string.Join(", ", busy.Take(5))}";
    }

    public Task<Cluster> ReadAsync(string clusterId, CancellationToken cancel) => clusters.DescribeAsync(clusterId, cancel);

    public Task<ListClustersResponse> ListAsync(ListClustersRequest request, CancellationToken cancel) => clusters.ListAsync(request, cancel);
}
