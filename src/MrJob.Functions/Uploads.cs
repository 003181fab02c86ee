using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using MrJob.Core;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Core.Uploads;

namespace MrJob.Functions;

/// <summary>The rules that turn uploads into jobs, and uploads that started none: the API below /uploads.</summary>
public sealed class Uploads(ServiceHost host)
{
    /// <summary>Dead letters in one answer: each is read, and a request has its time.</summary>
    private const int MostListed = 200;

    public Uploads()
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
                "GET /uploads" => await ToldAsync(await host.Get<UploadRules>().ReadAsync(deadline.Token), deadline.Token),
                "POST /uploads/check" => await CheckAsync(request, deadline.Token),
                "POST /uploads/test" => await TestAsync(request, deadline.Token),
                "GET /uploads/failed" => await FailedAsync(deadline.Token),
                "POST /uploads/failed/{id}/replay" => await WithFailedAsync(request, failed => ReplayAsync(failed, deadline.Token), deadline.Token),
                "DELETE /uploads/failed/{id}" => await WithFailedAsync(request, failed => DropAsync(failed, deadline.Token), deadline.Token),
                var other => throw new InvalidOperationException($"No answer for route '{other}': template.yaml and this handler disagree."),
            };
        }
        catch (ConfException e)
        {
            return Answers.ConfIsWrong(e, context);
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> ToldAsync(UploadRuleSet read, CancellationToken cancel) => Answers.Json(
        HttpStatusCode.OK, UploadsView.Of(host.Get<UploadRules>().Place, await host.Get<UploadRules>().CheckAsync(read, cancel)), ApiJson.Default.UploadsView);

    private async Task<APIGatewayHttpApiV2ProxyResponse> CheckAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (RequestBody.Read(request) is not { } body)
            return RequestBody.TooLarge();
        var faults = new List<Fault>();
        return UploadRequests.Text(body, faults) is { } text ? await ToldAsync(host.Get<UploadRules>().Read(text), cancel) : RequestBody.Refused(faults);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> TestAsync(APIGatewayHttpApiV2ProxyRequest request, CancellationToken cancel)
    {
        if (RequestBody.Read(request) is not { } body)
            return RequestBody.TooLarge();
        var faults = new List<Fault>();
        if (UploadRequests.Object(body, host.Get<ServiceSettings>().Tmp.Bucket, host.Get<TimeProvider>().GetUtcNow(), faults) is not { } uploaded)
            return RequestBody.Refused(faults);
        var read = await host.Get<UploadRules>().CheckAsync(await host.Get<UploadRules>().ReadAsync(cancel), cancel);
        var plan = host.Get<UploadLauncher>().Plan(read, uploaded);
        var view = new UploadTestView(
            uploaded.Uri.ToString(), plan.Rule?.Name, plan.Rule?.Match(uploaded.Uri), plan.Body is null ? null : JsonNode.Parse(plan.Body)!.AsObject(),
            [.. read.Faults.Concat(plan.Faults).Select(f => new ProblemFault(f.Path, f.Detail))]);
        return Answers.Json(HttpStatusCode.OK, view, ApiJson.Default.UploadTestView);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> FailedAsync(CancellationToken cancel)
    {
        var (newest, more) = await host.Get<FailedUploads>().ListAsync(MostListed, cancel);
        return Answers.Json(HttpStatusCode.OK, new FailedUploadListView([.. newest.Select(View)], more), ApiJson.Default.FailedUploadListView);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> WithFailedAsync(
        APIGatewayHttpApiV2ProxyRequest request, Func<FailedUpload, Task<APIGatewayHttpApiV2ProxyResponse>> answer, CancellationToken cancel) =>
        request.Id() is { } id && await host.Get<FailedUploads>().ReadAsync(id, cancel) is { } failed
            ? await answer(failed) : Answers.Problem(HttpStatusCode.NotFound, $"There is no failed upload '{Answers.Shown(request.Id())}'.");

    private async Task<APIGatewayHttpApiV2ProxyResponse> ReplayAsync(FailedUpload failed, CancellationToken cancel)
    {
        if (Event(failed).Upload is not { } upload)
            return Answers.Problem(HttpStatusCode.Conflict, "The event tells of no object: it can only be dropped.");
        switch (await host.Get<UploadLauncher>().LaunchAsync(upload, cancel))
        {
            case UploadResult.Started started:
                return await DoneAsync(failed, new(failed.Id, started.Rule, started.JobId, Before: false), cancel);
            case UploadResult.StartedBefore before:
                return await DoneAsync(failed, new(failed.Id, before.Rule, before.JobId, Before: true), cancel);
            case UploadResult.Refused refused:
                return Answers.Problem(HttpStatusCode.Conflict, $"{upload.Uri} is refused again.", refused.Faults);
            default:
                return await DoneAsync(failed, new(failed.Id, null, null, Before: false), cancel);
        }
    }

    /// <summary>The upload is seen to: it is a dead letter no more.</summary>
    private async Task<APIGatewayHttpApiV2ProxyResponse> DoneAsync(FailedUpload failed, ReplayView view, CancellationToken cancel)
    {
        await host.Get<FailedUploads>().DropAsync(failed.Id, cancel);
        return Answers.Json(HttpStatusCode.Accepted, view, ApiJson.Default.ReplayView, view.JobId is { } id ? $"/jobs/{id}" : null);
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> DropAsync(FailedUpload failed, CancellationToken cancel)
    {
        await host.Get<FailedUploads>().DropAsync(failed.Id, cancel);
        return Answers.Json(HttpStatusCode.OK, View(failed), ApiJson.Default.FailedUploadView);
    }

    private static FailedUploadView View(FailedUpload failed) => new(failed.Id, failed.At, Event(failed).Upload?.Uri.ToString(), failed.Reason);

    private static EventEnvelope Event(FailedUpload failed) => failed.Event.Deserialize(FunctionsJson.Default.EventEnvelope)!;
}
