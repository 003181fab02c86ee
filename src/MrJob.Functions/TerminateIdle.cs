using Amazon.Lambda.Core;
using MrJob.Core.Housekeeping;

namespace MrJob.Functions;

/// <summary>The sweep: terminates the service's clusters that have been idle for too long.</summary>
public sealed class TerminateIdle(ServiceHost host)
{
    public TerminateIdle()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task HandleAsync(EventEnvelope hint, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        await host.Get<IdleSweep>().SweepAsync(deadline.Token);
    }
}
