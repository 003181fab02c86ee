using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;

namespace MrJob.Functions.Tests.Service;

/// <summary>An invocation whose time is the lab's.</summary>
internal sealed class LabContext(TimeProvider time, TimeSpan timeout) : TestLambdaContext, ILambdaContext
{
    private readonly DateTimeOffset _end = time.GetUtcNow() + timeout;

    TimeSpan ILambdaContext.RemainingTime => _end - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero;
}
