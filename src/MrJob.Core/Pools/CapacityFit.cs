using System.Globalization;
using MrJob.Core.Clusters;

namespace MrJob.Core.Pools;

/// <summary>
/// Whether a cluster's instances are at least what a job asks for, role by role. The answer is null, or the first thing that is not, with both
/// values. Pure.
/// </summary>
internal static class CapacityFit
{
    private static readonly string[] Roles = ["MASTER", "CORE", "TASK"];

    public static string? WhyNot(ClusterShape cluster, ClusterShape asked)
    {
        foreach (var role in Roles)
        {
            var reason = asked.Fleets.Count > 0
                ? Fleet(cluster.Fleets.FirstOrDefault(f => f.Role == role), asked.Fleets.FirstOrDefault(f => f.Role == role))
                : Groups([.. cluster.Groups.Where(g => g.Role == role && g.Count > 0)], [.. asked.Groups.Where(g => g.Role == role && g.Count > 0)]);
            if (reason is not null)
                return $"{role.ToLowerInvariant()}: {reason}";
        }
        return null;
    }

    /// <summary>Instances may be of several groups; each counts for one of the groups asked for.</summary>
    private static string? Groups(IReadOnlyList<GroupShape> have, IReadOnlyList<GroupShape> asked)
    {
        foreach (var want in asked)
        {
            if (have.Count == 0)
                return $"no instance is running, {Text(want)} asked";
            if (have.All(h => WhyNot(h, want) is not null))
                return WhyNot(have.MaxBy(h => InstanceTypes.Find(h.Type)?.ComputeUnits ?? 0)!, want);
        }
        if (Assignment.FirstShort([.. have.Select(g => g.Count)], [.. asked.Select(g => g.Count)], (h, a) => WhyNot(have[h], asked[a]) is null) is not { } index)
            return null;
        return asked.Count > 1 ? $"{Text(have)} running are too few for {Text(asked)} asked"
            : $"{Text(have.Where(h => WhyNot(h, asked[index]) is null))} running, {asked[index].Count} asked";
    }

    private static string? WhyNot(GroupShape have, GroupShape asked) =>
        Size(have, asked) ?? Market(have.Bid, asked.Bid) ?? Storage(have.Volumes, asked.Volumes, have.EbsOptimized, asked.EbsOptimized);

    private static string? Size(GroupShape have, GroupShape asked)
    {
        if (have.Type == asked.Type)
            return null;
        if (InstanceTypes.Find(have.Type) is not { } mine)
            return $"{have.Type} is of unknown size, {asked.Type} asked";
        if (InstanceTypes.Find(asked.Type) is not { } theirs)
            return $"{have.Type}, {asked.Type} asked, which is of unknown size";
        var (total, wanted) = (have.Count * mine.ComputeUnits, asked.Count * theirs.ComputeUnits);
        if (mine.ComputeUnits < theirs.ComputeUnits)
        {
            return total < wanted ? $"{Text(have)} = {total} vCPUs, {wanted} asked"
                : $"{have.Type} has {mine.ComputeUnits} vCPUs, {theirs.ComputeUnits} each asked ({asked.Type})";
        }
        return mine.MemoryMiB < theirs.MemoryMiB ? $"{have.Type} has {Gib(mine.MemoryMiB)} of memory, {Gib(theirs.MemoryMiB)} each asked ({asked.Type})" : null;
    }

    /// <summary>On-demand instances are as good as spot ones; spot ones are good for spot at the same or a lower bid.</summary>
    private static string? Market(SpotBid? have, SpotBid? asked) =>
        have is null ? null
        : asked is null ? "spot instances, on-demand asked"
        : have.Satisfies(asked) ? null : $"spot at {have}, at {asked} asked";

    /// <summary>Every volume asked for has one of the same type that is at least as big and fast. More of them are no harm.</summary>
    private static string? Storage(IReadOnlyList<VolumeShape> have, IReadOnlyList<VolumeShape> asked, bool optimized, bool askedOptimized)
    {
        if (askedOptimized && !optimized)
            return "not EBS-optimized, EBS-optimized asked";
        return Assignment.FirstShort([.. have.Select(_ => 1)], [.. asked.Select(_ => 1)], (h, a) => IsAtLeast(have[h], asked[a])) is { } index
            ? $"EBS volumes {(have.Count == 0 ? "none" : string.Join(", ", have.Select(Text)))}, {string.Join(", ", asked.Select(Text))} asked ({Text(asked[index])} is missing)"
            : null;
    }

    private static bool IsAtLeast(VolumeShape have, VolumeShape asked) => have.Type == asked.Type && have.SizeGb >= asked.SizeGb
        && Iops(have) >= Iops(asked) && Throughput(have) >= Throughput(asked);

    // What gp3 volumes have when nothing is asked: EBS's documented baseline. Other types' follow from their size, which is compared.
    private static int Iops(VolumeShape volume) => volume.Iops ?? (volume.Type == "gp3" ? 3_000 : 0);

    private static int Throughput(VolumeShape volume) => volume.Throughput ?? (volume.Type == "gp3" ? 125 : 0);

    /// <summary>The same types or fewer, with the same weights, and as much capacity provisioned as is asked for. On-demand capacity beyond the asked counts as spot.</summary>
    private static string? Fleet(FleetShape? have, FleetShape? asked)
    {
        if (asked is null || asked.OnDemand + asked.Spot == 0)
            return null;
        if (have is null)
            return $"no fleet, {Text(asked)} asked";
        foreach (var type in have.Types)
        {
            if (asked.Types.FirstOrDefault(t => t.Type == type.Type) is not { } same)
                return $"its fleet may have {type.Type}, only {string.Join(", ", asked.Types.Select(t => t.Type))} asked";
            if (type.Weight != same.Weight)
                return $"{type.Type} weighs {type.Weight}, {same.Weight} asked";
            if (Storage(type.Volumes, same.Volumes, type.EbsOptimized, same.EbsOptimized) is { } storage)
                return $"{type.Type} has {storage}";
        }
        if (have.OnDemand < asked.OnDemand)
            return $"{have.OnDemand} units of on-demand capacity are provisioned, {asked.OnDemand} asked";
        var beyond = have.OnDemand - asked.OnDemand;
        if (beyond >= asked.Spot)
            return null;
        if (have.Spot + beyond < asked.Spot)
            return $"{have.Spot + beyond} units of spot capacity are provisioned, {asked.Spot} asked";
        return have.Types.Select(type => (type, same: asked.Types.First(t => t.Type == type.Type)))
            .Where(pair => !pair.type.Bid.Satisfies(pair.same.Bid))
            .Select(pair => $"{pair.type.Type} is spot at {pair.type.Bid}, at {pair.same.Bid} asked").FirstOrDefault();
    }

    private static string Text(IEnumerable<GroupShape> groups) => string.Join(" and ", groups.Select(Text));

    private static string Text(GroupShape group) => $"{group.Count} × {group.Type}";

    private static string Text(FleetShape fleet) => $"{fleet.OnDemand} on-demand and {fleet.Spot} spot units";

    private static string Text(VolumeShape volume) => $"{volume.Type} {volume.SizeGb} GB"
        + (volume.Iops is { } iops ? $" {iops} IOPS" : "") + (volume.Throughput is { } throughput ? $" {throughput} MiB/s" : "");

    private static string Gib(int mib) => (mib / 1024m).ToString("0.##", CultureInfo.InvariantCulture) + " GiB";
}
