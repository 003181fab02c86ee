using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;

namespace MrJob.Core.Pools;

/// <summary>What a job asks of a pooled cluster: what the cluster that it would start itself would be.</summary>
/// <param name="Shape">That cluster's.</param>
/// <param name="Subnets">It must be in one of these; empty for any.</param>
/// <param name="MaxConcurrentSteps">It may run so many steps at once.</param>
internal sealed record PoolAsk(PoolIdentity Identity, ClusterShape Shape, IReadOnlyList<string> Subnets, int MaxConcurrentSteps)
{
    /// <param name="start">What EMR would be asked for.</param>
    public static PoolAsk Of(PoolIdentity identity, RunJobFlowRequest start, JobOptions options) => new(
        identity, ClusterShapes.Asked(start) with { ServiceRole = options.IamServiceRole }, options.Subnet, options.MaxConcurrentSteps);
}
