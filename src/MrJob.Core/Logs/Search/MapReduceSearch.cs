using System.Text;
using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Logs.Search;

/// <summary>
/// Reads the containers of attempts that failed. Which container an attempt had is said by the ApplicationMaster's log, or by the job
/// history; without these the largest logs of errors come first.
/// </summary>
internal sealed class MapReduceSearch(ILogStore logs, string cluster, ClientJob job)
{
    /// <summary>Each is two objects. With the ApplicationMaster's and the history it stays well below fifty.</summary>
    private const int MostContainers = 12;
    private const int MostAttempts = 6;

    /// <param name="containers">None where their logs have not come, or are gone: then the job history may still tell.</param>
    public async Task<StepEvidence> SearchAsync(StepEvidence evidence, IReadOnlyList<Container> containers, CancellationToken cancel)
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
        evidence = await TasksAsync(evidence, [.. containers.Except(masters)], homes, cancel);
        // The logs of a job's tasks come later than the step's own, and one of them has the cause.
        return evidence with { IsComplete = evidence.IsComplete && evidence.Attempts.Any(a => a.Container is not null) };
    }

    private async Task<StepEvidence> TasksAsync(StepEvidence evidence, IReadOnlyList<Container> containers, IReadOnlyDictionary<string, string> homes, CancellationToken cancel)
    {
        var byId = containers.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var wanted = Wanted(evidence).Select(a => (Attempt: (string?)a, Container: byId.GetValueOrDefault(homes.GetValueOrDefault(a) ?? NamedIn(evidence, a) ?? a))).Where(w => w.Container is not null).Take(MostAttempts).ToList();
        if (wanted.Count == 0)
            wanted = [.. Container.ByErrors(containers).Take(MostContainers).Select(c => ((string?)null, (Container?)c))];
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
        .Where(a => a.StartsWith($"attempt_{job.Number}_", StringComparison.Ordinal) && !evidence.Succeeded.Contains(Ids.TaskOf(a))).Distinct()
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
        var wanted = $"/job_{job.Number}-";
        if ((await logs.ListAsync($"{cluster}hadoop-mapreduce/history/", cancel)).LastOrDefault(f => f.Uri.Contains(wanted, StringComparison.Ordinal) && f.Uri.Contains(".jhist", StringComparison.Ordinal)) is not { } file)
            return (evidence, new Dictionary<string, string>());
        var history = new HistoryParser();
        await logs.ReadAsync(file, history, cancel);
        return (evidence with
        {
            Files = [.. evidence.Files, file], Attempts = WithHistory(evidence.Attempts, history.Attempts, file),
            Succeeded = evidence.Succeeded.Union(history.Succeeded).ToHashSet(StringComparer.Ordinal),
            Jobs = [.. evidence.Jobs.Select(j => j.Application == job.Application ? j with { FailedTask = j.FailedTask ?? history.FailedTask } : j)],
            Counters = evidence.Counters ?? Sum(history.Counters),
        }, history.Containers);
    }

    /// <summary>Of a large job the history has as many attempts as the job.</summary>
    private static IReadOnlyList<AttemptEvidence> WithHistory(IReadOnlyList<AttemptEvidence> all, IEnumerable<FailedAttempt> told, LogFile file)
    {
        var byId = all.Where(a => a.Attempt is not null).DistinctBy(a => a.Attempt).ToDictionary(a => a.Attempt!, StringComparer.Ordinal);
        foreach (var failed in told)
        {
            Found[] errors = failed.Error is { } error ? [new(error, file, LogRole.History)] : [];
            byId[failed.Attempt] = byId.GetValueOrDefault(failed.Attempt) is { } known ? known with { Errors = [.. errors, .. known.Errors] } : new(failed.Attempt) { Errors = errors };
        }
        return [.. all.Where(a => a.Attempt is null), .. byId.Values];
    }

    private static IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? Sum(Dictionary<string, Dictionary<string, long>>? counters)
    {
        var sum = new SummedCounters();
        sum.Add(counters);
        return sum.Sum;
    }
}
