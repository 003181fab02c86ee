using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using MrJob.Local.Gateway.Handlers;
using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Gateway.Http;

/// <summary>A route with the function behind it.</summary>
internal sealed record ApiRoute(LambdaFunction Function, RouteSource Source);

/// <summary>Answers requests as an HTTP API with Lambda proxy integrations does, its errors and limits included.</summary>
/// <param name="abandon">Ends waiting for handlers.</param>
internal sealed class HttpApi(RouteTable<ApiRoute> routes, TimeProvider time, CancellationToken abandon)
{
    /// <summary>10 MB: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html</summary>
    public const int MaxBody = 10 * 1024 * 1024;

    public async Task HandleAsync(HttpContext http)
    {
        var requestId = ProxyRequest.NewRequestId();
        http.Response.Headers["Apigw-Requestid"] = requestId;
        var path = RawPath(http);
        if (routes.Match(http.Request.Method, path) is not { } match)
            await AnswerAsync(http, StatusCodes.Status404NotFound, "Not Found");
        else if (await BodyAsync(http) is { } body)
            await InvokeAsync(http, match, ProxyRequest.Write(
                http.Request, path, match.Key, match.Parameters, body, match.Target.Source.Iam, requestId, time.GetUtcNow()));
    }

    private async Task InvokeAsync(HttpContext http, RouteMatch<ApiRoute> match, byte[] payload)
    {
        if (payload.Length > InvocationResult.MaxPayload)
        {
            await AnswerAsync(http, StatusCodes.Status413PayloadTooLarge, "Request Too Long");
            return;
        }

        if (await ResultAsync(match.Target, payload) is not { Status: not InvocationStatus.Throttled } result)
            await AnswerAsync(http, StatusCodes.Status503ServiceUnavailable, "Service Unavailable");
        else if (result.Status == InvocationStatus.Succeeded && ProxyResponse.Read(result.Payload) is { } response)
            await AnswerAsync(http, response);
        else
            await AnswerAsync(http, StatusCodes.Status500InternalServerError, "Internal Server Error");
    }

    /// <summary>The function's result, or null when it takes longer than the API waits. The invocation then goes on, unheard.</summary>
    private async Task<InvocationResult?> ResultAsync(ApiRoute route, byte[] payload)
    {
        try
        {
            return await route.Function.InvokeAsync(payload, abandon).WaitAsync(route.Source.Timeout, time, abandon);
        }
        catch (TimeoutException)
        {
            return null;
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>The whole body, or null after a refusal has been sent.</summary>
    private static async Task<byte[]?> BodyAsync(HttpContext http)
    {
        try
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            return body.ToArray();
        }
        catch (BadHttpRequestException e)
        {
            var tooLong = e.StatusCode == StatusCodes.Status413PayloadTooLarge;
            await AnswerAsync(http, tooLong ? e.StatusCode : StatusCodes.Status400BadRequest, tooLong ? "Request Too Long" : "Bad Request");
            return null;
        }
    }

    /// <summary>The path as it was sent: the server would unescape parts of it and resolve dots.</summary>
    private static string RawPath(HttpContext http)
    {
        var target = http.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        return target.StartsWith('/') ? target.Split('?')[0] : http.Request.Path.ToUriComponent() is { Length: > 0 } path ? path : "/";
    }

    private static async Task AnswerAsync(HttpContext http, ProxyResponse response)
    {
        http.Response.StatusCode = response.Status;
        foreach (var (name, value) in response.Headers)
            http.Response.Headers.Append(name, value);
        if (response.Status is StatusCodes.Status204NoContent or StatusCodes.Status205ResetContent or StatusCodes.Status304NotModified)
            return;
        http.Response.ContentLength = response.Body.Length;
        await http.Response.Body.WriteAsync(response.Body, http.RequestAborted);
    }

    private static Task AnswerAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync($$"""{"message":"{{message}}"}""", http.RequestAborted);
    }
}
