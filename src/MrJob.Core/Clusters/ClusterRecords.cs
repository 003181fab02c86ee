using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Pools;

namespace MrJob.Core.Clusters;

/// <summary>Makes the inventory's record of a cluster from what was asked of EMR. Pure.</summary>
internal static class ClusterRecords
{
    public static ClusterRecord Of(string clusterId, RunJobFlowRequest request, JobOptions options, ServiceSettings settings, DateTimeOffset now)
    {
        var persistent = request.Instances.KeepJobFlowAliveWhenNoSteps == true;
        var pooled = persistent && options.PoolClusters;
        return new()
        {
            ClusterId = clusterId,
            Name = request.Name,
            Created = now,
            Persistent = persistent,
            Pool = pooled ? options.PoolName : null,
            PoolHash = pooled ? PoolHash.Of(options, settings) : null,
            LogUri = request.LogUri,
            StepConcurrency = request.StepConcurrencyLevel ?? 1,
            MaxMinsIdle = options.MaxMinsIdle,
        };
    }
}
