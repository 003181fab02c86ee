using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Housekeeping;

/// <summary>Terminates the service's clusters that nobody has used for longer than they may idle.</summary>
internal sealed partial class IdleSweep(
    EmrClients emr, EmrClusters clusters, ClusterDirectory directory, InventoryKeeper keeper, JobStore jobs, LeaseBook leases,
    StorageClock clock, ServiceSettings settings, TimeProvider time, ILogger<IdleSweep> logger)
{
    private const string Holder = "idle-sweep";

    /// <summary>
    /// Sets the inventory right, and looks at every cluster in it that seems to be idle. One that cannot be looked at is reported and stops nothing.
    /// </summary>
    public async Task<SweepSummary> SweepAsync(CancellationToken cancel)
    {
        int terminated = 0, kept = 0, failed = 0;
        var inventory = await keeper.LoadAsync(cancel);
        await keeper.RepairAsync(inventory, cancel);
        foreach (var cluster in inventory.Clusters)
        {
            try
            {
                if (await MayBeIdleAsync(cluster, cancel) && await TerminateIfIdleAsync(cluster, cancel))
                    terminated++;
                else
                    kept++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed++; // one cluster's failure stops nothing
                LogFailed(logger, cluster.ClusterId, e);
            }
        }
        LogSummary(logger, terminated, kept, failed);
        return new(terminated, kept, failed);
    }

    /// <summary>From the records alone, so that EMR is asked only about few. Steps that others added by hand show in the look that counts.</summary>
    private async Task<bool> MayBeIdleAsync(ClusterRecord cluster, CancellationToken cancel)
    {
        var limit = TimeSpan.FromMinutes(cluster.MaxMinsIdle);
        if (!cluster.Persistent || clock.Now < cluster.Created + limit)
            return false;
        return (await leases.ReadAsync(cluster.ClusterId, cancel))?.Value.Used is not { } used || clock.Now >= used + limit;
    }

    /// <summary>The lease first, so that no job joins; then the look that counts; then the call, while the lease says that it is under way.</summary>
    private async Task<bool> TerminateIfIdleAsync(ClusterRecord record, CancellationToken cancel)
    {
        if (await leases.AcquireAsync(record.ClusterId, Holder, LeasePurpose.Terminate, cancel) is not { } lease)
            return false;
        var verdict = await JudgeAsync(record, cancel);
        LogVerdict(logger, record.ClusterId, verdict.Reason);
        if (!verdict.IsIdle)
        {
            await leases.ReleaseAsync(lease, cancel);
            return false;
        }
        await emr.Budget.TakeAsync("TerminateJobFlows", cancel);
        var deadline = clock.Now + settings.Timings.CallTime;
        if (await leases.CallingAsync(lease, deadline, cancel) is not { } calling)
            return false;
        using var window = CallWindow.Open(deadline, clock, time, cancel);
        if (window is null)
            return false;
        await clusters.TerminateAsync(record.ClusterId, window.Token);
        await directory.RemoveAsync(record.ClusterId, cancel);
        await leases.ReleaseAsync(calling, cancel); // whoever takes it now is told by EMR that the cluster is over
        return true;
    }

    private async Task<IdleVerdict> JudgeAsync(ClusterRecord record, CancellationToken cancel)
    {
        // A job between two steps, or whose cluster has just been started for it, has no step there and no lease.
        if (await jobs.LiveOnAsync(record.ClusterId, record.Name, cancel).FirstOrDefaultAsync(cancel) is { } job)
            return IdleVerdict.Keep($"has job {job.Id} on it");
        return IdleRules.Judge(
            await clusters.DescribeAsync(record.ClusterId, cancel), await NewestStepsAsync(record.ClusterId, cancel), record.MaxMinsIdle, clock.Now);
    }

    /// <summary>The newest page is enough: what ran or ended last is on it, and running steps are asked for by state.</summary>
    private async Task<IReadOnlyCollection<StepSummary>> NewestStepsAsync(string clusterId, CancellationToken cancel)
    {
        var newest = await emr.Reading.ListStepsAsync(new ListStepsRequest { ClusterId = clusterId }, cancel);
        var running = await emr.Reading.ListStepsAsync(
            new ListStepsRequest { ClusterId = clusterId, StepStates = [StepState.RUNNING.Value, StepState.CANCEL_PENDING.Value] }, cancel);
        return [.. newest.Steps ?? [], .. running.Steps ?? []];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{ClusterId} {Verdict}")]
    private static partial void LogVerdict(ILogger logger, string clusterId, string verdict);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{ClusterId} could not be looked at")]
    private static partial void LogFailed(ILogger logger, string clusterId, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Idle sweep: {Terminated} terminated, {Kept} kept, {Failed} failed")]
    private static partial void LogSummary(ILogger logger, int terminated, int kept, int failed);
}

/// <summary>What a sweep did, in clusters.</summary>
internal sealed record SweepSummary(int Terminated, int Kept, int Failed);
