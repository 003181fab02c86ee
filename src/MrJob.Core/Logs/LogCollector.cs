using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Logs;

/// <summary>Makes the report of a job that has ended: counters, log index and, where it failed, why.</summary>
internal sealed class LogCollector(LogFiles logs, JobStore jobs, ClusterDirectory directory, StateStore state, Cleanup cleanup, TimeProvider time)
{
    /// <summary>EMR copies logs about every five minutes; what is not there after this will not come.</summary>
    private static readonly TimeSpan LogsArriveWithin = TimeSpan.FromMinutes(15);

    /// <summary>Makes the report anew from the logs that are there, and records it. Says whether it is final.</summary>
    public async Task<bool> CollectAsync(string id, CancellationToken cancel)
    {
        if (await jobs.ReadAsync(id, cancel) is not { } job)
            return true;
        if (job.Value.Report is { Final: true } && CleanupRules.RemovesLogs(job.Value))
            return true; // what it was made from is being removed
        var folder = await FolderAsync(job.Value, cancel);
        var seen = new List<StepLogs>();
        if (folder is { } root)
        {
            foreach (var step in job.Value.Steps.Where(s => s.StepId is not null))
                seen.Add(await ReadStepAsync(root, step, cancel));
        }
        var final = seen.All(s => s.Complete) || time.GetUtcNow() >= job.Value.Ended + LogsArriveWithin;
        var report = new Report
        {
            Cause = job.Value.State == JobState.Failed ? Causes.Choose(job.Value, seen) : null,
            Final = final, Made = time.GetUtcNow(), Logs = [.. seen.SelectMany(s => s.Files)],
        };
        await WriteAsync(id, report, cancel);
        await jobs.ChangeAsync(job, j => WithReport(j, report, seen), cancel);
        if (final)
            await cleanup.AfterReportAsync(job.Value, report.Logs.Select(l => l.Uri), cancel);
        return final;
    }

    private async Task<S3Uri?> FolderAsync(Job job, CancellationToken cancel)
    {
        var logUri = job.LogUri ?? (job.ClusterId is { } id ? (await directory.ReadAsync(id, cancel))?.LogUri : null);
        return S3Uri.TryParse(logUri, out var uri) && job.ClusterId is { } cluster ? uri / (cluster + "/") : null;
    }

    private async Task<StepLogs> ReadStepAsync(S3Uri cluster, JobStep step, CancellationToken cancel)
    {
        var files = (await logs.ListAsync(cluster / $"steps/{step.StepId}/", cancel)).ToList();
        var syslog = await ReadAsync(files, "syslog", cancel);
        var stderr = await ReadAsync(files, "stderr", cancel);
        var tasks = new List<TaskLog>();
        if (step.State == JobStepState.Failed && syslog is not null)
        {
            foreach (var application in StepSyslog.Applications(syslog.Lines))
                tasks.AddRange(await ReadTasksAsync(cluster / $"containers/{application}/", files, cancel));
        }
        return new(step, files, syslog, stderr, tasks);
    }

    private async Task<IReadOnlyList<TaskLog>> ReadTasksAsync(S3Uri application, List<LogFile> index, CancellationToken cancel)
    {
        var files = await logs.ListAsync(application, cancel);
        index.AddRange(files);
        var tasks = new List<TaskLog>();
        foreach (var container in files.GroupBy(f => f.Uri[..(f.Uri.LastIndexOf('/') + 1)]))
        {
            var syslog = await ReadAsync(container, "syslog", cancel);
            if (syslog?.Lines.Any(l => l.Contains("Error: ", StringComparison.Ordinal)) == true && await ReadAsync(container, "stderr", cancel) is { } stderr)
                tasks.Add(new(stderr, syslog));
        }
        return tasks;
    }

    private async Task<LogText?> ReadAsync(IEnumerable<LogFile> files, string name, CancellationToken cancel) =>
        files.FirstOrDefault(f => f.Uri.EndsWith($"/{name}.gz", StringComparison.Ordinal) || f.Uri.EndsWith($"/{name}", StringComparison.Ordinal)) is { } file
            ? new(file, await logs.ReadAsync(file, cancel)) : null;

    private async Task WriteAsync(string id, Report report, CancellationToken cancel)
    {
        var key = JobKeys.Report(id);
        // Whoever writes last has seen at least as many logs; losing to a later collector is as good.
        _ = await state.ReadAsync(key, CoreJson.Default.Report, cancel) is { } old
            ? await state.UpdateAsync(old, report, CoreJson.Default.Report, cancel)
            : await state.CreateAsync(key, report, CoreJson.Default.Report, cancel);
    }

    private static Job WithReport(Job job, Report report, IReadOnlyList<StepLogs> seen) => job with
    {
        Report = new(report.Final, report.Cause),
        Steps = [.. job.Steps.Select(step =>
            seen.FirstOrDefault(s => s.Step.StepId == step.StepId)?.Counters is { } counters ? step with { Counters = counters } : step)],
    };
}

/// <summary>A log that was read.</summary>
internal sealed record LogText(LogFile File, IReadOnlyList<string> Lines);

/// <summary>The logs of a task attempt that met an error.</summary>
internal sealed record TaskLog(LogText Stderr, LogText Syslog);

/// <summary>The logs of one step, as far as they are there.</summary>
internal sealed record StepLogs(JobStep Step, IReadOnlyList<LogFile> Files, LogText? Syslog, LogText? Stderr, IReadOnlyList<TaskLog> Tasks)
{
    /// <summary>EMR copies a step's own logs together once it has ended.</summary>
    public bool Complete => (Syslog is not null || Stderr is not null) && (Step.State != JobStepState.Failed || Tasks.Count > 0 || !RanTasks);

    // The logs of a job's tasks come later than the step's own, and one of them has the cause.
    private bool RanTasks => Syslog is not null && StepSyslog.Applications(Syslog.Lines).Count > 0;

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? Counters => Syslog is null ? null : StepSyslog.Counters(Syslog.Lines);
}
