using System.Globalization;
using System.Net;
using System.Text.Json;
using Amazon.ElasticMapReduce.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Runtime;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Core.Housekeeping;
using MrJob.Core.Jobs;
using MrJob.Core.Logs;
using MrJob.Core.Logs.Push;
using MrJob.Core.Storage;

namespace MrJob.Functions;

/// <summary>What people ask of EMR by hand: POST, GET and DELETE /clusters, the sweep of idle ones, what all of them cost, why one failed, and copying logs now.</summary>
public sealed class Clusters(ServiceHost host)
{
    internal const int Days = 30;
    internal const int MostDays = 400;

    public Clusters()
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
                "POST /clusters" => await CreateAsync(request, deadline.Token),
                "GET /clusters" => await ListAsync(request, deadline.Token),
                "POST /clusters/terminate-idle" => await SweepAsync(request, deadline.Token),
                "GET /usage" => await UsageAsync(request, deadline.Token),
                "GET /clusters/{id}" => await ReadAsync(request, deadline.Token),
                "GET /clusters/{id}/diagnosis" => await DiagnoseAsync(request, deadline.Token),
                "POST /jobs/{id}/logs/push" => await PushAsync(request, deadline.Token),
                "DELETE /clusters/{id}" => await TerminateAsync(request, deadline.Token),
                var other => throw new InvalidOperationException($"No answer for route '{other}': template.yaml and this handler disagree."),
            };
        }
        catch (ConfException e)
        {
            return Answers.ConfIsWrong(e, context);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return Answers.Problem(HttpStatusCode.GatewayTimeout, "It takes longer than a request may. Ask again, or for less.");
        }
        catch (TimeoutException e)
        {
            return Answers.Problem(HttpStatusCode.TooManyRequests, e.Message);
        }
        catch (PoolFullException e)
        {
            return Answers.Problem(HttpStatusCode.Conflict, e.Message);
        }
        catch (AmazonServiceException e) when (AskFailures.IsRefusal(e))
        {
            return Answers.Problem(HttpStatusCode.BadRequest, e.Message);
        }
        catch (AmazonServiceException e) when (AskFailures.Classify(e) == AskFailure.NotNow)
        {
            return Answers.Problem(HttpStatusCode.TooManyRequests, $"EMR does not do it now; try again in some seconds. It says: {e.Message}");
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> CreateAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (RequestBody.Read(request) is not { } body)
            return RequestBody.TooLarge();
        var conf = await host.Get<ServiceConfStore>().ReadAsync(cancel);
        var faults = new List<Fault>();
        if (ClusterSpecReader.Read(body, conf, faults) is not { } spec)
            return RequestBody.Refused(faults);
        if (await host.Get<ClusterService>().StartAsync(spec, conf, faults, cancel) is not { } cluster)
            return RequestBody.Refused(faults);
        var view = new ClusterView(cluster.ClusterId, cluster.Name, "STARTING", null, cluster.Created, null, null, cluster.Pool)
        {
            Notes = spec.Notes is { Count: > 0 } notes ? notes : null,
        };
        return Answers.Json(HttpStatusCode.Accepted, view, ApiJson.Default.ClusterView, $"/clusters/{cluster.ClusterId}");
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> ListAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        var ask = new ListClustersRequest { Marker = request.Query("next") };
        if (request.Query("state") is { } states)
            ask.ClusterStates = [.. states.ToUpperInvariant().Split(',')];
        if (!Time(request, "created_after", out var after) || !Time(request, "created_before", out var before))
            return Answers.Problem(HttpStatusCode.BadRequest, "created_after and created_before must be times such as 2026-01-31T12:00:00Z.");
        (ask.CreatedAfter, ask.CreatedBefore) = (after, before);
        var page = await host.Get<ClusterService>().ListAsync(ask, cancel);
        return Answers.Json(
            HttpStatusCode.OK, new ClusterListView([.. (page.Clusters ?? []).Select(View)], page.Marker), ApiJson.Default.ClusterListView);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> ReadAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel) =>
        await FindAsync(request, cancel) is { } cluster ? Answers.Json(HttpStatusCode.OK, View(cluster), ApiJson.Default.ClusterView) : NoSuchCluster(request.Id());

    private async Task<Cluster?> FindAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (request.Id() is not { } id || !Names.IsClusterId(id))
            return null;
        try
        {
            return await host.Get<ClusterService>().ReadAsync(id, cancel);
        }
        catch (AmazonServiceException e) when (AskFailures.IsRefusal(e))
        {
            return null;
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> TerminateAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (await FindAsync(request, cancel) is not { } cluster)
            return NoSuchCluster(request.Id());
        if (EmrClusters.IsOver(cluster.Status?.State?.Value))
            return Answers.Problem(HttpStatusCode.Conflict, $"Cluster {cluster.Id} is {EmrClusters.WhyOver(cluster)} already.");
        return await host.Get<ClusterService>().TerminateAsync(cluster.Id, cluster.Name, request.Flag("force"), cancel) is { } refusal
            ? Answers.Problem(HttpStatusCode.Conflict, $"{refusal}. With --force (force=true) it is terminated all the same.")
            : Answers.Json(HttpStatusCode.Accepted, View(cluster) with { State = "TERMINATING" }, ApiJson.Default.ClusterView);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> SweepAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (RequestBody.Read(request) is not { } body)
            return RequestBody.TooLarge();
        var faults = new List<Fault>();
        if (SweepRequest.Read(body, faults) is not { } asked)
            return RequestBody.Refused(faults);
        var report = await host.Get<IdleSweep>().SweepAsync(asked.ToOptions(), asked.After, cancel);
        return Answers.Json(HttpStatusCode.OK, SweepView.Of(report), ApiJson.Default.SweepView);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> UsageAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel) =>
        request.Number("days", Days, 1, MostDays) is { } days
            ? Answers.Json(HttpStatusCode.OK, UsageView.Of(await host.Get<UsageAudit>().AuditAsync(days, cancel)), ApiJson.Default.UsageView)
            : Answers.Problem(HttpStatusCode.BadRequest, $"days must be a number from 1 to {MostDays}.");

    private async Task<APIGatewayHttpApiV2ProxyResponse> DiagnoseAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (request.Id() is not { } id || !Names.IsClusterId(id))
            return NoSuchCluster(request.Id());
        var (step, logUri) = (request.Query("step_id"), request.Query("log_uri"));
        if (step is not null && !Names.IsStepId(step))
            return Answers.Problem(HttpStatusCode.BadRequest, $"step_id must be a step's id, such as s-1A2B3C4D5E6F7; '{Answers.Shown(step)}' is none.");
        if (logUri is not null && !S3Uri.TryParse(logUri, out _))
            return Answers.Problem(HttpStatusCode.BadRequest, "log_uri must be the folder of the cluster's LogUri, such as s3://my-logs/emr/.");
        if (await host.Get<ClusterDiagnosis>().DiagnoseAsync(id, step, logUri, cancel) is not { } found)
            return Answers.Problem(
                HttpStatusCode.NotFound, $"EMR knows no cluster '{id}', or the cluster has no LogUri. If its logs are on S3 all the same, say in which folder the cluster's own folder is: --log-uri (log_uri).");
        var logs = await host.Get<JobOutput>().LinksAsync(found.Logs.Take(LogCollector.MostListed));
        var view = new DiagnosisView(
            found.ClusterId, found.ClusterState, found.StepId, found.StepName, found.StepState, found.Cause, logs, found.Logs.Count - logs.Count, found.Others,
            found.Problem);
        return Answers.Json(HttpStatusCode.OK, view, ApiJson.Default.DiagnosisView);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> PushAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (request.JobId() is not { } id || await host.Get<JobStore>().ReadAsync(id, cancel) is not { Value: var job })
            return Answers.NoSuchJob(request.Id());
        var (step, refusal) = await host.Get<LogPusher>().PushAsync(job, request.Flag("force"), cancel);
        return step is null
            ? Answers.Problem(HttpStatusCode.Conflict, $"The logs are not copied: {refusal}.")
            : Answers.Json(HttpStatusCode.Accepted, new PushView(job.Id, job.ClusterId!, step), ApiJson.Default.PushView);
    }

    private static APIGatewayHttpApiV2ProxyResponse NoSuchCluster(string? id) =>
        Answers.Problem(HttpStatusCode.NotFound, $"EMR knows no cluster '{Answers.Shown(id)}'.");

    private static bool Time(APIGatewayHttpApiV2ProxyRequest request, string name, out DateTime? time)
    {
        time = null;
        if (request.Query(name) is not { } text)
            return true;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
            return false;
        time = parsed.UtcDateTime;
        return true;
    }

    private static ClusterView View(Cluster c) => new(
        c.Id, c.Name, c.Status?.State?.Value, c.Status?.StateChangeReason?.Message, Utc(c.Status?.Timeline?.CreationDateTime),
        Utc(c.Status?.Timeline?.ReadyDateTime), Utc(c.Status?.Timeline?.EndDateTime), c.Tags?.Find(t => t.Key == ClusterTags.Pool)?.Value);

    private static ClusterView View(ClusterSummary c) => new(
        c.Id, c.Name, c.Status?.State?.Value, c.Status?.StateChangeReason?.Message, Utc(c.Status?.Timeline?.CreationDateTime),
        Utc(c.Status?.Timeline?.ReadyDateTime), Utc(c.Status?.Timeline?.EndDateTime), null);

    private static DateTimeOffset? Utc(DateTime? time) => time is { } t ? new DateTimeOffset(t.ToUniversalTime()) : null;
}
