using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Pools;

namespace MrJob.Core.Clusters;

/// <summary>Makes the inventory's record of a cluster. Pure.</summary>
internal static class ClusterRecords
{
    /// <summary>Of a cluster that was just asked for.</summary>
    /// <param name="pool">Null for a cluster outside of pools.</param>
    public static ClusterRecord Of(string clusterId, RunJobFlowRequest request, JobOptions options, PoolIdentity? pool, DateTimeOffset now)
    {
        var persistent = request.Instances.KeepJobFlowAliveWhenNoSteps == true;
        return new()
        {
            ClusterId = clusterId,
            Name = request.Name,
            Created = now,
            Label = Tag(request.Tags, ClusterTags.Label),
            Owner = Tag(request.Tags, ClusterTags.Owner),
            Persistent = persistent,
            Pool = persistent ? pool?.Pool : null,
            PoolHash = persistent ? pool?.Hash : null,
            PoolConfig = persistent ? pool?.Canonical : null,
            LogUri = request.LogUri,
            MaxMinsIdle = options.MaxMinsIdle,
            Shape = ClusterShapes.Asked(request),
            StepConcurrency = request.StepConcurrencyLevel ?? 1,
        };
    }

    /// <summary>Of a cluster that EMR tells of and the inventory does not have; null when it is none of this installation's.</summary>
    public static ClusterRecord? Found(Cluster cluster, ServiceSettings settings)
    {
        var tags = (cluster.Tags ?? []).ToLookup(t => t.Key, t => t.Value);
        if (!tags[ClusterTags.Stack].Contains(settings.Stack))
            return null;
        return new()
        {
            ClusterId = cluster.Id,
            Name = cluster.Name,
            Created = new DateTimeOffset(cluster.Status?.Timeline?.CreationDateTime?.ToUniversalTime() ?? DateTime.UnixEpoch),
            Label = Tag(cluster.Tags, ClusterTags.Label),
            Owner = Tag(cluster.Tags, ClusterTags.Owner),
            Persistent = cluster.AutoTerminate != true,
            Pool = tags[ClusterTags.Pool].FirstOrDefault(),
            PoolHash = tags[ClusterTags.PoolHash].FirstOrDefault(),
            LogUri = cluster.LogUri,
            MaxMinsIdle = int.TryParse(tags[ClusterTags.MaxMinsIdle].FirstOrDefault(), out var minutes) ? minutes : new JobOptions().MaxMinsIdle,
            State = cluster.Status?.State?.Value ?? "STARTING",
            StepConcurrency = cluster.StepConcurrencyLevel ?? 1,
        };
    }

    private static string Tag(List<Tag>? tags, string key) => tags?.Find(t => t.Key == key)?.Value ?? "";
}
