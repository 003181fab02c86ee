using System.Net;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using MrJob.Core.Jobs;

namespace MrJob.Functions;

/// <summary>DELETE /jobs/{id}: records that the job is to be cancelled. Nothing of it starts afterwards; what runs is ended by the trackers.</summary>
public sealed class CancelJob(ServiceHost host)
{
    public CancelJob()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task<APIGatewayHttpApiV2ProxyResponse> HandleAsync(APIGatewayHttpApiV2ProxyRequest request, ILambdaContext context)
    {
        if (QueryParameters.Refusal(request) is { } refusal)
            return refusal;
        using var deadline = context.Deadline();
        if (request.JobId() is not { } id || await host.Get<JobStore>().ReadAsync(id, deadline.Token) is not { } job)
            return Answers.NoSuchJob(request.Id());
        if (job.Value.State.IsFinal())
            return Answers.Problem(HttpStatusCode.Conflict, $"Job {id} has ended already: {job.Value.State.ToString().ToUpperInvariant()}.");
        var cancelled = await host.Get<Canceller>().RequestAsync(job, deadline.Token);
        return Answers.Json(
            HttpStatusCode.Accepted, AcceptedView.Of(cancelled.Value), ApiJson.Default.AcceptedView, $"/jobs/{id}");
    }
}
