using MrJob.Core.Storage;

namespace MrJob.Core.Pools;

/// <summary>
/// The places that are taken in a pool, at <c>pools/&lt;pool&gt;</c>: one for each cluster of it, also for those about to be started. Changed by
/// compare-and-swap only, so that two jobs cannot take its last place.
/// </summary>
internal sealed record PoolPlaces : StoredRecord
{
    public required string Pool { get; init; }
    public IReadOnlyList<PoolPlace> Taken { get; init; } = [];
}

/// <param name="Owner">The id that the cluster's name begins with: its job's, or the one that create-cluster made.</param>
/// <param name="ClusterId">Null until EMR has told it.</param>
/// <param name="Since">When it was taken, by S3's clock.</param>
internal sealed record PoolPlace(string Owner, string? ClusterId, DateTimeOffset Since)
{
    /// <summary>The intent that it was taken for; null for a cluster by hand. Whoever took it may wake up when the job has given up that intent, and has another.</summary>
    public string? Intent { get; init; }
}

/// <summary>How the places of a pool are taken and freed. Pure.</summary>
internal static class PoolPlaceRules
{
    /// <summary>The pool with a place for the owner, which it may have had already; null when the pool is full.</summary>
    /// <param name="limit">The owner's own <c>max_clusters_in_pool</c>; 0 for none.</param>
    public static PoolPlaces? Take(PoolPlaces pool, string owner, string? intent, int limit, DateTimeOffset now)
    {
        var others = pool.Taken.Where(p => p.Owner != owner || p.ClusterId is not null).ToList();
        return limit > 0 && others.Count >= limit ? null : pool with { Taken = [.. others, new(owner, null, now) { Intent = intent }] };
    }

    /// <summary>The place that was taken for this cluster is its own now. A cluster that nobody took a place for gets one: it is there.</summary>
    public static PoolPlaces Assign(PoolPlaces pool, string owner, string clusterId, DateTimeOffset now)
    {
        if (pool.Taken.Any(p => p.ClusterId == clusterId))
            return pool;
        var place = pool.Taken.FirstOrDefault(p => p.Owner == owner && p.ClusterId is null);
        return pool with { Taken = [.. pool.Taken.Where(p => p != place), new(owner, clusterId, place?.Since ?? now)] };
    }

    /// <summary>Without the places that the evidence frees; the same when it frees none.</summary>
    public static PoolPlaces Free(PoolPlaces pool, Func<PoolPlace, bool> isFree) =>
        pool.Taken.Any(isFree) ? pool with { Taken = [.. pool.Taken.Where(p => !isFree(p))] } : pool;
}
