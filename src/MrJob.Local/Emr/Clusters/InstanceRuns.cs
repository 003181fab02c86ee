namespace MrJob.Local.Emr.Clusters;

/// <summary>Instances of a group or fleet that came and went together: those numbered <c>First</c> to <c>First + Count - 1</c>.</summary>
internal sealed record InstanceRun(int First, int Count, string Type, string Market, DateTimeOffset Created, DateTimeOffset? Ended = null);

/// <summary>How many instances a group or fleet is to have in one market, and what to do about it.</summary>
/// <param name="Units">Capacity units wanted; in a group every instance is one.</param>
/// <param name="Type">Of instances that are added.</param>
/// <param name="WeightOf">Units that an instance of a type provides, at least 1.</param>
internal sealed record Resize(string Market, int Units, string Type, Func<string, int> WeightOf)
{
    /// <summary>Numbers of the instances to go first when it shrinks; then the youngest go.</summary>
    public IReadOnlySet<int> First { get; init; } = new HashSet<int>();
}

/// <summary>Grows and shrinks instance groups and fleets. Pure; instances that went are kept, as EMR lists them.</summary>
internal static class InstanceRuns
{
    public static IReadOnlyList<InstanceRun> To(this IReadOnlyList<InstanceRun> runs, Resize resize, DateTimeOffset now)
    {
        var missing = resize.Units - runs.Units(resize.Market, resize.WeightOf);
        return missing > 0 ? Grow(runs, resize, (int)((missing + resize.WeightOf(resize.Type) - 1) / resize.WeightOf(resize.Type)), now)
            : missing < 0 ? Shrink(runs, resize, -missing, now)
            : runs;
    }

    /// <summary>What lives in the market.</summary>
    public static long Units(this IReadOnlyList<InstanceRun> runs, string market, Func<string, int> weightOf) =>
        runs.Where(r => r.Ended is null && r.Market == market).Sum(r => (long)r.Count * weightOf(r.Type));

    private static IReadOnlyList<InstanceRun> Grow(IReadOnlyList<InstanceRun> runs, Resize resize, int count, DateTimeOffset now) =>
        [.. runs, new(runs is [] ? 0 : runs.Max(r => r.First + r.Count), count, resize.Type, resize.Market, now)];

    /// <summary>No instance goes whose units are still wanted in part.</summary>
    private static IReadOnlyList<InstanceRun> Shrink(IReadOnlyList<InstanceRun> runs, Resize resize, long tooMany, DateTimeOffset now)
    {
        HashSet<int> gone = [];
        foreach (var one in Singles(runs).Where(r => r.Ended is null && r.Market == resize.Market)
            .OrderByDescending(r => resize.First.Contains(r.First)).ThenByDescending(r => r.First))
        {
            if (resize.WeightOf(one.Type) > tooMany)
                continue;
            tooMany -= resize.WeightOf(one.Type);
            gone.Add(one.First);
        }
        return [.. Joined(Singles(runs).Select(r => gone.Contains(r.First) ? r with { Ended = now } : r))];
    }

    private static IEnumerable<InstanceRun> Singles(IReadOnlyList<InstanceRun> runs) =>
        runs.SelectMany(run => Enumerable.Range(run.First, run.Count).Select(number => run with { First = number, Count = 1 }));

    private static List<InstanceRun> Joined(IEnumerable<InstanceRun> singles)
    {
        List<InstanceRun> joined = [];
        foreach (var one in singles)
        {
            if (joined is [.., var last] && one == last with { First = last.First + last.Count, Count = 1 })
                joined[^1] = last with { Count = last.Count + 1 };
            else
                joined.Add(one);
        }
        return joined;
    }
}
