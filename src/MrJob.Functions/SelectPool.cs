using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using MrJob.Core;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MrJob.Functions;

/// <summary>Places queued jobs, oldest first. Its event is only a hint to look: it drains the whole queue, as far as its time goes.</summary>
public sealed partial class SelectPool(ServiceHost host)
{
    /// <summary>Placing one job takes up to an EMR call's time, and some for its records; with less left the rest waits for the next invocation.</summary>
    private static readonly TimeSpan TimeForOne = Timings.Emr.CallTime + TimeSpan.FromSeconds(5);

    /// <summary>Where several drains run at once they get into each other's way, and what one found taken may be free when the other has chosen.</summary>
    private const int MostPasses = 5;

    public SelectPool()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task HandleAsync(EventEnvelope hint, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        DateTimeOffset? oldest = null;
        for (var passes = 0; passes < MostPasses; passes++)
        {
            var inventory = new Lazy<Task<Inventory>>(() => host.Get<InventoryKeeper>().LoadAsync(deadline.Token));
            oldest = await DrainAsync(inventory, context, deadline.Token);
            if (context.RemainingTime < TimeForOne || !inventory.IsValueCreated || await inventory.Value is { IsContended: false } or { IsThrottled: true })
                break;
        }
        TellOldest(oldest);
    }

    /// <summary>How long the oldest job that is left has waited, for the alarm.</summary>
    private void TellOldest(DateTimeOffset? oldest)
    {
        var now = host.Get<TimeProvider>().GetUtcNow();
        var seconds = oldest is { } since ? (int)Math.Clamp((now - since).TotalSeconds, 0, int.MaxValue) : 0;
        host.Get<MetricsSink>()(EmbeddedMetrics.Format(
            now, host.Get<ServiceSettings>().Stack, new Dictionary<string, int> { ["OldestQueuedSeconds"] = seconds }, new Dictionary<string, JsonNode?>(), "Seconds"));
    }

    /// <summary>One pass over the queue. Tells when the oldest job that is left was submitted.</summary>
    private async Task<DateTimeOffset?> DrainAsync(Lazy<Task<Inventory>> inventory, ILambdaContext context, CancellationToken cancel)
    {
        var (placer, logger) = (host.Get<Placer>(), host.Get<ILogger<SelectPool>>());
        DateTimeOffset? oldest = null;
        await foreach (var entry in host.Get<JobStore>().QueueAsync(cancel))
        {
            var isLeft = true;
            try
            {
                if (context.RemainingTime >= TimeForOne)
                {
                    var status = await placer.PlaceAsync(entry, inventory, cancel);
                    LogPlaced(logger, entry.Id, status);
                    isLeft = status == PlaceStatus.Waiting;
                }
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                LogNotPlaced(logger, entry.Id, e); // the marker stays: the next drain tries again
            }
            oldest ??= isLeft ? JobKeys.QueuedAt(entry.Marker.Name) : null;
            if (context.RemainingTime < TimeForOne)
                break;
        }
        return oldest;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{JobId}: {Status}")]
    private static partial void LogPlaced(ILogger logger, string jobId, PlaceStatus status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{JobId} could not be placed now")]
    private static partial void LogNotPlaced(ILogger logger, string jobId, Exception exception);
}
