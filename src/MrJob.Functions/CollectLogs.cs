using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using MrJob.Core.Jobs;
using MrJob.Core.Logs;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MrJob.Functions;

/// <summary>Makes the reports of jobs that have ended: a first one at once, again as their cluster's logs arrive and on every tick, until it is final.</summary>
public sealed partial class CollectLogs(ServiceHost host)
{
    public CollectLogs()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task HandleAsync(EventEnvelope hint, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        var (jobs, logs) = (host.Get<JobStore>(), host.Get<LogCollector>());
        await foreach (var id in jobs.ReportsAskedAsync(deadline.Token))
        {
            try
            {
                if (hint.LoggedCluster is { } cluster && (await jobs.ReadAsync(id, deadline.Token))?.Value.ClusterId != cluster)
                    continue; // its own logs tell of themselves, or the next tick looks
                if (await logs.CollectAsync(id, deadline.Token))
                    await jobs.ReportDoneAsync(id, deadline.Token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogNotCollected(host.Get<ILogger<CollectLogs>>(), id, e); // the marker stays
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The logs of {JobId} could not be read now")]
    private static partial void LogNotCollected(ILogger logger, string jobId, Exception exception);
}
