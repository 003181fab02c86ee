using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record AddTagsInput
{
    [Required] public string? ResourceId { get; init; }
    [Required] public IReadOnlyList<Tag>? Tags { get; init; }
}

internal sealed record RemoveTagsInput
{
    [Required] public string? ResourceId { get; init; }
    [Required] public IReadOnlyList<string>? TagKeys { get; init; }
}

/// <summary>AddTags and RemoveTags. Only active clusters can be tagged.</summary>
internal static class Tags
{
    public static Empty Add(AddTagsInput input, ClusterRegistry clusters) => Change(clusters, input.ResourceId, tags =>
    {
        var merged = TagRules.Merge(tags, input.Tags!);
        TagRules.Check(merged, message => EmrException.InvalidRequest(message));
        return merged;
    });

    public static Empty Remove(RemoveTagsInput input, ClusterRegistry clusters) => Change(clusters, input.ResourceId,
        tags => [.. tags.Where(t => !input.TagKeys!.Contains(t.Key))]);

    private static Empty Change(ClusterRegistry clusters, string? id, Func<IReadOnlyList<Tag>, IReadOnlyList<Tag>> change)
    {
        clusters.Cluster(id).Change((cluster, _) => cluster.State.IsActive()
            ? cluster with { Request = cluster.Request with { Tags = change(cluster.Tags) } }
            : throw EmrException.ClusterNotModifiable());
        return new Empty();
    }
}
