using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>Reads and terminates clusters.</summary>
internal sealed class EmrClusters(EmrClients emr, StorageClock clock)
{
    private static readonly string[] Active = ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING"];

    /// <summary>The cluster.</summary>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">EMR does not know it (a refusal), or could not be asked.</exception>
    public async Task<Cluster> DescribeAsync(string clusterId, CancellationToken cancel) =>
        (await emr.Reading.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = clusterId }, cancel)).Cluster;

    /// <summary>The cluster that was started for the job, found by its name; null when EMR shows none, which it may do for a while after the start.</summary>
    /// <param name="except">The cluster that was started for it earlier, if any.</param>
    public async Task<ClusterSummary?> OfJobAsync(string jobId, DateTimeOffset since, string? except, CancellationToken cancel) =>
        await new ClusterListing(emr.Reading).ListAsync(new() { CreatedAfter = since - Timings.ClockSlack }, cancel)
            .FirstOrDefaultAsync(c => c.Id != except && JobId.Names(jobId, c.Name), cancel);

    /// <summary>One page of clusters, as EMR lists them.</summary>
    public Task<ListClustersResponse> ListAsync(ListClustersRequest request, CancellationToken cancel) => emr.Reading.ListClustersAsync(request, cancel);

    /// <summary>Asked once: whoever wants it looks again later, and a retry that comes late could hit a cluster that a job has joined.</summary>
    public Task TerminateAsync(string clusterId, CancellationToken cancel) =>
        emr.Asking.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [clusterId] }, cancel);

    /// <summary>Every cluster that is not over, in one pass over ListClusters.</summary>
    public async Task<ActiveClusters> ActiveAsync(CancellationToken cancel)
    {
        var since = clock.Now;
        var byId = new Dictionary<string, ClusterSummary>(StringComparer.Ordinal);
        await foreach (var summary in new ClusterListing(emr.Reading).ListAsync(new() { States = Active }, cancel))
            byId[summary.Id] = summary;
        return new(byId, since);
    }

    /// <summary>What runs on the cluster: groups, or fleets.</summary>
    public async Task<(IReadOnlyList<InstanceGroup> Groups, IReadOnlyList<InstanceFleet> Fleets)> InstancesAsync(Cluster cluster, CancellationToken cancel)
    {
        var (groups, fleets) = (new List<InstanceGroup>(), new List<InstanceFleet>());
        string? marker = null;
        do
        {
            if (cluster.InstanceCollectionType == InstanceCollectionType.INSTANCE_FLEET)
            {
                var page = await emr.Reading.ListInstanceFleetsAsync(new() { ClusterId = cluster.Id, Marker = marker }, cancel);
                fleets.AddRange(page.InstanceFleets ?? []);
                marker = page.Marker;
            }
            else
            {
                var page = await emr.Reading.ListInstanceGroupsAsync(new() { ClusterId = cluster.Id, Marker = marker }, cancel);
                groups.AddRange(page.InstanceGroups ?? []);
                marker = page.Marker;
            }
        }
        while (!string.IsNullOrEmpty(marker));
        return (groups, fleets);
    }

    /// <summary>Whether the cluster takes no more steps, or EMR does not know it any more.</summary>
    public async Task<bool> IsGoneAsync(string clusterId, CancellationToken cancel)
    {
        try
        {
            return IsOver((await DescribeAsync(clusterId, cancel)).Status?.State);
        }
        catch (AmazonServiceException e) when (AskFailures.IsRefusal(e))
        {
            return true;
        }
    }

    /// <summary>What became of the cluster, with EMR's reason.</summary>
    public static string WhyOver(Cluster cluster) =>
        $"cluster {cluster.Id} is {cluster.Status?.State}: {(cluster.Status?.StateChangeReason?.Message is { Length: > 0 } reason ? reason : "EMR gives no reason")}";

    /// <summary>Whether a cluster in this state takes no more steps, ever.</summary>
    public static bool IsOver(ClusterState? state) => IsOver(state?.Value);

    public static bool IsOver(string? state) => state is "TERMINATING" or "TERMINATED" or "TERMINATED_WITH_ERRORS";
}

/// <summary>Clusters that are not over, as one pass over ListClusters found them.</summary>
/// <param name="Since">When the pass began, by S3's clock: what it does not show may have been started later.</param>
internal sealed record ActiveClusters(IReadOnlyDictionary<string, ClusterSummary> ById, DateTimeOffset Since);
