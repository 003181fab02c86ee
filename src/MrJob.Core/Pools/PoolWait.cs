using MrJob.Core.Configuration;

namespace MrJob.Core.Pools;

/// <summary>What a job does when no cluster of its pool takes it now. Pure.</summary>
internal static class PoolWait
{
    /// <param name="waited">Since it was submitted.</param>
    /// <param name="busy">Clusters that it would join if they were free.</param>
    /// <param name="clusters">Places that are taken in the pool, whatever the clusters' hashes.</param>
    public static PoolDecision Decide(JobOptions options, TimeSpan waited, int busy, int clusters)
    {
        var reason = busy > 0 && waited < TimeSpan.FromMinutes(options.PoolWaitMinutes)
                ? $"waits up to {Numerals.Count(options.PoolWaitMinutes, "minute")} (pool_wait_minutes) for {(busy == 1 ? "the busy cluster that fits" : $"one of {busy} busy clusters that fit")}"
            : options.MaxClustersInPool > 0 && clusters >= options.MaxClustersInPool
                ? $"pool '{options.PoolName}' has {Numerals.Count(clusters, "cluster")}, at most {options.MaxClustersInPool} allowed (max_clusters_in_pool)"
            : null;
        if (reason is null)
            return new(PoolAction.Start, "");
        return IsOver(options, waited) ? new(PoolAction.Fail, Over(options, reason)) : new(PoolAction.Wait, reason);
    }

    /// <summary>Whether the job has waited for as long as it may.</summary>
    public static bool IsOver(JobOptions options, TimeSpan waited) => options.PoolTimeoutMinutes > 0 && waited >= TimeSpan.FromMinutes(options.PoolTimeoutMinutes);

    /// <summary>Why it fails then.</summary>
    /// <param name="reason">What it waited for last.</param>
    public static string Over(JobOptions options, string reason) =>
        $"found no cluster within {Numerals.Count(options.PoolTimeoutMinutes, "minute")} (pool_timeout_minutes): {reason}";
}

/// <param name="Reason">In words, for all but starting.</param>
internal sealed record PoolDecision(PoolAction Action, string Reason);

internal enum PoolAction
{
    Start,
    Wait,
    Fail,
}
