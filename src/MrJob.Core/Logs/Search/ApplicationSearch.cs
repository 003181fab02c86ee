using System.Text;
using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Search;

/// <summary>
/// Reads the containers of an application that failed. Which container an attempt had is said by its ApplicationMaster's log, or by the job
/// history; without these the largest logs of errors come first, as healthy tasks hardly write any.
/// </summary>
internal sealed class ApplicationSearch(ILogStore logs, string cluster, ClientJob job)
{
    /// <summary>Each is two objects. With the ApplicationMaster's and the history it stays well below fifty.</summary>
    private const int MostContainers = 12;
    private const int MostAttempts = 6;

    public async Task<StepEvidence> SearchAsync(StepEvidence evidence, CancellationToken cancel)
    {
        var containers = await ListAsync(cancel);
        evidence = evidence with { Files = [.. evidence.Files, .. containers.SelectMany(c => c.Logs).Select(l => l.File)] };
        if (containers.Count == 0)
            return await FromHistoryAsync(evidence with { IsComplete = false }, cancel) is var (known, _) ? known : evidence;
        return containers.Exists(c => c.Log("syslog") is not null) ? await MapReduceAsync(evidence, containers, cancel) : await SparkAsync(evidence, containers, cancel);
    }

    private async Task<List<Container>> ListAsync(CancellationToken cancel)
    {
        var found = await logs.ListAsync($"{cluster}containers/{job.Application}/", cancel);
        if (found.Count == 0)
            found = await logs.ListAsync($"{cluster}task-attempts/{job.Application}/", cancel);
        if (found.Count == 0) // before YARN
            found = await logs.ListAsync($"{cluster}task-attempts/attempt_{Number}_", cancel);
        return [.. found.Select(LogPath.Of).GroupBy(l => l.Folder, StringComparer.Ordinal).Select(g => new Container(g.Key, [.. g]))];
    }

    private string Number => job.Application["application_".Length..];

    private async Task<StepEvidence> MapReduceAsync(StepEvidence evidence, List<Container> containers, CancellationToken cancel)
    {
        IReadOnlyDictionary<string, string> homes = new Dictionary<string, string>();
        var masters = containers.Where(c => c.IsMaster).OrderByDescending(c => c.Id, StringComparer.Ordinal).ToList();
        if (masters is [var master, ..] && master.Log("syslog") is { } log)
        {
            var parser = new TaskSyslogParser();
            await logs.ReadAsync(log, parser, cancel);
            homes = parser.Containers;
            evidence = evidence with
            {
                Succeeded = evidence.Succeeded.Union(parser.Succeeded).ToHashSet(StringComparer.Ordinal),
                Errors = [.. evidence.Errors, .. parser.Errors.Select(e => new Found(e, log, LogRole.Master) { Container = master.Id })],
            };
        }
        if (homes.Count == 0)
            (evidence, homes) = await FromHistoryAsync(evidence, cancel);
        return await TasksAsync(evidence, [.. containers.Except(masters)], homes, cancel);
    }

    private async Task<StepEvidence> TasksAsync(StepEvidence evidence, IReadOnlyList<Container> containers, IReadOnlyDictionary<string, string> homes, CancellationToken cancel)
    {
        var byId = containers.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var wanted = Wanted(evidence).Select(a => (Attempt: (string?)a, Container: byId.GetValueOrDefault(homes.GetValueOrDefault(a) ?? NamedIn(evidence, a) ?? a))).Where(w => w.Container is not null).Take(MostAttempts).ToList();
        if (wanted.Count == 0)
            wanted = [.. containers.OrderByDescending(c => c.Log("stderr")?.Size ?? 0).ThenByDescending(c => c.Id, StringComparer.Ordinal).Take(MostContainers).Select(c => ((string?)null, (Container?)c))];
        var failed = Wanted(evidence).ToHashSet(StringComparer.Ordinal);
        foreach (var (attempt, container) in wanted)
        {
            if (await AttemptAsync(attempt, container!, failed, cancel) is not { } seen)
                continue;
            evidence = evidence with { Attempts = Merge(evidence.Attempts, seen) };
            if (IsDecisive(seen) && Wanted(evidence).FirstOrDefault() is var first && (first is null || seen.Attempt is null || Ids.TaskOf(first) == Ids.TaskOf(seen.Attempt)))
                break;
        }
        return evidence;
    }

    /// <summary>A container that was killed is named in what the client was told of its attempt.</summary>
    private static string? NamedIn(StepEvidence evidence, string attempt) => evidence.Attempts.Where(a => a.Attempt == attempt).SelectMany(a => a.Errors)
        .Select(e => Ids.FirstContainer(Encoding.UTF8.GetBytes(e.Error.Excerpt.Text))).FirstOrDefault(c => c is not null);

    /// <summary>Attempts that failed, those of the task for which the job was given up first, the last ones first.</summary>
    private IEnumerable<string> Wanted(StepEvidence evidence) => evidence.Attempts.Select(a => a.Attempt).OfType<string>()
        .Where(a => a.StartsWith($"attempt_{Number}_", StringComparison.Ordinal) && !evidence.Succeeded.Contains(Ids.TaskOf(a))).Distinct()
        .OrderByDescending(a => Ids.TaskOf(a) == evidence.Jobs.FirstOrDefault(j => j.Application == job.Application)?.FailedTask).ThenByDescending(Ids.NumberOf);

    /// <summary>What a container tells; null when nothing went wrong in it.</summary>
    private async Task<AttemptEvidence?> AttemptAsync(string? attempt, Container container, IReadOnlySet<string> failed, CancellationToken cancel)
    {
        var errors = new List<Found>();
        var syslog = new TaskSyslogParser();
        if (container.Log("syslog") is { } log)
        {
            await logs.ReadAsync(log, syslog, cancel);
            errors.AddRange(syslog.Errors.Select(e => new Found(e, log, LogRole.TaskSyslog) { Container = container.Id }));
        }
        if (attempt is null && syslog.Errors.Count == 0 && !failed.Contains(syslog.Attempt ?? ""))
            return null; // whatever its programs wrote, they did not fail
        // A JVM that cannot start says so on stdout, which a streaming task does not use.
        foreach (var name in (string[])(syslog.Split is null && syslog.Errors.Count == 0 ? ["stderr", "stdout"] : ["stderr"]))
        {
            if (container.Log(name) is not { Size: > 0 } output)
                continue;
            var parser = new TaskStderrParser();
            await logs.ReadAsync(output, parser, cancel);
            errors.AddRange(parser.Errors.Select(e => new Found(e, output, LogRole.TaskStderr) { Container = container.Id }));
        }
        return new(attempt ?? syslog.Attempt ?? (container.Id.StartsWith("attempt_", StringComparison.Ordinal) ? container.Id : null))
        {
            Container = container.Id, Errors = errors, Split = syslog.Split ?? syslog.Input,
        };
    }

    private static bool IsDecisive(AttemptEvidence seen) =>
        seen.Errors.Any(e => e is { Role: LogRole.TaskStderr, Error: { Kind: ErrorKind.Traceback or ErrorKind.Command or ErrorKind.Signal or ErrorKind.Memory, WentOn: false } });

    private static IReadOnlyList<AttemptEvidence> Merge(IReadOnlyList<AttemptEvidence> all, AttemptEvidence seen)
    {
        var same = all.FirstOrDefault(a => a.Attempt is not null && a.Attempt == seen.Attempt);
        return same is null ? [.. all, seen] : [.. all.Select(a => a == same ? seen with { Errors = [.. seen.Errors, .. a.Errors] } : a)];
    }

    private async Task<(StepEvidence Evidence, IReadOnlyDictionary<string, string> Homes)> FromHistoryAsync(StepEvidence evidence, CancellationToken cancel)
    {
        var wanted = $"/job_{Number}-";
        if ((await logs.ListAsync($"{cluster}hadoop-mapreduce/history/", cancel)).LastOrDefault(f => f.Uri.Contains(wanted, StringComparison.Ordinal) && f.Uri.Contains(".jhist", StringComparison.Ordinal)) is not { } file)
            return (evidence, new Dictionary<string, string>());
        var history = new HistoryParser();
        await logs.ReadAsync(file, history, cancel);
        var attempts = evidence.Attempts;
        foreach (var failed in history.Attempts)
            attempts = Merge(attempts, new(failed.Attempt) { Errors = failed.Error is { } error ? [new(error, file, LogRole.History)] : [] });
        return (evidence with
        {
            Files = [.. evidence.Files, file], Attempts = attempts,
            Succeeded = evidence.Succeeded.Union(history.Succeeded).ToHashSet(StringComparer.Ordinal),
            Jobs = [.. evidence.Jobs.Select(j => j.Application == job.Application ? j with { FailedTask = j.FailedTask ?? history.FailedTask } : j)],
            Counters = evidence.Counters ?? Sum(history.Counters),
        }, history.Containers);
    }

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? Sum(Dictionary<string, Dictionary<string, long>>? counters)
    {
        var sum = new SummedCounters();
        sum.Add(counters);
        return sum.Sum;
    }

    private async Task<StepEvidence> SparkAsync(StepEvidence evidence, List<Container> containers, CancellationToken cancel)
    {
        var drivers = containers.Where(c => c.IsMaster).OrderByDescending(c => c.Id, StringComparer.Ordinal).ToList();
        if (drivers is [var driver, ..])
            evidence = await SparkAsync(evidence, driver, LogRole.Driver, cancel);
        if (Explains(evidence))
            return evidence;
        foreach (var executor in containers.Except(drivers).OrderByDescending(c => c.Log("stderr")?.Size ?? 0).Take(MostContainers))
        {
            evidence = await SparkAsync(evidence, executor, LogRole.Executor, cancel);
            if (Explains(evidence))
                break;
        }
        return evidence;
    }

    private async Task<StepEvidence> SparkAsync(StepEvidence evidence, Container container, LogRole role, CancellationToken cancel)
    {
        var spark = new SparkParser();
        var errors = new List<Found>();
        if (container.Log("stderr") is { } stderr)
        {
            await logs.ReadAsync(stderr, spark, cancel);
            errors.AddRange(spark.Errors.Select(e => new Found(e, stderr, role) { Container = container.Id }));
        }
        if (container.Log("stdout") is { Size: > 0 } stdout) // a PySpark driver's own errors, on a cluster
        {
            var text = new TaskStderrParser();
            await logs.ReadAsync(stdout, text, cancel);
            errors.AddRange(text.Errors.Select(e => new Found(e, stdout, role) { Container = container.Id }));
        }
        return evidence with { Errors = [.. evidence.Errors, .. errors], FailedStage = spark.FailedStage ?? evidence.FailedStage };
    }

    private static bool Explains(StepEvidence evidence) => evidence.Errors.Any(e => e.Role is LogRole.Driver or LogRole.Executor
        && e.Error.Kind is ErrorKind.Traceback or ErrorKind.Exception or ErrorKind.Memory && (evidence.FailedStage is null || e.Error.Stage is null || e.Error.Stage == evidence.FailedStage));

    /// <summary>A container's logs, or before YARN an attempt's.</summary>
    private sealed record Container(string Id, IReadOnlyList<LogPath> Logs)
    {
        /// <summary>The first container of an application, or of another try at it, has its ApplicationMaster.</summary>
        public bool IsMaster => Id.EndsWith("_000001", StringComparison.Ordinal) && Id.StartsWith("container_", StringComparison.Ordinal);

        public LogFile? Log(string name) => Logs.Where(l => l.Name == name).OrderBy(l => l.IsRotated).FirstOrDefault()?.File;
    }
}
