using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;
using MrJob.Local.Events;

namespace MrJob.Local.Emr;

/// <summary>
/// The local EMR, over its wire protocol: JSON 1.1, POST to /, the call in <c>X-Amz-Target: ElasticMapReduce.&lt;call&gt;</c>.
/// Signatures are not checked.
/// </summary>
internal sealed partial class EmrService : IAwsService, IAsyncDisposable
{
    private const string TargetPrefix = "ElasticMapReduce.";
    private const string ContentType = "application/x-amz-json-1.1";
    private const int LargestBody = 4 * 1024 * 1024;

    private readonly EmrOptions _options;
    private readonly TimeProvider _time;
    private readonly ClusterRegistry _clusters;
    private readonly EmrOperations _operations;
    private readonly EmrQuotas? _quotas;

    public EmrService(EmrOptions options, IStepRunner runner, IEventBus bus, TimeProvider time)
    {
        (_options, _time) = (options, time);
        _clusters = new ClusterRegistry(new EmrParts(options, new ClusterStore(options.DataFolder), runner, bus, time));
        _operations = new EmrOperations(_clusters);
        _quotas = options.Quotas ? new EmrQuotas(time) : null;
    }

    /// <summary>Takes up where the last process with this data folder was. Call it once, before the first request.</summary>
    /// <exception cref="InvalidDataException">A file of the data folder cannot be read; the message names it.</exception>
    public Task StartAsync() => Task.Run(_clusters.Restore);

    /// <summary>Ends the processes of running steps, which run again at the next start.</summary>
    public ValueTask DisposeAsync() => _clusters.DisposeAsync();

    public bool Accepts(HttpRequest request) =>
        request.Headers["X-Amz-Target"].ToString().StartsWith(TargetPrefix, StringComparison.Ordinal);

    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        try
        {
            await AnswerAsync(context);
        }
        catch (EmrException refusal)
        {
            await RefuseAsync(context, refusal);
        }
        catch (BadHttpRequestException e)
        {
            await RefuseAsync(context, new EmrException("SerializationException", e.Message, e.StatusCode));
        }
#pragma warning disable CA1031 // what is left is our own fault, and AWS has an answer for that
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            CallFailed(_options.Logger, e, Operation(context.Request));
            await RefuseAsync(context, EmrException.Internal("An error occurred while processing the request: " + e.Message));
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        CheckProtocol(context.Request);
        var operation = Operation(context.Request);
        var body = await ReadAsync(context.Request);
        if (_quotas?.TryTake(operation) is false)
            throw EmrException.Throttled();

        var fault = _options.Faults.Next(operation);
        if (await FailsBeforeAsync(fault, context))
            return;
        var answer = _operations.Do(operation, body);
        if (fault?.Kind == EmrFaultKind.LostAnswer)
            context.Abort();
        else
            await WriteAsync(context, StatusCodes.Status200OK, answer);
    }

    /// <summary>Does what a fault does before the call. True when that was all.</summary>
    private async Task<bool> FailsBeforeAsync(EmrFault? fault, HttpContext context)
    {
        switch (fault?.Kind)
        {
            case EmrFaultKind.LostRequest:
                context.Abort();
                return true;
            case EmrFaultKind.ServerError:
                throw EmrException.Internal("An error was injected.", fault.Status);
            case EmrFaultKind.Throttle:
                throw EmrException.Throttled();
            case EmrFaultKind.Delay:
                await Task.Delay(fault.Delay, _time, context.RequestAborted);
                return false;
            default:
                return false;
        }
    }

    private static string Operation(HttpRequest request) => request.Headers["X-Amz-Target"].ToString()[TargetPrefix.Length..];

    /// <summary>The content type is asked for strictly: a web page cannot send it to another origin without being allowed to.</summary>
    private static void CheckProtocol(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || request.Path.Value is not ("/" or "" or null))
            throw new EmrException("UnknownOperationException", "EMR takes POST requests to / only.", StatusCodes.Status404NotFound);
        var type = request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, ContentType, StringComparison.OrdinalIgnoreCase))
            throw new EmrException("UnsupportedMediaTypeException", $"The content type must be {ContentType}, and is {type ?? "missing"}.",
                StatusCodes.Status415UnsupportedMediaType);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            body.Write(buffer, 0, read);
            if (body.Length > LargestBody)
                throw new EmrException("RequestEntityTooLargeException", $"The body must not have more than {LargestBody} bytes.",
                    StatusCodes.Status413PayloadTooLarge);
        }
        return body.ToArray();
    }

    private static Task RefuseAsync(HttpContext context, EmrException refusal) =>
        WriteAsync(context, refusal.Status, JsonSerializer.SerializeToUtf8Bytes(Body(refusal), typeof(ErrorAnswer), EmrJson.Default));

    /// <summary>
    /// The service model spells the member Message in the errors that it describes; AWS's own framework errors have message.
    /// </summary>
    private static ErrorAnswer Body(EmrException refusal) => refusal.Type is "InvalidRequestException" or "InternalServerException"
        ? new() { Type = refusal.Type, Message = refusal.Message, ErrorCode = refusal.ErrorCode }
        : new() { Type = refusal.Type, LowerMessage = refusal.Message };

    private static async Task WriteAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = ContentType;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Operation} failed.")]
    private static partial void CallFailed(ILogger logger, Exception error, string operation);
}
