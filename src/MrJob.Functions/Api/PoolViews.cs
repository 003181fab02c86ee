using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;

namespace MrJob.Functions;

/// <summary>GET /pools.</summary>
internal sealed record PoolListView(IReadOnlyList<PoolSummaryView> Pools);

/// <param name="Free">Clusters that a job could join now.</param>
/// <param name="Starting">Clusters that are not up yet.</param>
/// <param name="ComputeUnits">vCPUs of all instances.</param>
internal sealed record PoolSummaryView(string Name, int Clusters, int Free, int Starting, int ComputeUnits);

/// <summary>GET /pools/{name}.</summary>
/// <param name="Taken">Places that are taken, which is what <c>max_clusters_in_pool</c> counts: clusters, and those about to be started.</param>
/// <param name="Clusters">In the order in which a job that fits all of them would try them.</param>
internal sealed record PoolView(string Name, int Taken, IReadOnlyList<PoolClusterView> Clusters);

internal sealed record PoolClusterView
{
    public required string Id { get; init; }

    /// <summary><c>starting</c>, <c>free</c>, or <c>busy</c>: with a job on each of its slots, or under somebody's lease.</summary>
    public required string State { get; init; }
    public required string PoolHash { get; init; }
    public required DateTimeOffset Created { get; init; }

    /// <summary>Such as <c>1 × m5.xlarge + 4 × m5.2xlarge spot</c>.</summary>
    public required string Instances { get; init; }
    public required int ComputeUnits { get; init; }
    public required int StepConcurrency { get; init; }

    /// <summary>Whole minutes until its next instance hour begins.</summary>
    public required int MinutesLeftOfHour { get; init; }

    /// <summary>Whole minutes since the last job gave it back; null while one has it.</summary>
    public int? IdleMinutes { get; init; }
    public required int MaxMinsIdle { get; init; }

    /// <summary>Jobs that have, or may have, steps there.</summary>
    public required IReadOnlyCollection<string> Jobs { get; init; }

    /// <summary>Who may add steps, or terminate it; null for nobody.</summary>
    public LeaseView? Lease { get; init; }

    public static PoolClusterView Of(ClusterRecord cluster, Lease? lease, IReadOnlyCollection<string> jobs, DateTimeOffset now)
    {
        var free = lease is null or { Phase: LeasePhase.Free };
        var since = lease?.Used ?? cluster.Created;
        var room = lease is null or { Phase: LeasePhase.Free } or { Purpose: LeasePurpose.Join, Phase: not LeasePhase.Holding };
        return new()
        {
            Id = cluster.ClusterId, State = !cluster.IsUp ? "starting" : room && jobs.Count < cluster.StepConcurrency ? "free" : "busy", PoolHash = cluster.PoolHash ?? "", Created = cluster.Created,
            Instances = Text(cluster.Shape), ComputeUnits = cluster.Shape?.ComputeUnits ?? 0, StepConcurrency = cluster.StepConcurrency,
            MinutesLeftOfHour = (int)PoolRank.LeftOfHour(cluster.Created, now).TotalMinutes,
            IdleMinutes = free && jobs.Count == 0 && cluster.IsUp ? (int)(now - since).TotalMinutes : null,
            MaxMinsIdle = cluster.MaxMinsIdle, Jobs = jobs,
            Lease = free ? null : new(lease!.Holder, lease.Purpose, lease.Phase, lease.Fence, lease.Since),
        };
    }

    private static string Text(ClusterShape? shape) => shape is null ? "unknown" : string.Join(" + ",
    [
        .. shape.Groups.Where(g => g.Count > 0).Select(g => $"{g.Count} × {g.Type}{(g.Bid is null ? "" : " spot")}"),
        .. shape.Fleets.Select(f => $"{f.OnDemand + f.Spot} units of {string.Join("/", f.Types.Select(t => t.Type))}"),
    ]);
}

/// <param name="Fence">Grows with every holding, so that a log tells holdings apart.</param>
internal sealed record LeaseView(string Holder, LeasePurpose Purpose, LeasePhase Phase, long Fence, DateTimeOffset Since);

/// <summary>POST /pools/{name}/explain: what placement would do with the job now.</summary>
/// <param name="Action"><c>join</c>, <c>start</c>, <c>wait</c> or <c>fail</c>.</param>
/// <param name="ClusterId">The cluster that would be joined.</param>
/// <param name="Reason">Of waiting or failing.</param>
/// <param name="Candidates">Clusters that fit, in the order in which they are tried, then the others; each with what speaks against it, the one that would be joined without.</param>
/// <param name="More">So many further clusters were considered and are not told.</param>
internal sealed record ExplainView(
    string Pool, string PoolHash, string Action, string? ClusterId, string? Reason, IReadOnlyList<Candidate> Candidates, int? More)
{
    /// <summary>What to know about the answer; null when there is nothing.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    public static ExplainView Of(PoolIdentity identity, PoolChoice choice, PoolDecision decision, Inventory inventory)
    {
        var best = choice.Free.FirstOrDefault()?.ClusterId;
        var told = choice.Tell("", best, inventory);
        var action = best is not null ? "join" : decision.Action.ToString().ToLowerInvariant();
        return new(identity.Pool, identity.Hash, action, best, best is null && decision.Reason.Length > 0 ? decision.Reason : null, told.Candidates, told.More);
    }
}
