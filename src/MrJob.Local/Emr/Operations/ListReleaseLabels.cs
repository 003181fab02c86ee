using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record ListReleaseLabelsInput
{
    public ReleaseLabelFilter? Filters { get; init; }
    public string? NextToken { get; init; }
    [Between(1, 100)] public int? MaxResults { get; init; }
}

/// <param name="Application">Taken and ignored: which release has which application is not known here.</param>
internal sealed record ReleaseLabelFilter(string? Prefix, string? Application);

internal sealed record ListReleaseLabelsOutput(IReadOnlyList<string> ReleaseLabels, string? NextToken);

/// <summary>The releases of EMR, newest first.</summary>
internal static class ListReleaseLabels
{
    private const int MostResults = 100;

    public static ListReleaseLabelsOutput Answer(ListReleaseLabelsInput input)
    {
        var labels = Releases.Labels.Where(l => l.StartsWith(input.Filters?.Prefix ?? "", StringComparison.Ordinal));
        var (page, next) = Paging.Page(labels.Index(), l => -l.Index, input.NextToken, input.MaxResults ?? MostResults);
        return new([.. page.Select(l => l.Item)], next);
    }
}
