using Amazon.ElasticMapReduce.Model;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Housekeeping;

/// <summary>
/// Terminates clusters that nobody has used for longer than they may idle. It costs the pages of ListClusters, two calls for each cluster that seems idle
/// from the service's records, and one more for every ten that are terminated.
/// </summary>
internal sealed partial class IdleSweep(
    EmrClusters clusters, IdleTerminator terminator, InventoryKeeper keeper, JobStore jobs, LeaseBook leases, StateStore state, StorageClock clock,
    ILogger<IdleSweep> logger)
{
    private const string CursorKey = "cursors/sweep";

    /// <summary>Sweeps on from where the last sweep ran out of time, and leaves word for the next.</summary>
    public async Task<SweepReport> SweepOnAsync(SweepOptions options, CancellationToken cancel)
    {
        var cursor = await state.ReadAsync(CursorKey, CoreJson.Default.Cursor, cancel);
        var report = await SweepAsync(options, cursor?.Value.After, cancel);
        if (report.Next is { } after)
        {
            // The invocation's reserve of time is for this write.
            _ = cursor is null ? await state.CreateAsync(CursorKey, new() { After = after }, CoreJson.Default.Cursor, CancellationToken.None)
                : await state.UpdateAsync(cursor, new() { After = after }, CoreJson.Default.Cursor, CancellationToken.None);
        }
        return report;
    }

    /// <summary>
    /// Looks at every cluster, beginning after the given one. One that cannot be looked at is reported and stops nothing. When the time is up, the report
    /// says where to go on.
    /// </summary>
    public async Task<SweepReport> SweepAsync(SweepOptions options, string? after, CancellationToken cancel)
    {
        var (results, idle) = (new List<SweepResult>(), new List<SweepCandidate>());
        var done = after;
        try
        {
            var candidates = await CandidatesAsync(options, cancel);
            foreach (var candidate in candidates.OrderBy(c => string.CompareOrdinal(c.Id, after) <= 0).ThenBy(c => c.Id, StringComparer.Ordinal))
            {
                if (await WithoutAskingAsync(candidate, options, cancel) is { } verdict)
                    results.Add(candidate.Result(verdict));
                else
                    idle.Add(candidate);
                if (idle.Count == IdleTerminator.Batch)
                    await TerminateAsync();
                if (idle.Count == 0)
                    done = candidate.Id;
            }
            await TerminateAsync();
            return Told(new(options, results, null));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return Told(new(options, results, done ?? ""));
        }

        async Task TerminateAsync()
        {
            if (idle.Count > 0)
                results.AddRange(await terminator.TerminateAsync(idle, options, cancel));
            idle.Clear();
        }
    }

    /// <summary>Each cluster that EMR lists as active, with its record where there is one. A dry run sets nothing right: it sees what is unknown by itself.</summary>
    private async Task<IReadOnlyList<SweepCandidate>> CandidatesAsync(SweepOptions options, CancellationToken cancel)
    {
        var inventory = await keeper.LoadAsync(cancel);
        var listed = await clusters.ActiveAsync(cancel);
        if (!options.DryRun)
            await keeper.RepairAsync(inventory, listed, cancel);
        return [.. listed.ById.Values.Select(c => new SweepCandidate(c.Id, c.Name, c.Status?.State?.Value, inventory.Find(c.Id)))];
    }

    /// <summary>The verdict that the service's own records allow; null when EMR must be asked.</summary>
    private async Task<IdleVerdict?> WithoutAskingAsync(SweepCandidate candidate, SweepOptions options, CancellationToken cancel)
    {
        try
        {
            return await FromRecordsAsync(candidate, options, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(logger, candidate.Id, e);
            return new(SweepOutcome.Failed, $"could not be looked at: {e.Message}");
        }
    }

    private async Task<IdleVerdict?> FromRecordsAsync(SweepCandidate candidate, SweepOptions options, CancellationToken cancel)
    {
        var used = candidate.Record is null ? null : (await leases.ReadAsync(candidate.Id, cancel))?.Value.Used;
        // A cluster with a name of ours that is in no inventory may be one that was never entered: a dry run, which enters none, asks about it.
        var unknown = candidate.Record is null && options.DryRun && JobId.OfName(candidate.Name) is not null;
        if (IdleRules.WithoutAsking(candidate.State, candidate.Record, used, unknown ? options with { Scope = SweepScope.All } : options, clock.Now) is { } verdict)
            return verdict;
        return await jobs.LiveOnAsync(candidate.Id, candidate.Name, cancel).FirstOrDefaultAsync(cancel) is { } job
            ? IdleVerdict.Keep(SweepOutcome.Busy, $"has job {job.Id} on it") : null;
    }

    private SweepReport Told(SweepReport report)
    {
        foreach (var result in report.Results.Where(r => r.Outcome is not (SweepOutcome.OutOfScope or SweepOutcome.Filtered)))
            LogVerdict(logger, result.ClusterId, result.Reason, result.Outcome);
        return report;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{ClusterId} {Reason}: {Outcome}")]
    private static partial void LogVerdict(ILogger logger, string clusterId, string reason, SweepOutcome outcome);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{ClusterId} could not be looked at")]
    private static partial void LogFailed(ILogger logger, string clusterId, Exception exception);
}

/// <summary>A cluster that EMR lists.</summary>
/// <param name="Record">What the service knows of it; null for a cluster that is not in the inventory.</param>
internal sealed record SweepCandidate(string Id, string? Name, string? State, ClusterRecord? Record)
{
    public SweepResult Result(IdleVerdict verdict) => new(Id, Name, verdict.Outcome, verdict.Reason);
}

/// <summary>What became of one cluster.</summary>
/// <param name="Reason">In words that follow the cluster's id.</param>
internal sealed record SweepResult(string ClusterId, string? Name, SweepOutcome Outcome, string Reason);

/// <summary>What a sweep did.</summary>
/// <param name="Next">Where to go on, when the time was up; null when everything was looked at.</param>
internal sealed record SweepReport(SweepOptions Options, IReadOnlyList<SweepResult> Results, string? Next)
{
    public int Count(SweepOutcome outcome) => Results.Count(r => r.Outcome == outcome);
}
