using Microsoft.AspNetCore.Http;

namespace MrJob.Local.Emr;

/// <summary>
/// Faults over HTTP, for tests in any language: PUT to <c>/_mrjob/emr-faults</c> plans what the body says, DELETE plans nothing, GET
/// tells what is left, a line each. No bucket can have the name <c>_mrjob</c>.
/// </summary>
internal sealed class EmrFaultSwitch(EmrFaults faults) : IAwsService
{
    public const string Path = "/_mrjob/emr-faults";

    private const int LongestText = 64 * 1024;

    public bool Accepts(HttpRequest request) => request.Path == Path;

    public async Task HandleAsync(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsPut(method))
            await ReplaceAsync(context);
        else if (HttpMethods.IsDelete(method))
            faults.Replace("");
        else if (!HttpMethods.IsGet(method))
            (context.Response.StatusCode, context.Response.Headers.Allow) = (StatusCodes.Status405MethodNotAllowed, "GET, PUT, DELETE");
        if (context.Response.StatusCode == StatusCodes.Status200OK)
            await WriteAsync(context, string.Concat(faults.Left.Select(left => left + "\n")));
    }

    private async Task ReplaceAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not <= LongestText)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            await WriteAsync(context, $"The body must say its length, of at most {LongestText} bytes.\n");
            return;
        }
        using var reader = new StreamReader(context.Request.Body);
        try
        {
            faults.Replace(await reader.ReadToEndAsync(context.RequestAborted));
        }
        catch (FormatException e)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await WriteAsync(context, e.Message + "\n");
        }
    }

    private static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
