using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using MrJob.Core;
using MrJob.Core.Housekeeping;

namespace MrJob.Functions;

/// <summary>The sweep on its schedule: terminates the service's clusters that have been idle for too long.</summary>
public sealed class TerminateIdle(ServiceHost host)
{
    public TerminateIdle()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task HandleAsync(EventEnvelope hint, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        var report = await host.Get<IdleSweep>().SweepOnAsync(new(), deadline.Token);
        var metrics = new Dictionary<string, int>
        {
            ["TerminatedClusters"] = report.Count(SweepOutcome.Terminated), ["ProtectedClusters"] = report.Count(SweepOutcome.Protected),
            ["FailedTerminations"] = report.Count(SweepOutcome.Failed),
        };
        var others = new Dictionary<string, JsonNode?>
        {
            ["Busy"] = report.Count(SweepOutcome.Busy), ["Recent"] = report.Count(SweepOutcome.Recent), ["NotUp"] = report.Count(SweepOutcome.NotUp), ["OutOfScope"] = report.Count(SweepOutcome.OutOfScope),
            ["Unfinished"] = report.Next is not null,
        };
        host.Get<MetricsSink>()(EmbeddedMetrics.Format(host.Get<TimeProvider>().GetUtcNow(), host.Get<ServiceSettings>().Stack, metrics, others));
    }
}
