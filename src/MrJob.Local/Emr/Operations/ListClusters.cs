using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record ListClustersInput
{
    public DateTimeOffset? CreatedAfter { get; init; }
    public DateTimeOffset? CreatedBefore { get; init; }

    [OneOf("STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING", "TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS")]
    public IReadOnlyList<string>? ClusterStates { get; init; }

    public string? Marker { get; init; }
}

internal sealed record ListClustersOutput(IReadOnlyList<ClusterSummary> Clusters, string? Marker);

internal sealed record ClusterSummary(string Id, string Name, Status Status, int NormalizedInstanceHours, string ClusterArn);

/// <summary>Clusters, newest first, 50 a page. EMR promises no order; ours is the one that it gives in practice.</summary>
internal static class ListClusters
{
    public static ListClustersOutput Answer(ListClustersInput input, ClusterRegistry clusters)
    {
        var (page, marker) = Paging.Page(clusters.NewestFirst.Where(c => Matches(c, input)), c => c.Number, input.Marker);
        return new([.. page.Select(c => Summary(c, clusters.Now))], marker);
    }

    private static bool Matches(ClusterRecord cluster, ListClustersInput input) =>
        (input.ClusterStates is not { Count: > 0 } states || states.Contains(cluster.State.Wire()))
        && !(cluster.Created < input.CreatedAfter)
        && !(cluster.Created > input.CreatedBefore);

    private static ClusterSummary Summary(ClusterRecord cluster, DateTimeOffset now) => new(
        cluster.Id, cluster.Name, DescribeCluster.StatusOf(cluster), Instances.NormalizedHours(cluster, now), EmrIds.Arn(cluster.Id));
}
