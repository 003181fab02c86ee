using MrJob.Core.Clusters;

namespace MrJob.Core.Pools;

/// <summary>
/// Whether a cluster is one that a job may join, whoever is on it now: the criteria of the pool in a fixed order, of which the first that fails is
/// told. Pure; the same for instance groups and fleets.
/// </summary>
internal static class PoolFit
{
    public static string? WhyNot(ClusterRecord cluster, PoolAsk asked)
    {
        if (cluster.Pool is null)
            return cluster.Persistent ? "it is in no pool" : "it ends with its own steps";
        if (cluster.Pool != asked.Identity.Pool)
            return $"pool '{cluster.Pool}', '{asked.Identity.Pool}' asked";
        if (asked.Identity.Difference(cluster.PoolConfig, cluster.PoolHash) is { } difference)
            return difference;
        if (cluster.Shape is not { } shape)
            return "EMR has not yet told what it consists of";
        return Placing(shape, asked)
            ?? (shape.StepConcurrency > asked.MaxConcurrentSteps
                ? $"it runs {shape.StepConcurrency} steps at once, at most {asked.MaxConcurrentSteps} asked (max_concurrent_steps)" : null)
            ?? CapacityFit.WhyNot(shape, asked.Shape);
    }

    private static string? Placing(ClusterShape cluster, PoolAsk asked) =>
        Other("key pair", cluster.KeyPair, asked.Shape.KeyPair)
        ?? (asked.Subnets.Count > 0 && !asked.Subnets.Contains(cluster.Subnet ?? "")
            ? $"subnet {cluster.Subnet ?? "none"}, {string.Join(" or ", asked.Subnets)} asked" : null)
        ?? Other("zone", cluster.Zone, asked.Shape.Zone)
        ?? Other("service role", cluster.ServiceRole, asked.Shape.ServiceRole)
        ?? (asked.Shape.RootVolumeGb is { } size && (cluster.RootVolumeGb is not { } has || has < size)
            ? $"root volume {(cluster.RootVolumeGb is { } gb ? $"{gb} GB" : "of EMR's default size")}, {size} GB asked" : null);

    private static string? Other(string what, string? has, string? asked) => asked is null || has == asked ? null : $"{what} {has ?? "none"}, {asked} asked";
}
