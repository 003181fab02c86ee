using System.Globalization;
using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Gateway.Handlers;

/// <summary>A function of the template, run in this process. Its one instance is made at the first invocation and serves all.</summary>
/// <param name="activate">Makes the instance of a handler's type.</param>
internal sealed class LambdaFunction(
    FunctionResource resource, HandlerMethod handler, Func<Type, object> activate, TimeProvider time, Action<string> log) : IAsyncDisposable
{
    // Lambda's own bound is the account's quota; a laptop has to stay responsive when thousands of events come at once.
    private const int UnreservedAsyncConcurrency = 50;

    /// <summary>Null when the function reserves no concurrency at all: then it never runs.</summary>
    private readonly SemaphoreSlim? _slots =
        resource.ReservedConcurrency == 0 ? null : new(resource.ReservedConcurrency ?? UnreservedAsyncConcurrency);

    private readonly Lock _making = new();
    private object? _instance;

    public FunctionResource Resource => resource;

    /// <summary>
    /// A synchronous invocation: refused when the reserved concurrency is in use. The result comes within the function's Timeout; the
    /// handler cannot be killed as Lambda would, so one that ran out of time is left to itself.
    /// </summary>
    /// <param name="abandon">Stops waiting for the handler.</param>
    public async Task<InvocationResult> InvokeAsync(byte[] payload, CancellationToken abandon)
    {
        var requestId = Guid.NewGuid().ToString();
        if (resource.ReservedConcurrency is null)
            return await RunAsync(payload, requestId, abandon);
        if (_slots is null || !await _slots.WaitAsync(0, CancellationToken.None))
            return Throttled();
        return await RunAndReleaseAsync(_slots, payload, requestId, abandon);
    }

    /// <summary>One attempt of an asynchronous invocation: waits its turn.</summary>
    /// <param name="requestId">The same for all attempts.</param>
    /// <param name="stop">Stops waiting for a turn.</param>
    public async Task<InvocationResult> InvokeInTurnAsync(
        byte[] payload, string requestId, CancellationToken stop, CancellationToken abandon)
    {
        if (_slots is null)
            return Throttled();
        await _slots.WaitAsync(stop);
        return await RunAndReleaseAsync(_slots, payload, requestId, abandon);
    }

    public async ValueTask DisposeAsync()
    {
        if (_instance is IAsyncDisposable resources)
            await resources.DisposeAsync();
        else
            (_instance as IDisposable)?.Dispose();
    }

    private static InvocationResult Throttled() =>
        InvocationResult.Failure(InvocationStatus.Throttled, "TooManyRequestsException", "Rate Exceeded.");

    private async Task<InvocationResult> RunAndReleaseAsync(
        SemaphoreSlim slots, byte[] payload, string requestId, CancellationToken abandon)
    {
        try
        {
            return await RunAsync(payload, requestId, abandon);
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task<InvocationResult> RunAsync(byte[] payload, string requestId, CancellationToken abandon)
    {
        var context = new LocalLambdaContext(resource, requestId, time, line => log($"{resource.LogicalId}: {line}"));
        // On a thread of its own from the start: a handler need not be asynchronous to be timed out.
        var run = Task.Run(() => RunHandlerAsync(payload, context), CancellationToken.None);
        try
        {
            return await run.WaitAsync(resource.Timeout, time, abandon);
        }
        catch (TimeoutException)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"Task timed out after {resource.Timeout.TotalSeconds:F2} seconds");
            log($"{resource.LogicalId}: {requestId} {message}");
            return InvocationResult.Failure(InvocationStatus.TimedOut, "Sandbox.Timedout", $"RequestId: {requestId} Error: {message}");
        }
    }

    private async Task<InvocationResult> RunHandlerAsync(byte[] payload, LocalLambdaContext context)
    {
        try
        {
            return InvocationResult.Of(await handler.InvokeAsync(Instance(), payload, context));
        }
        catch (Exception e)
        {
            log($"{resource.LogicalId}: {context.AwsRequestId} {e}");
            return InvocationResult.Of(e);
        }
    }

    private object? Instance()
    {
        if (handler.IsStatic)
            return null;
        lock (_making)
            return _instance ??= activate(handler.Type);
    }
}
