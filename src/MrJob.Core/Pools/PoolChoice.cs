using MrJob.Core.Clusters;
using MrJob.Core.Jobs;

namespace MrJob.Core.Pools;

/// <summary>Every cluster with what speaks against it for a job: those that fit in the order in which the job tries them, then the others. Pure.</summary>
internal sealed class PoolChoice
{
    /// <summary>A placement tells of so many clusters, the rest it counts: an account may have 500, and a job's record is read often.</summary>
    private const int Told = 50;

    private readonly List<Candidate> _refused;
    private readonly List<(ClusterRecord Cluster, string? Busy)> _fitting;

    private PoolChoice(List<(ClusterRecord, string?)> fitting, List<Candidate> refused) => (_fitting, _refused) = (fitting, refused);

    /// <summary>Clusters that the job may join now, best first.</summary>
    public IEnumerable<ClusterRecord> Free => _fitting.Where(f => f.Busy is null).Select(f => f.Cluster);

    /// <summary>Clusters that it could join if they were free, as the inventory is now: one that was tried may have turned out to be busy, or over.</summary>
    public IEnumerable<ClusterRecord> Busy(Inventory inventory) =>
        _fitting.Select(f => f.Cluster).Where(c => inventory.Find(c.ClusterId) is not null && inventory.WhyBusy(c) is not null);

    public static PoolChoice Of(PoolAsk asked, Inventory inventory, DateTimeOffset now)
    {
        var judged = inventory.Clusters.Select(c => (Cluster: c, Reason: PoolFit.WhyNot(c, asked))).ToList();
        var fitting = PoolRank.Order(judged.Where(j => j.Reason is null).Select(j => j.Cluster), now);
        var refused = judged.Where(j => j.Reason is not null)
            .OrderBy(j => j.Cluster.Pool == asked.Identity.Pool ? 0 : 1).ThenBy(j => j.Cluster.ClusterId, StringComparer.Ordinal)
            .Select(j => new Candidate(j.Cluster.ClusterId, null, j.Cluster.Shape?.ComputeUnits, j.Reason));
        return new([.. fitting.Select(c => (c, inventory.WhyBusy(c)))], [.. refused]);
    }

    /// <summary>What the choice came to, with the reason for each cluster that was not taken.</summary>
    /// <param name="taken">The cluster that was; null for none.</param>
    /// <param name="inventory">As it is now: a cluster that was tried has its reason there.</param>
    public Placement Tell(string decision, string? taken, Inventory inventory)
    {
        var fitting = _fitting.Select((f, i) => new Candidate(
            f.Cluster.ClusterId, i + 1, f.Cluster.Shape?.ComputeUnits,
            f.Cluster.ClusterId == taken ? null : inventory.WhyBusy(f.Cluster) ?? "a better one was there"));
        var over = inventory.Over.Select(c => new Candidate(c.ClusterId, null, c.Shape?.ComputeUnits, "it is over"));
        var all = fitting.Where(c => inventory.Find(c.ClusterId) is not null).Concat(over).Concat(_refused).ToList();
        return new(decision, [.. all.Take(Told)]) { More = all.Count > Told ? all.Count - Told : null };
    }
}
