using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using MrJob.Core.Jobs;
using MrJob.Core.Logs;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MrJob.Functions;

/// <summary>Makes the reports of jobs that have ended: a first one at once, again as their cluster's logs arrive and on every tick, until it is final.</summary>
public sealed partial class CollectLogs(ServiceHost host)
{
    /// <summary>The logs of one job must not take the time of all others.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    /// <summary>What could not be read for so long never will be.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public CollectLogs()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task HandleAsync(EventEnvelope hint, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        await foreach (var id in host.Get<JobStore>().ReportsAskedAsync(deadline.Token))
        {
            try
            {
                await CollectAsync(id, hint.LoggedCluster, deadline.Token);
            }
            catch (Exception e) when (!deadline.IsCancellationRequested)
            {
                LogNotCollected(host.Get<ILogger<CollectLogs>>(), id, e); // the marker stays
            }
        }
    }

    /// <param name="cluster">Only if the job is on it, whose logs have come; null for any. The logs of others tell of themselves, or the next tick looks.</param>
    private async Task CollectAsync(string id, string? cluster, CancellationToken cancel)
    {
        var (jobs, time) = (host.Get<JobStore>(), host.Get<TimeProvider>());
        var job = await jobs.ReadAsync(id, cancel);
        if (cluster is not null && job?.Value.ClusterId != cluster)
            return;
        using var turn = new CancellationTokenSource(Turn, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(turn.Token, cancel);
        var isFinal = job?.Value.Ended + Patience < time.GetUtcNow();
        try
        {
            isFinal |= await host.Get<LogCollector>().CollectAsync(id, both.Token);
        }
        finally
        {
            if (isFinal)
                await jobs.ReportDoneAsync(id, cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The logs of {JobId} could not be read now")]
    private static partial void LogNotCollected(ILogger logger, string jobId, Exception exception);
}
