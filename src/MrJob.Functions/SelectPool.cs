using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using MrJob.Core;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace MrJob.Functions;

/// <summary>Places queued jobs, oldest first. Its event is only a hint to look: it always drains the whole queue.</summary>
public sealed partial class SelectPool(ServiceHost host)
{
    /// <summary>Placing one job takes up to an EMR call's time, and some for its records; with less left the rest waits for the next invocation.</summary>
    private static readonly TimeSpan TimeForOne = Timings.Emr.CallTime + TimeSpan.FromSeconds(5);

    public SelectPool()
        : this(ServiceHost.FromProcess())
    {
    }

    public async Task HandleAsync(EventEnvelope hint, ILambdaContext context)
    {
        using var deadline = context.Deadline();
        var (placer, logger) = (host.Get<Placer>(), host.Get<ILogger<SelectPool>>());
        var inventory = new Lazy<Task<Inventory>>(() => host.Get<InventoryKeeper>().LoadAsync(deadline.Token));
        await foreach (var entry in host.Get<JobStore>().QueueAsync(deadline.Token))
        {
            if (context.RemainingTime < TimeForOne)
                break;
            try
            {
                LogPlaced(logger, entry.Id, await placer.PlaceAsync(entry, inventory, deadline.Token));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogNotPlaced(logger, entry.Id, e); // the marker stays: the next drain tries again
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{JobId}: {Status}")]
    private static partial void LogPlaced(ILogger logger, string jobId, PlaceStatus status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{JobId} could not be placed now")]
    private static partial void LogNotPlaced(ILogger logger, string jobId, Exception exception);
}
