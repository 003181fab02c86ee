namespace MrJob.Core.Logs.Search;

/// <summary>Counters of several jobs, added up by group and name.</summary>
internal sealed class SummedCounters
{
    private SortedDictionary<string, SortedDictionary<string, long>>? _groups;

    /// <summary>Null when there were none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? Sum =>
        _groups?.ToDictionary(g => g.Key, g => (IReadOnlyDictionary<string, long>)g.Value, StringComparer.Ordinal);

    public void Add(IEnumerable<KeyValuePair<string, Dictionary<string, long>>>? counters)
    {
        if (counters is null)
            return;
        _groups ??= new(StringComparer.Ordinal);
        foreach (var (group, values) in counters)
        {
            if (!_groups.TryGetValue(group, out var sums))
                _groups[group] = sums = new(StringComparer.Ordinal);
            foreach (var (name, value) in values)
                sums[name] = unchecked(sums.GetValueOrDefault(name) + value);
        }
    }
}
