using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record DescribeReleaseLabelInput
{
    [Required] public string? ReleaseLabel { get; init; }
    public string? NextToken { get; init; }
    [Between(1, 100)] public int? MaxResults { get; init; }
}

internal sealed record DescribeReleaseLabelOutput(
    string ReleaseLabel, IReadOnlyList<SimplifiedApplication> Applications, string? NextToken, IReadOnlyList<OSRelease> AvailableOSReleases);

internal sealed record SimplifiedApplication(string Name);

internal sealed record OSRelease(string Label);

/// <summary>A release, with the applications that steps can use here. Their versions are this machine's, so none is said.</summary>
internal static class DescribeReleaseLabel
{
    private const int MostResults = 100;

    private static readonly SimplifiedApplication[] Applications = [new("Hadoop"), new("Spark")];

    public static DescribeReleaseLabelOutput Answer(DescribeReleaseLabelInput input)
    {
        if (!Releases.Labels.Contains(input.ReleaseLabel))
            throw EmrException.InvalidRequest($"Release label '{input.ReleaseLabel}' is not valid.");
        var (page, next) = Paging.Page(Applications.Index(), a => -a.Index, input.NextToken, input.MaxResults ?? MostResults);
        return new(input.ReleaseLabel!, [.. page.Select(a => a.Item)], next, []);
    }
}
