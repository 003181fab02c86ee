using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>Clusters by hand: starts a persistent one, terminates one that no job needs.</summary>
internal sealed class ClusterService(
    EmrClients emr, EmrClusters clusters, ClusterDirectory directory, JobStore jobs, LeaseBook leases, StorageClock clock,
    ServiceSettings settings, TimeProvider time)
{
    private const string Holder = "terminate-cluster";

    /// <summary>Starts a cluster that stays up with no steps, and returns its id at once.</summary>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">EMR refused; nothing was started.</exception>
    public async Task<string> StartAsync(string label, string owner, JobOptions options, CancellationToken cancel)
    {
        var request = ClusterRequest.Persistent(JobId.Create(label, owner, time.GetUtcNow()), options, settings);
        var id = (await emr.Asking.RunJobFlowAsync(request, cancel)).JobFlowId;
        await directory.AddAsync(ClusterRecords.Of(id, request, clock.Now), cancel);
        return id;
    }

    /// <summary>Terminates the cluster. Jobs on it stop that, unless forced.</summary>
    /// <returns>Why it was not terminated, or null.</returns>
    public async Task<string?> TerminateAsync(string clusterId, bool force, CancellationToken cancel)
    {
        var busy = (await jobs.ActiveAsync(clusterId, cancel))[clusterId].ToList();
        if (!force && busy.Count > 0)
            return $"{busy.Count} jobs are on it: {string.Join(", ", busy.Take(5))}";
        var lease = await leases.AcquireAsync(clusterId, Holder, LeasePurpose.Terminate, cancel);
        if (lease is null && !force)
            return "a job is about to join it";
        await clusters.TerminateAsync(clusterId, cancel);
        await directory.RemoveAsync(clusterId, cancel);
        return null;
    }

    public Task<Cluster> ReadAsync(string clusterId, CancellationToken cancel) => clusters.DescribeAsync(clusterId, cancel);

    public Task<ListClustersResponse> ListAsync(ListClustersRequest request, CancellationToken cancel) => clusters.ListAsync(request, cancel);
}
