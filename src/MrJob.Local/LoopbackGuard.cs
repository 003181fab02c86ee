using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace MrJob.Local;

/// <summary>What a port adds to <see cref="LoopbackRules"/>.</summary>
/// <param name="AcceptsBody">Whether the request's body is of a type that the port takes, such as <see cref="BodyRules.JsonOnly"/>.</param>
/// <param name="Answer">Writes a refusal in the port's own style; its status and plain text otherwise.</param>
internal sealed record LoopbackGuardOptions(Func<HttpRequest, bool> AcceptsBody, Func<HttpContext, Refusal, Task>? Answer = null);

/// <summary>Lets in what <see cref="LoopbackRules"/> and the port's body rule let in.</summary>
internal sealed class LoopbackGuard(RequestDelegate next, LoopbackGuardOptions options)
{
    public Task InvokeAsync(HttpContext context) =>
        Judge(context.Request) is { } refusal ? (options.Answer ?? AnswerAsync)(context, refusal) : next(context);

    private Refusal? Judge(HttpRequest request) =>
        LoopbackRules.Judge(new(request.Scheme, request.Headers.Host.ToString(), request.Headers.Origin, request.Headers["Sec-Fetch-Site"]))
        ?? (options.AcceptsBody(request)
            ? null
            : new(StatusCodes.Status415UnsupportedMediaType, $"This port takes no body of type '{request.ContentType}'."));

    private static Task AnswerAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(refusal.Reason + "\n", context.RequestAborted);
    }
}

internal static class LoopbackGuardExtensions
{
    /// <summary>Refuses what a web page could send. To be the first in the pipeline.</summary>
    public static IApplicationBuilder UseLoopbackGuard(this IApplicationBuilder app, LoopbackGuardOptions options) =>
        app.UseMiddleware<LoopbackGuard>(options);
}
