using System.Net;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using MrJob.Core;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Functions;

/// <summary>Pools as the inventory has them: GET /pools, GET /pools/{name}, and POST /pools/{name}/explain. Asks EMR nothing.</summary>
public sealed class Pools(ServiceHost host)
{
    public Pools()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        if (QueryParameters.Refusal(request) is { } refusal)
            return refusal;
        using var deadline = context.Deadline();
        try
        {
            return request.RouteKey switch
            {
                "GET /pools" => await ListAsync(deadline.Token),
                "GET /pools/{name}" => await ReadAsync(request, deadline.Token),
                "POST /pools/{name}/explain" => await ExplainAsync(request, deadline.Token),
                var other => throw new InvalidOperationException($"No answer for route '{other}': template.yaml and this handler disagree."),
            };
        }
        catch (ConfException e)
        {
            return Answers.ConfIsWrong(e, context);
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> ListAsync(CancellationToken cancel)
    {
        var inventory = await host.Get<InventoryKeeper>().LoadAsync(cancel);
        var pools = inventory.Clusters.Where(c => c.Pool is not null).GroupBy(c => c.Pool!).OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => new PoolSummaryView(
                p.Key, p.Count(), p.Count(c => inventory.WhyBusy(c) is null), p.Count(c => !c.IsUp), p.Sum(c => c.Shape?.ComputeUnits ?? 0)));
        return Answers.Json(HttpStatusCode.OK, new PoolListView([.. pools]), ApiJson.Default.PoolListView);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> ReadAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        var name = request.Path("name") ?? "";
        var inventory = await host.Get<InventoryKeeper>().LoadAsync(cancel);
        var now = host.Get<StorageClock>().Now;
        var members = PoolRank.Order(inventory.Clusters.Where(c => c.Pool == name), now);
        if (members.Count == 0)
            return Answers.Problem(HttpStatusCode.NotFound, $"No cluster is in pool '{Answers.Shown(name)}'.");
        var leases = await Task.WhenAll(members.Select(c => host.Get<LeaseBook>().ReadAsync(c.ClusterId, cancel)));
        var clusters = members.Zip(leases, (cluster, lease) => PoolClusterView.Of(cluster, lease?.Value, inventory.JobsOn(cluster.ClusterId), now));
        var taken = (await host.Get<PoolPlaceBook>().ReadAsync(name, cancel)).Taken.Count;
        return Answers.Json(HttpStatusCode.OK, new PoolView(name, taken, [.. clusters]), ApiJson.Default.PoolView);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> ExplainAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (RequestBody.Read(request) is not { } body)
            return RequestBody.TooLarge();
        var name = request.Path("name") ?? "";
        if (!Names.IsValid(name))
            return Answers.Problem(HttpStatusCode.BadRequest, $"'{Answers.Shown(name)}' cannot be a pool's name: it {Names.Rule}.");
        var faults = new List<Fault>();
        var conf = await host.Get<ServiceConfStore>().ReadAsync(cancel);
        if (JobSpecReader.Read(body, conf, faults, needsInput: false) is not { } spec)
            return RequestBody.Refused(faults);
        var notes = WouldNotPool(spec.Options);
        spec = spec with { Options = spec.Options with { PoolClusters = true, PoolName = name, ClusterId = null } };
        var job = JobFactory.Create(spec, request.Caller(), host.Get<StorageClock>().Now, host.Get<ServiceSettings>());
        job = await host.Get<Submission>().IdentifiedAsync(job, faults, cancel);
        if (faults.Count > 0)
            return RequestBody.Refused(faults);
        var (choice, decision, inventory) = await host.Get<PoolPlacer>().ExplainAsync(job, cancel);
        return Answers.Json(HttpStatusCode.OK, ExplainView.Of(job.Pool!, choice, decision, inventory) with { Notes = notes }, ApiJson.Default.ExplainView);
    }

    /// <summary>The question is what the job would do in this pool; whoever asks should know when it would not go there.</summary>
    private static IReadOnlyList<string>? WouldNotPool(JobOptions options) => options switch
    {
        { ClusterId: { } given } => [$"With these options the job goes to cluster {given} (cluster_id), not to the pool."],
        { PoolClusters: false } => ["With these options the job starts a cluster of its own; with pool_clusters it does what is said here."],
        _ => null,
    };
}
