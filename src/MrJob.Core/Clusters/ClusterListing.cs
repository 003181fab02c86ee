using System.Runtime.CompilerServices;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;

namespace MrJob.Core.Clusters;

/// <summary>Which clusters are meant. What is not set excludes none.</summary>
public sealed record ClusterQuery
{
    /// <summary>EMR's names, such as <c>WAITING</c>; empty for all.</summary>
    public IReadOnlyList<string> States { get; init; } = [];

    /// <summary>Only these; empty for all. They are asked for one by one.</summary>
    public IReadOnlyList<string> Ids { get; init; } = [];

    /// <summary>Only clusters that were created then or later.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Only clusters that were created then or earlier.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    internal bool Takes(ClusterStatus? status) =>
        (States.Count == 0 || States.Contains(status?.State?.Value, StringComparer.Ordinal))
        && !(Created(status) < CreatedAfter) && !(Created(status) > CreatedBefore);

    private static DateTimeOffset? Created(ClusterStatus? status) =>
        status?.Timeline?.CreationDateTime is { } date ? new DateTimeOffset(date.ToUniversalTime()) : null;
}

/// <summary>A cluster that was asked about.</summary>
/// <param name="Cluster">Null when EMR does not know the id: it never did, or forgot it two months after the end.</param>
public sealed record ClusterDescription(string Id, Cluster? Cluster);

/// <summary>
/// Every cluster that EMR knows and that a query means, page by page (EMR gives 50) as they are taken, in EMR's order, which is none to rely
/// on. Pages shift while clusters come and go; each cluster is given once all the same.
/// </summary>
public sealed class ClusterListing(IAmazonElasticMapReduce emr)
{
    /// <summary>The clusters as EMR lists them. Those asked for by id must be described for that; unknown ids are left out.</summary>
    public IAsyncEnumerable<ClusterSummary> ListAsync(ClusterQuery query, CancellationToken cancel = default) => query.Ids.Count == 0
        ? PagesAsync(query, cancel)
        : DescribeAsync(query, cancel).Where(d => d.Cluster is not null).Select(d => Summary(d.Cluster!));

    /// <summary>Everything that EMR knows of each cluster: one call each. Unknown ids are given too, without a cluster.</summary>
    public async IAsyncEnumerable<ClusterDescription> DescribeAsync(ClusterQuery query, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var id in IdsAsync(query, cancel))
        {
            var cluster = await DescribeAsync(id, cancel);
            if (cluster is null || query.Takes(cluster.Status)) // it may have changed since it was listed
                yield return new(id, cluster);
        }
    }

    private IAsyncEnumerable<string> IdsAsync(ClusterQuery query, CancellationToken cancel) =>
        query.Ids.Count > 0 ? query.Ids.Distinct(StringComparer.Ordinal).ToAsyncEnumerable() : PagesAsync(query, cancel).Select(c => c.Id);

    private async IAsyncEnumerable<ClusterSummary> PagesAsync(ClusterQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var request = new ListClustersRequest
        {
            ClusterStates = query.States.Count == 0 ? null : [.. query.States],
            CreatedAfter = query.CreatedAfter?.UtcDateTime, CreatedBefore = query.CreatedBefore?.UtcDateTime,
        };
        do
        {
            var page = await emr.ListClustersAsync(request, cancel);
            foreach (var cluster in (page.Clusters ?? []).Where(c => seen.Add(c.Id)))
                yield return cluster;
            request.Marker = page.Marker;
        }
        while (!string.IsNullOrEmpty(request.Marker));
    }

    private async Task<Cluster?> DescribeAsync(string id, CancellationToken cancel)
    {
        try
        {
            return (await emr.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = id }, cancel)).Cluster;
        }
        catch (AmazonServiceException e) when (AskFailures.IsRefusal(e))
        {
            return null;
        }
    }

    private static ClusterSummary Summary(Cluster cluster) => new()
    {
        Id = cluster.Id, Name = cluster.Name, Status = cluster.Status, ClusterArn = cluster.ClusterArn, NormalizedInstanceHours = cluster.NormalizedInstanceHours,
    };
}
