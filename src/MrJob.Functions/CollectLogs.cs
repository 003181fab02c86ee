using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using MrJob.Core.Jobs;
using MrJob.Core.Logs;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MrJob.Functions;

/// <summary>
/// Makes the reports of jobs that have ended: a first one at once, again as their cluster's logs arrive and on every tick, until it is final. A hint
/// is about one job, or about those of one cluster; a tick is about all.
/// </summary>
public sealed partial class CollectLogs(ServiceHost host)
{
    /// <summary>The logs of one job must not take the time of all others.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    /// <summary>What could not be read for so long never will be. One look more is taken: it may be that nobody has looked at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    public CollectLogs()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task HandleAsync(EventEnvelope hint, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        if (hint.ReportedJob is { } reported)
            await TryAsync(reported, null, deadline.Token);
        else if (hint.Upload is null || hint.LoggedCluster is not null) // a file of any other name is no log
            await AllAsync(hint.LoggedCluster, deadline.Token);
    }

    /// <param name="cluster">Only jobs that are on it, whose logs have come; null for any.</param>
    private async Task AllAsync(string? cluster, CancellationToken cancel)
    {
        var asked = (await host.Get<JobStore>().ReportsAskedAsync(cancel).ToListAsync(cancel)).ToArray();
        Random.Shared.Shuffle(asked); // so that those that take long keep no other from its turn, tick after tick
        foreach (var id in asked)
            await TryAsync(id, cluster, cancel);
    }

    private async Task TryAsync(string id, string? cluster, CancellationToken cancel)
    {
        try
        {
            await CollectAsync(id, cluster, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogNotCollected(host.Get<ILogger<CollectLogs>>(), id, e); // the marker stays
        }
    }

    private async Task CollectAsync(string id, string? cluster, CancellationToken cancel)
    {
        var (jobs, collector, time) = (host.Get<JobStore>(), host.Get<LogCollector>(), host.Get<TimeProvider>());
        var job = await jobs.ReadAsync(id, cancel);
        if (cluster is not null && job?.Value.ClusterId != cluster)
            return;
        if (job?.Value.Ended + Patience < time.GetUtcNow() && await collector.LastLookAsync(id, cancel) is not LastLook.Begins and var last)
        {
            if (last == LastLook.Underway)
                return;
            await jobs.ReportDoneAsync(id, cancel); // first: whatever is wrong with it may be wrong with its report, too
            await collector.GiveUpAsync(id, cancel);
            return;
        }
        using var turn = new CancellationTokenSource(Turn, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(turn.Token, cancel);
        if (await collector.CollectAsync(id, both.Token))
            await jobs.ReportDoneAsync(id, cancel);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The logs of {JobId} could not be read now")]
    private static partial void LogNotCollected(ILogger logger, string jobId, Exception exception);
}
