using System.Reflection;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;

namespace MrJob.Core.Tests.Clusters;

public class ClusterListingTests
{
    [Fact]
    public async Task All_pages_are_read_and_a_cluster_that_shifts_to_the_next_page_comes_once()
    {
        var emr = FakeEmr.With(120);
        emr.OnPage = () => emr.Start(); // before every page a new cluster pushes the others on

        var ids = await new ClusterListing(emr.Client).ListAsync(new()).Select(c => c.Id).ToListAsync();

        ids.ShouldBeUnique();
        ids.ShouldBe(Enumerable.Range(0, 120).Select(i => $"j-{i}"), ignoreOrder: true, "what was there at the start");
    }

    [Fact]
    public async Task States_and_bounds_of_time_choose()
    {
        var emr = FakeEmr.With(10);
        emr.Clusters[3].Status.State = ClusterState.WAITING;
        emr.Clusters[7].Status.State = ClusterState.WAITING;
        var listing = new ClusterListing(emr.Client);

        (await Ids(listing.ListAsync(new() { States = ["WAITING"] }))).ShouldBe(["j-7", "j-3"]);
        (await Ids(listing.ListAsync(new() { CreatedAfter = Some.Time.AddMinutes(8) }))).ShouldBe(["j-9", "j-8"]);
        (await Ids(listing.ListAsync(new() { CreatedBefore = Some.Time.AddMinutes(1) }))).ShouldBe(["j-1", "j-0"]);
        (await Ids(listing.ListAsync(new() { Ids = ["j-3", "j-4", "j-none"], States = ["WAITING"] }))).ShouldBe(["j-3"]);
        (await Ids(listing.ListAsync(new() { Ids = ["j-3", "j-4"], CreatedAfter = Some.Time.AddMinutes(4) }))).ShouldBe(["j-4"]);
    }

    [Fact]
    public async Task Ids_are_described_one_by_one_and_unknown_ones_are_told()
    {
        var emr = FakeEmr.With(3);

        var described = await new ClusterListing(emr.Client).DescribeAsync(new() { Ids = ["j-1", "j-none", "j-1"] }).ToListAsync();

        described.Select(d => (d.Id, d.Cluster?.Name)).ShouldBe([("j-1", "cluster 1"), ("j-none", null)]);
        emr.Pages.ShouldBe(0);
    }

    [Fact]
    public async Task Pages_are_read_as_clusters_are_taken()
    {
        var emr = FakeEmr.With(120);
        (await new ClusterListing(emr.Client).DescribeAsync(new()).Take(3).ToListAsync()).Count.ShouldBe(3);
        emr.Pages.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_no_refusal_is_thrown()
    {
        var emr = FakeEmr.With(1);
        emr.OnPage = () => throw new AmazonElasticMapReduceException("slow down") { ErrorCode = "ThrottlingException" };
        await Should.ThrowAsync<AmazonElasticMapReduceException>(async () => await new ClusterListing(emr.Client).ListAsync(new()).ToListAsync());
    }

    private static ValueTask<List<string>> Ids(IAsyncEnumerable<ClusterSummary> clusters) => clusters.Select(c => c.Id).ToListAsync();
}

/// <summary>An EMR that lists and describes, 50 clusters a page, newest first; a marker is a place in the list, which shifts.</summary>
public class FakeEmr : DispatchProxy
{
    internal List<Cluster> Clusters { get; } = [];

    internal Action OnPage { get; set; } = () => { };

    internal int Pages { get; private set; }

    internal IAmazonElasticMapReduce Client => (IAmazonElasticMapReduce)(object)this;

    internal static FakeEmr With(int clusters)
    {
        var emr = (FakeEmr)(object)Create<IAmazonElasticMapReduce, FakeEmr>();
        for (var i = 0; i < clusters; i++)
            emr.Start();
        return emr;
    }

    internal void Start() => Clusters.Add(new()
    {
        Id = $"j-{Clusters.Count}", Name = $"cluster {Clusters.Count}",
        Status = new() { State = ClusterState.RUNNING, Timeline = new() { CreationDateTime = Some.Time.AddMinutes(Clusters.Count).UtcDateTime } },
    });

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => args?[0] switch
    {
        ListClustersRequest request => Task.FromResult(List(request)),
        DescribeClusterRequest request => Clusters.Find(c => c.Id == request.ClusterId) is { } found
            ? Task.FromResult(new DescribeClusterResponse { Cluster = found })
            : Task.FromException<DescribeClusterResponse>(new AmazonElasticMapReduceException("Cluster id is not valid.") { ErrorCode = "InvalidRequestException" }),
        _ => throw new NotSupportedException($"{targetMethod?.Name} was called."),
    };

    private ListClustersResponse List(ListClustersRequest request)
    {
        if (Pages++ > 0 || Clusters.Count == 1)
            OnPage();
        var at = int.Parse(request.Marker ?? "0", null);
        var chosen = Clusters.AsEnumerable().Reverse().Where(c => (request.ClusterStates is null || request.ClusterStates.Contains(c.Status.State.Value))
            && !(c.Status.Timeline.CreationDateTime < request.CreatedAfter) && !(c.Status.Timeline.CreationDateTime > request.CreatedBefore)).ToList();
        return new()
        {
            Clusters = [.. chosen.Skip(at).Take(50).Select(c => new ClusterSummary { Id = c.Id, Name = c.Name, Status = c.Status })],
            Marker = at + 50 < chosen.Count ? (at + 50).ToString((IFormatProvider?)null) : null,
        };
    }
}
