using MrJob.Core.Clusters;

namespace MrJob.Core.Pools;

/// <summary>
/// Which of several clusters a job joins first: the one with most compute units in total; among equals the one with most time left to a whole hour
/// since its creation, which has been begun and costs the same used or not; then the oldest. Pure.
/// </summary>
internal static class PoolRank
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>The clusters, best first.</summary>
    public static IReadOnlyList<ClusterRecord> Order(IEnumerable<ClusterRecord> clusters, DateTimeOffset now) =>
        [.. clusters.OrderByDescending(c => c.Shape?.ComputeUnits ?? 0).ThenByDescending(c => LeftOfHour(c.Created, now))
            .ThenBy(c => c.Created).ThenBy(c => c.ClusterId, StringComparer.Ordinal)];

    /// <summary>More than nothing and at most an hour.</summary>
    public static TimeSpan LeftOfHour(DateTimeOffset created, DateTimeOffset now) =>
        Hour - TimeSpan.FromTicks(Math.Max(0, (now - created).Ticks) % Hour.Ticks);
}
