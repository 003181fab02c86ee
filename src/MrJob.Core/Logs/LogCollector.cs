using System.Text.Json;
using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Logs.Diagnosis;
using MrJob.Core.Logs.Search;
using MrJob.Core.Storage;

namespace MrJob.Core.Logs;

/// <summary>Makes the report of a job that has ended: counters, log index and, where it failed, why.</summary>
internal sealed class LogCollector(ILogStore logs, JobStore jobs, ClusterDirectory directory, StateStore state, Cleanup cleanup, TimeProvider time)
{
    /// <summary>So many logs a report names; of an application of twenty thousand the rest is counted.</summary>
    public const int MostListed = 1_000;

    /// <summary>EMR copies logs about every five minutes; what is not there after this will not come.</summary>
    private static readonly TimeSpan LogsArriveWithin = TimeSpan.FromMinutes(15);

    /// <summary>An invocation of CollectLogs lives no longer.</summary>
    private static readonly TimeSpan LongestLook = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Makes the report from the logs that are there, and sees it through: writes it, then takes it over into the job's record, then removes the logs
    /// that the job asks to have removed. Every part can be done again.
    /// </summary>
    /// <returns>Whether nothing is left to be done.</returns>
    public async Task<bool> CollectAsync(string id, CancellationToken cancel)
    {
        if (await jobs.ReadAsync(id, cancel) is not { } job)
            return true;
        var old = await state.ReadAsync(JobKeys.Report(id), CoreJson.Default.Report, cancel);
        var removes = CleanupRules.RemovesLogs(job.Value);
        var seen = old is { Value.Final: true } && !removes ? new([], null) : await SeeAsync(job.Value, cancel);
        var report = old is { Value.Final: true } ? old.Value : Report.Better(old?.Value, ReportOf(job.Value, seen));
        if (old is not { Value.Final: true } && !await WriteAsync(id, old, report, cancel))
            return false; // somebody else made one meanwhile, who may have seen more
        await TakeOverAsync(job, report, cancel);
        if (report.Final && removes)
            await cleanup.AfterReportAsync(job.Value, seen.Files.Select(l => l.Uri), cancel);
        return report.Final;
    }

    /// <summary>
    /// Looks again because somebody asks: also after the report is final, if it does not say why the job failed. Whether it is final, and what is removed
    /// then, is left to <see cref="CollectAsync"/>.
    /// </summary>
    public async Task RefreshAsync(string id, CancellationToken cancel)
    {
        if (await jobs.ReadAsync(id, cancel) is not { } job)
            return;
        var old = await state.ReadAsync(JobKeys.Report(id), CoreJson.Default.Report, cancel);
        if (old is { Value.Final: true } && (job.Value.State != JobState.Failed || old.Value.Cause is not (null or { Confidence: "low" }) || CleanupRules.RemovesLogs(job.Value)))
            return;
        var report = Report.Better(old?.Value, ReportOf(job.Value, await SeeAsync(job.Value, cancel)) with { Final = old?.Value.Final ?? false });
        if (await WriteAsync(id, old, report, cancel))
            await TakeOverAsync(job, report, cancel);
    }

    /// <summary>
    /// Begins the last look at logs that should have been read long ago. It is written down first: where reading them ends the process, nobody comes to
    /// say so.
    /// </summary>
    public async Task<LastLook> LastLookAsync(string id, CancellationToken cancel)
    {
        Stored<Report>? old;
        try
        {
            old = await state.ReadAsync(JobKeys.Report(id), CoreJson.Default.Report, cancel);
        }
        catch (JsonException)
        {
            return LastLook.Over; // the report itself is what cannot be read
        }
        if (old?.Value.LastLook is { } begun)
            return time.GetUtcNow() < begun + LongestLook ? LastLook.Underway : LastLook.Over;
        return await WriteAsync(id, old, (old?.Value ?? Unread()) with { LastLook = time.GetUtcNow() }, cancel) ? LastLook.Begins : LastLook.Underway;
    }

    /// <summary>Ends the waiting for logs that could not be read for too long: the report stays as it is, or says so.</summary>
    public async Task GiveUpAsync(string id, CancellationToken cancel)
    {
        if (await jobs.ReadAsync(id, cancel) is not { } job)
            return;
        await jobs.ChangeAsync(job, j => j with { Report = new(Final: true, j.Report?.Cause) }, cancel);
        var old = await state.ReadAsync(JobKeys.Report(id), CoreJson.Default.Report, cancel);
        await WriteAsync(id, old, (old?.Value ?? Unread()) with { Final = true }, cancel);
    }

    private Report Unread() => new() { Made = time.GetUtcNow(), Problem = "The logs could not be read in an hour; the log of CollectLogs says why." };

    private Report ReportOf(Job job, SeenLogs seen) => new()
    {
        Cause = job.State == JobState.Failed ? CauseOf(job, seen.Steps) : null, Problem = seen.Problem, Made = time.GetUtcNow(),
        Final = seen.IsComplete || time.GetUtcNow() >= job.Ended + LogsArriveWithin,
        Logs = [.. seen.Files.Take(MostListed)], MoreLogs = Math.Max(0, seen.Files.Count - MostListed),
        Counters = seen.Steps.Where(s => s.Step is not null && s.Evidence.Counters is not null).ToDictionary(s => s.Step!.StepId!, s => s.Evidence.Counters!),
    };

    /// <summary>What there is to see now; what kept from seeing more is part of it.</summary>
    private async Task<SeenLogs> SeeAsync(Job job, CancellationToken cancel)
    {
        var steps = new List<SeenStep>();
        try
        {
            if (await FolderAsync(job, cancel) is { } folder)
                await ReadAsync(job, folder, steps, cancel);
            return new(steps, null);
        }
        catch (LogsUnreadableException e)
        {
            return new(steps, e.Message);
        }
    }

    private async Task<string?> FolderAsync(Job job, CancellationToken cancel)
    {
        if ((job.ClusterId ?? job.StartedCluster) is not { } cluster)
            return null;
        var logUri = job.LogUri ?? (await directory.ReadAsync(cluster, cancel))?.LogUri;
        return S3Uri.TryParse(logUri, out var uri) ? (uri / (cluster + "/")).ToString() : null;
    }

    private async Task ReadAsync(Job job, string folder, List<SeenStep> seen, CancellationToken cancel)
    {
        foreach (var step in job.Steps.Where(s => s.StepId is not null && (s.Started is not null || s.State == JobStepState.Failed))) // what never ran has no logs
        {
            var failed = step.State == JobStepState.Failed;
            var evidence = await new StepSearch(logs, folder).SearchAsync(step.StepId!, failed, cancel, step.Ended);
            seen.Add(new(step, evidence with { Failure = failed ? new(null, step.FailureReason, null) : null }));
        }
        if (job.State == JobState.Failed && !job.Steps.Any(s => s.State == JobStepState.Failed) && job.Reason is { } reason && BootstrapSearch.IsAbout(reason))
            seen.Add(new(null, await new BootstrapSearch(logs, folder).SearchAsync(reason, cancel)));
    }

    /// <summary>The last step that failed. Where none did, why the job ended says it, or the cluster's bootstrap actions do.</summary>
    private static Cause? CauseOf(Job job, IReadOnlyList<SeenStep> seen)
    {
        var ended = job.Reason is { } reason ? new ClusterEnd("", BootstrapSearch.IsAbout(reason) ? "BOOTSTRAP_FAILURE" : null, reason) : null;
        var guilty = seen.LastOrDefault(s => s.Step is null or { State: JobStepState.Failed })?.Evidence ?? new();
        return ProbableCause.Of(guilty with { Cluster = ended });
    }

    private async Task<bool> WriteAsync(string id, Stored<Report>? old, Report report, CancellationToken cancel) =>
        (old is null ? await state.CreateAsync(JobKeys.Report(id), report, CoreJson.Default.Report, cancel)
            : await state.UpdateAsync(old, report, CoreJson.Default.Report, cancel)) is not null;

    /// <summary>A report that is older than the one in the record changes nothing there.</summary>
    private Task TakeOverAsync(Stored<Job> job, Report report, CancellationToken cancel) => jobs.ChangeAsync(
        job, j => j.Report is { Final: true } && !report.Final ? j : j with
        {
            Report = new(report.Final, report.Cause),
            Steps = [.. j.Steps.Select(step => report.Counters?.GetValueOrDefault(step.StepId ?? "") is { } counters ? step with { Counters = counters } : step)],
        }, cancel);

    /// <param name="Step">Null for what the cluster did before any step.</param>
    private sealed record SeenStep(JobStep? Step, StepEvidence Evidence);

    private sealed record SeenLogs(IReadOnlyList<SeenStep> Steps, string? Problem)
    {
        public IReadOnlyList<LogFile> Files { get; } = [.. Steps.SelectMany(s => s.Evidence.Files).DistinctBy(f => f.Uri)];

        public bool IsComplete => Problem is null && Steps.All(s => s.Evidence.IsComplete);
    }
}

/// <summary>Where the service is with its last look at a job's logs.</summary>
internal enum LastLook
{
    /// <summary>It may be taken now.</summary>
    Begins,

    /// <summary>Somebody may be taking it.</summary>
    Underway,

    /// <summary>Whoever took it did not come back.</summary>
    Over,
}
