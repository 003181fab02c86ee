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

    /// <summary>Makes the report anew from the logs that are there, and records it. Says whether it is final.</summary>
    public async Task<bool> CollectAsync(string id, CancellationToken cancel)
    {
        if (await jobs.ReadAsync(id, cancel) is not { } job)
            return true;
        if (job.Value.Report is { Final: true } && CleanupRules.RemovesLogs(job.Value))
            return true; // what it was made from is being removed
        var seen = await FolderAsync(job.Value, cancel) is { } folder ? await ReadAsync(job.Value, folder, cancel) : [];
        var files = seen.SelectMany(s => s.Evidence.Files).DistinctBy(f => f.Uri).ToList();
        var final = seen.All(s => s.Evidence.IsComplete) || time.GetUtcNow() >= job.Value.Ended + LogsArriveWithin;
        var report = new Report
        {
            Cause = job.Value.State == JobState.Failed ? CauseOf(job.Value, seen) : null,
            Final = final, Made = time.GetUtcNow(), Logs = [.. files.Take(MostListed)], MoreLogs = Math.Max(0, files.Count - MostListed),
        };
        await WriteAsync(id, report, cancel);
        await jobs.ChangeAsync(job, j => WithReport(j, report, seen), cancel);
        if (final)
            await cleanup.AfterReportAsync(job.Value, files.Select(l => l.Uri), cancel);
        return final;
    }

    private async Task<string?> FolderAsync(Job job, CancellationToken cancel)
    {
        if ((job.ClusterId ?? job.StartedCluster) is not { } cluster)
            return null;
        var logUri = job.LogUri ?? (await directory.ReadAsync(cluster, cancel))?.LogUri;
        return S3Uri.TryParse(logUri, out var uri) ? (uri / (cluster + "/")).ToString() : null;
    }

    private async Task<IReadOnlyList<(JobStep Step, StepEvidence Evidence)>> ReadAsync(Job job, string folder, CancellationToken cancel)
    {
        var seen = new List<(JobStep, StepEvidence)>();
        foreach (var step in job.Steps.Where(s => s.StepId is not null))
        {
            var failed = step.State == JobStepState.Failed;
            var evidence = await new StepSearch(logs, folder).SearchAsync(step.StepId!, failed, cancel);
            seen.Add((step, evidence with { Failure = failed ? new(null, step.FailureReason, null) : null }));
        }
        if (job.State == JobState.Failed && !job.Steps.Any(s => s.State == JobStepState.Failed) && job.Reason is { } reason && BootstrapSearch.IsAbout(reason))
            seen.Add((job.Steps[0], await new BootstrapSearch(logs, folder).SearchAsync(reason, cancel)));
        return seen;
    }

    /// <summary>The last step that failed. Where none did, why the job ended says it, or the cluster's bootstrap actions do.</summary>
    private static Cause? CauseOf(Job job, IReadOnlyList<(JobStep Step, StepEvidence Evidence)> seen)
    {
        var ended = job.Reason is { } reason ? new ClusterEnd("", BootstrapSearch.IsAbout(reason) ? "BOOTSTRAP_FAILURE" : null, reason) : null;
        var causes = seen.Select(s => ProbableCause.Of(s.Evidence with { Cluster = ended })).OfType<Cause>().ToList();
        return causes.Count > 0 ? causes[^1] : ended is null ? null : ProbableCause.Of(new() { Cluster = ended });
    }

    private async Task WriteAsync(string id, Report report, CancellationToken cancel)
    {
        var key = JobKeys.Report(id);
        // Whoever writes last has seen at least as many logs; losing to a later collector is as good.
        _ = await state.ReadAsync(key, CoreJson.Default.Report, cancel) is { } old
            ? await state.UpdateAsync(old, report, CoreJson.Default.Report, cancel)
            : await state.CreateAsync(key, report, CoreJson.Default.Report, cancel);
    }

    private static Job WithReport(Job job, Report report, IReadOnlyList<(JobStep Step, StepEvidence Evidence)> seen) => job with
    {
        Report = new(report.Final, report.Cause),
        Steps = [.. job.Steps.Select(step =>
            seen.FirstOrDefault(s => s.Step.StepId == step.StepId).Evidence?.Counters is { } counters ? step with { Counters = counters } : step)],
    };
}
