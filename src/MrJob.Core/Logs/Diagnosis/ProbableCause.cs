using System.Text;
using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;

namespace MrJob.Core.Logs.Diagnosis;

/// <summary>Chooses the error that explains why a step failed. Pure.</summary>
internal static class ProbableCause
{
    private const int MostOthers = 5;

    /// <summary>
    /// A task's own error outranks Hadoop's or Spark's wrapper around it, which outranks what the client says about tasks, which outranks EMR's words.
    /// Attempts that were killed or preempted, and those of tasks that succeeded later, are no candidates. Null when nothing says anything.
    /// </summary>
    public static Cause? Of(StepEvidence evidence)
    {
        var candidates = Candidates(evidence).Where(c => c.Error.Excerpt.Text.Length > 0).OrderByDescending(c => c.Rank).ToList();
        return candidates is [var best, ..] ? Tell(best, candidates, evidence) : null;
    }

    private static IEnumerable<Candidate> Candidates(StepEvidence evidence)
    {
        var attempts = OfAttempts(evidence).ToList();
        foreach (var candidate in attempts.Concat(SparkCauses.Of(evidence)))
            yield return candidate;
        foreach (var found in evidence.Errors)
            if (ClientCauses.Of(found, attempts.Count > 0) is { } candidate)
                yield return candidate;
        if (evidence.Cluster is { } end && ClusterCauses.Of(end, evidence.Failure is not null) is { } ended)
            yield return ended;
        if (evidence.Failure?.Words is { } words)
            yield return new(new(ErrorKind.Client, new(words, 0, 0)), "emr", Confidence.Medium, Ranks.Emr, "no log says more than EMR itself");
    }

    /// <summary>One for each attempt, the attempts of the task for which the job was given up first, the last first.</summary>
    private static IEnumerable<Candidate> OfAttempts(StepEvidence evidence)
    {
        var failed = evidence.Jobs.LastOrDefault(j => j.Succeeded != true)?.FailedTask;
        var done = evidence.Jobs.Where(j => j.Succeeded == true).Select(j => j.Number).ToHashSet(StringComparer.Ordinal);
        var all = evidence.Attempts.Where(a => a.Attempt is null || !IsPast(a.Attempt, evidence, done)).ToList();
        if (failed is not null && all.Exists(a => a.Attempt is not null && Ids.TaskOf(a.Attempt) == failed))
            all = all.FindAll(a => a.Attempt is null || Ids.TaskOf(a.Attempt) == failed);
        return all.OrderByDescending(a => a.Attempt is null ? -1 : Ids.NumberOf(a.Attempt)).Select(AttemptCauses.Of).OfType<Candidate>()
            .Select(c => c with { Split = c.Split ?? SplitOf(c.Attempt, all) });
    }

    /// <summary>All attempts at a task read the same.</summary>
    private static string? SplitOf(string? attempt, IReadOnlyList<AttemptEvidence> all) =>
        attempt is null ? null : all.FirstOrDefault(a => a.Split is not null && a.Attempt is not null && Ids.TaskOf(a.Attempt) == Ids.TaskOf(attempt))?.Split;

    private static bool IsPast(string attempt, StepEvidence evidence, HashSet<string> done) =>
        evidence.Succeeded.Contains(Ids.TaskOf(attempt)) || done.Contains(string.Join('_', attempt.Split('_').Skip(1).Take(2)));

    private static Cause Tell(Candidate best, IReadOnlyList<Candidate> all, StepEvidence evidence)
    {
        var excerpt = Focus.On(best.Error);
        var others = all.Where(c => c.Error.Kind != ErrorKind.Wrapper).DistinctBy(c => Summary(c.Error))
            .Where(c => !best.Error.Excerpt.Text.Contains(Summary(c.Error), StringComparison.Ordinal)).Take(MostOthers)
            .Select(c => new OtherError(Summary(c.Error), c.File?.Uri, c.File is null ? null : c.Error.Excerpt.FirstLine, c.Attempt)).ToList();
        return new(excerpt.Text, best.Source, best.File?.Uri, best.File is null ? null : excerpt.FirstLine, best.File is null ? null : excerpt.LastLine, best.Confidence.ToString().ToLowerInvariant())
        {
            Why = best.Why, Hint = Hints.For(best.Error, evidence.ExitCode), Attempt = best.Attempt, Task = best.Attempt is { } attempt ? Ids.TaskOf(attempt) : null,
            Container = best.Container, InputSplit = best.Split, Others = others.Count > 0 ? others : null,
        };
    }

    /// <summary>The line that says most: of a traceback its last; of a record the message.</summary>
    private static string Summary(LogError error)
    {
        var lines = error.Excerpt.Text.Split('\n');
        var line = (error.Kind == ErrorKind.Traceback ? lines[^1] : lines[0]).Trim();
        if (LogRecord.TryParse(Encoding.UTF8.GetBytes(line), out var record))
            line = Encoding.UTF8.GetString(record.Message);
        return line.Length <= 200 ? line : line[..200] + "…";
    }
}
