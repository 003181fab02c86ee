namespace MrJob.Local.Gateway.Handlers;

/// <summary>
/// Lambda's queue for asynchronous invocations: what events and schedules go through. A failing function is tried again as its
/// EventInvokeConfig says, by default twice, a minute and two minutes later. An invocation that keeps failing is dropped, with a
/// line in the log.
/// </summary>
/// <param name="stop">Ends all waiting; what runs, runs on.</param>
/// <param name="abandon">Ends waiting for handlers too.</param>
internal sealed class AsyncInvoker(
    LambdaFunction function, TimeProvider time, Action<string> log, CancellationToken stop, CancellationToken abandon)
{
    /// <summary>Returns when the function has succeeded or the invocation was dropped.</summary>
    /// <param name="what">Names the payload in the log.</param>
    /// <exception cref="OperationCanceledException">The gateway stops before the function has succeeded.</exception>
    public async Task InvokeAsync(byte[] payload, string what)
    {
        var (requestId, accepted, policy) = (Guid.NewGuid().ToString(), time.GetUtcNow(), function.Resource.AsyncRetries);
        for (var attempts = 1; ; attempts++)
        {
            var result = await function.InvokeInTurnAsync(payload, requestId, stop, abandon);
            if (result.Status == InvocationStatus.Succeeded)
                return;
            if (!policy.Allows(attempts, time.GetUtcNow() - accepted))
            {
                var times = attempts == 1 ? "1 attempt" : $"{attempts} attempts";
                log($"{function.Resource.LogicalId}: dropped {what} after {times}: {result.Error}");
                return;
            }

            await Task.Delay(RetryPolicy.Wait(attempts), time, stop);
        }
    }
}
