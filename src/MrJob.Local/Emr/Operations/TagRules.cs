using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

/// <summary>Tags of a cluster: at most 50, each key once.</summary>
internal static class TagRules
{
    private const int Most = 50;

    /// <summary>The tags with others put over them: a new value for a known key keeps its place.</summary>
    public static IReadOnlyList<Tag> Merge(IReadOnlyList<Tag> tags, IReadOnlyList<Tag> added)
    {
        List<Tag> merged = [.. tags];
        foreach (var tag in added.Select(t => t with { Value = t.Value ?? "" }))
        {
            var at = merged.FindIndex(t => t.Key == tag.Key);
            if (at < 0)
                merged.Add(tag);
            else
                merged[at] = tag;
        }
        return merged;
    }

    public static void Check(IReadOnlyList<Tag> tags, Func<string, EmrException> refuse)
    {
        if (tags.Count > Most)
            throw refuse($"A cluster can have at most {Most} tags.");
        if (tags.FirstOrDefault(t => t.Key is "" || t.Key!.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)) is { } reserved)
            throw refuse($"Tag key '{reserved.Key}' is not valid: keys must not be empty or start with 'aws:'.");
    }
}
