using System.Net;
using System.Text;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Core.Jobs;

namespace MrJob.Functions;

/// <summary>POST /jobs: checks a job, writes it down, answers 202. The job is accepted with the answer and never lost after it.</summary>
public sealed class SubmitJob(ServiceHost host)
{
    public SubmitJob()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        if (QueryParameters.Refusal(request) is { } refusal)
            return refusal;
        if (RequestBody.Read(request) is not { } body)
            return RequestBody.TooLarge();
        if (request.Header("idempotency-key") is { Length: 0 or > RequestBody.MaxKeyLength })
            return Answers.Problem(HttpStatusCode.BadRequest, $"Idempotency-Key may have 1 to {RequestBody.MaxKeyLength} characters.");
        using var deadline = context.Deadline();
        try
        {
            return await SubmitAsync(request, body, deadline.Token);
        }
        catch (ConfException e)
        {
            return Answers.ConfIsWrong(e, context);
        }
    }

    private async Task<APIGatewayHttpApiV2ProxyResponse> SubmitAsync(APIGatewayHttpApiV2ProxyRequest request, string body, CancellationToken cancel)
    {
        var conf = await host.Get<ServiceConfStore>().ReadAsync(cancel);
        var faults = new List<Fault>();
        if (JobSpecReader.Read(body, conf, faults) is not { } spec)
            return RequestBody.Refused(faults);
        var result = await host.Get<Submission>().SubmitAsync(spec, conf, body, request.Caller(), request.Header("idempotency-key"), cancel);
        return result switch
        {
            SubmissionResult.Accepted { Job: var job } => Answers.Json(
                HttpStatusCode.Accepted, AcceptedView.Of(job), ApiJson.Default.AcceptedView, $"/jobs/{job.Id}"),
            SubmissionResult.Refused { Faults: var tooLong } => RequestBody.Refused(tooLong),
            SubmissionResult.KeyTaken { JobId: var taken } => Answers.Problem(
                HttpStatusCode.UnprocessableEntity, $"This Idempotency-Key was used with another body, for job {taken}."),
            SubmissionResult.Underway => Answers.Problem(
                HttpStatusCode.Conflict, "A request with this Idempotency-Key and another body has not been answered yet. Try again in a quarter of an hour, or use a key of its own."),
            _ => throw new InvalidOperationException($"A submission ended as {result.GetType().Name}."),
        };
    }
}
