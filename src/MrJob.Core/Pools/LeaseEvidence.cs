using MrJob.Core.Clusters;
using MrJob.Core.Jobs;

namespace MrJob.Core.Pools;

/// <summary>Asks EMR and the job records about a lease's holder.</summary>
internal sealed class LeaseEvidence(EmrSteps steps, JobStore jobs) : ILeaseEvidence
{
    public async Task<bool> HasStepsAsync(string holder, string clusterId, DateTimeOffset since, CancellationToken cancel) =>
        !await HasSettledAsync(holder, clusterId, cancel) && (await steps.OfJobAsync(clusterId, holder, since, cancel)).Count > 0;

    /// <summary>A job that shares its cluster gives the lease back after each step; it may have died just before.</summary>
    private async Task<bool> HasSettledAsync(string holder, string clusterId, CancellationToken cancel) =>
        await jobs.ReadAsync(holder, cancel) is { Value: var job } && job.Intent?.ClusterId != clusterId && !job.HoldsCluster;

    public async Task<bool> IsDoneAsync(string holder, string clusterId, CancellationToken cancel) =>
        await jobs.ReadAsync(holder, cancel) is not { } job || !JobLife.IsOn(job.Value, clusterId);
}
