using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Core.Configuration;

/// <summary>The options that hold: those of all sources, combined by each option's rule. Pure.</summary>
/// <param name="Values">By name; options that nobody gave are not there.</param>
/// <param name="Notes">Of all sources, and about options that another one made void.</param>
internal sealed record EffectiveOptions(IReadOnlyDictionary<string, EffectiveOption> Values, IReadOnlyList<OptionNote> Notes)
{
    /// <param name="layers">The lowest first: a later one has the last word.</param>
    public static EffectiveOptions Of(IReadOnlyList<OptionLayer> layers)
    {
        var notes = layers.SelectMany(l => l.Notes).ToList();
        var kept = WithOneWayOfInstances(layers, notes);
        var values = OptionTable.All
            .Select(option => (option.Name, Value: Combined(option, kept)))
            .Where(v => v.Value is not null)
            .ToDictionary(v => v.Name, v => v.Value!);
        if (layers is [.., var last])
            notes.AddRange(WithoutEffect(last, values));
        return new(values, notes);
    }

    /// <summary>The same as a typed record, over the built-in defaults.</summary>
    public JobOptions ToJobOptions()
    {
        var all = (JsonObject)JsonSerializer.SerializeToNode(new JobOptions(), CoreJson.Default.JobOptions)!;
        foreach (var (name, value) in Values.Where(v => OptionTable.Find(v.Key) is { Scope: OptionScope.Job or OptionScope.Cluster, ReplacedBy: null }))
            all[name] = value.Value.DeepClone();
        return all.Deserialize(CoreJson.Default.JobOptions)!;
    }

    private static EffectiveOption? Combined(Option option, IReadOnlyList<OptionLayer> layers)
    {
        Given? combined = null;
        var sources = new List<string>();
        foreach (var layer in layers)
        {
            if (!layer.Values.TryGetValue(option.Name, out var given))
                continue;
            if (given.Clears || option.Combine is Combining.Last or Combining.Cmd or Combining.Path)
                sources.Clear();
            sources.Add(layer.PlaceOf(option.Name));
            combined = Combine.Two(option.Combine, combined, given);
        }
        return combined is { } found && Combine.Finish(found, keepNulls: option.Type == OptionTypes.EmrParams) is { } value ? new(value, sources) : null;
    }

    /// <summary>What the last source says of pools where there is none, or of a cluster that is there already. Defaults of a conf may well be there for other jobs.</summary>
    private static IEnumerable<OptionNote> WithoutEffect(OptionLayer last, Dictionary<string, EffectiveOption> values)
    {
        var given = values.ContainsKey("cluster_id");
        if (!given && values.GetValueOrDefault("pool_clusters") is { } pools && pools.Value.GetValue<bool>())
            return [];
        var names = given ? OptionTable.PoolOptions.Concat(OptionTable.All.Where(o => o.Scope == OptionScope.Cluster).Select(o => o.Name)).Distinct().Where(n => n != "cluster_id") : OptionTable.PoolOptions;
        return names.Where(name => Says(last, name) && (given || name != "pool_clusters"))
            .Select(name => new OptionNote(name, given ? "has no effect: cluster_id says where the job goes" : "has no effect without pool_clusters"));
    }

    /// <summary>An empty list of fleets or groups says nothing.</summary>
    private static bool Says(OptionLayer layer, string name) => layer.Values.TryGetValue(name, out var given) && given.Value is not null and not JsonArray { Count: 0 };

    /// <summary>Of fleets, groups, and types with counts, the ones hold that were given last, and in one source the first of these; the others are left out, with a note.</summary>
    public static IReadOnlyList<OptionLayer> WithOneWayOfInstances(IReadOnlyList<OptionLayer> layers, List<OptionNote> notes)
    {
        string[][] ways = [["instance_fleets"], ["instance_groups"], [.. OptionTable.InstanceOptions]];
        var winner = layers.Reverse().Select(l => Array.Find(ways, way => way.Any(name => Says(l, name)))).FirstOrDefault(way => way is not null);
        if (winner is null)
            return layers;
        var losers = ways.Where(way => way != winner).SelectMany(way => way).ToHashSet();
        notes.AddRange(losers.Where(name => layers.Any(l => l.Values.ContainsKey(name)))
            .Select(name => new OptionNote(name, $"is void: {string.Join(", ", winner.Where(w => layers.Any(l => l.Values.ContainsKey(w))))} takes its place")));
        return [.. layers.Select(l => l with { Values = l.Values.Where(v => !losers.Contains(v.Key)).ToDictionary() })];
    }
}

/// <summary>An option's value, and the sources that had a part in it, the lowest first.</summary>
internal sealed record EffectiveOption(JsonNode Value, IReadOnlyList<string> Sources);
