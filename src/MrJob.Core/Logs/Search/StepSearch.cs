using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Search;

/// <summary>
/// Reads what EMR, Hadoop and Spark logged of a step, as little of it as explains a failure: first the step's own logs, which name the
/// applications it ran, then the containers of attempts that failed.
/// </summary>
/// <param name="cluster">The cluster's folder, with a slash at its end.</param>
internal sealed class StepSearch(ILogStore logs, string cluster)
{
    private const int MostRotated = 24;
    private const int MostApplications = 3;

    /// <param name="why">Whether it is asked why the step failed: then the logs of what it ran are read too.</param>
    /// <param name="ended">When the step ended: logs that were copied before may lack its end. Null where that is not known.</param>
    public async Task<StepEvidence> SearchAsync(string stepId, bool why, CancellationToken cancel, DateTimeOffset? ended = null)
    {
        var files = (await logs.ListAsync($"{cluster}steps/{stepId}/", cancel)).Select(LogPath.Of).ToList();
        var errors = new List<Found>();
        var jobs = new List<ClientJob>();
        var attempts = new List<(FailedAttempt Attempt, LogFile File)>();
        var counters = new SummedCounters();
        foreach (var (syslog, file) in await ParseAsync<StepSyslogParser>(files, "syslog", cancel))
        {
            errors.AddRange(syslog.Errors.Select(e => new Found(e, file, LogRole.StepSyslog)));
            attempts.AddRange(syslog.Attempts.Select(a => (a, file)));
            Merge(jobs, syslog.Jobs);
            counters.Add(syslog.Counters);
        }
        string? stage = null;
        foreach (var (stderr, file) in await ParseAsync<SparkParser>(files, "stderr", cancel))
        {
            errors.AddRange(stderr.Errors.Select(e => new Found(e, file, LogRole.StepStderr)));
            Merge(jobs, stderr.Applications.Select(a => new ClientJob(a)));
            stage = stderr.FailedStage ?? stage;
        }
        if (why) // where PySpark's driver runs in the step's own process, it writes to this
        {
            foreach (var (stdout, file) in await ParseAsync<TaskStderrParser>(files, "stdout", cancel))
                errors.AddRange(stdout.Errors.Where(e => e.Kind != ErrorKind.Output).Select(e => new Found(e, file, LogRole.StepStderr)));
        }
        var hasEnd = false; // EMR's step runner writes last of all
        int? exitCode = null;
        foreach (var (controller, file) in await ParseAsync<ControllerParser>(files, "controller", cancel))
        {
            errors.AddRange(controller.Errors.Select(e => new Found(e, file, LogRole.Controller)));
            Merge(jobs, controller.Applications.Select(a => new ClientJob(a)));
            exitCode = controller.ExitCode ?? exitCode;
            hasEnd |= exitCode is not null || controller.Errors.Count > 0;
        }
        var evidence = new StepEvidence
        {
            StepId = stepId, Files = files.ConvertAll(f => f.File), Jobs = jobs, Errors = errors, FailedStage = stage, ExitCode = exitCode, Counters = counters.Sum,
            Attempts = attempts.ConvertAll(a => new AttemptEvidence(a.Attempt.Attempt) { Errors = a.Attempt.Error is { } told ? [new(told, a.File, LogRole.StepSyslog)] : [] }),
            IsComplete = hasEnd && files.TrueForAll(f => f.IsRotated || f.Name is not ("syslog" or "stderr") || !IsOlder(f.File, ended)),
        };
        if (!why)
            return evidence;
        foreach (var job in Enumerable.Reverse(jobs).Where(j => j.Succeeded != true).Take(MostApplications))
            evidence = await new ApplicationSearch(logs, cluster, job).SearchAsync(evidence, cancel);
        return evidence;
    }

    // S3 lists times in whole seconds.
    private static bool IsOlder(LogFile file, DateTimeOffset? time) => file.Modified < time?.AddSeconds(-1);

    private async Task<IReadOnlyList<(T Parser, LogFile File)>> ParseAsync<T>(IReadOnlyList<LogPath> files, string name, CancellationToken cancel)
        where T : LogParser, new()
    {
        var parsed = new List<(T, LogFile)>();
        // Parts are named by their hour; the one that is written to last has no such name.
        foreach (var part in files.Where(f => f.Name == name).OrderBy(f => !f.IsRotated).ThenBy(f => f.File.Uri, StringComparer.Ordinal).TakeLast(MostRotated))
        {
            var parser = new T();
            await logs.ReadAsync(part.File, parser, cancel);
            parsed.Add((parser, part.File));
        }
        return parsed;
    }

    private static void Merge(List<ClientJob> jobs, IEnumerable<ClientJob> more)
    {
        foreach (var job in more)
        {
            var known = jobs.FindIndex(j => j.Application == job.Application);
            if (known < 0)
                jobs.Add(job);
            else
                jobs[known] = new(job.Application, job.Succeeded ?? jobs[known].Succeeded, job.FailedTask ?? jobs[known].FailedTask);
        }
    }
}
