using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;

namespace MrJob.Core.Logs.Diagnosis;

/// <summary>What explains the failure of a task attempt of MapReduce. Pure.</summary>
internal static class AttemptCauses
{
    /// <summary>Null when the attempt did not fail by itself.</summary>
    public static Candidate? Of(AttemptEvidence attempt)
    {
        var best = Candidates(attempt).OrderByDescending(c => c.Rank).FirstOrDefault();
        return best is null ? null : best with { Attempt = attempt.Attempt, Container = attempt.Container ?? best.Container, Split = attempt.Split };
    }

    private static IEnumerable<Candidate> Candidates(AttemptEvidence attempt)
    {
        var said = attempt.Errors.Where(e => e.Role == LogRole.TaskStderr).ToList();
        foreach (var found in attempt.Errors)
            if (OfHadoop(found, said.Count > 0) is { } candidate)
                yield return candidate;
        foreach (var found in said)
            if (OfProgram(found, said) is { } candidate)
                yield return candidate;
    }

    /// <summary>What Hadoop says of the attempt: in the task's own log, to the client, or in the history.</summary>
    public static Candidate? OfHadoop(Found found, bool hasWords)
    {
        if (found.Role is LogRole.TaskStderr)
            return null;
        // The task's own log is nearer to it than what the client was told.
        var near = found.Role == LogRole.TaskSyslog ? 1 : 0;
        var source = found.Role switch { LogRole.TaskSyslog => "task", LogRole.History => "history", _ => "step" };
        return found.Error.Kind switch
        {
            ErrorKind.Memory => Candidate.Of(found, source, Confidence.High, Ranks.Certain + near, "the container was ended for its memory, and Hadoop says so"),
            ErrorKind.Timeout => Candidate.Of(found, source, Confidence.High, Ranks.Certain + near, "Hadoop ended the attempt because it reported nothing for too long"),
            ErrorKind.Command => Candidate.Of(found, source, Confidence.High, Ranks.Own + near, "the task's program could not be started"),
            ErrorKind.Exception or ErrorKind.Client when found.Error.WentOn => Candidate.Of(found, source, Confidence.Medium, Ranks.Words - 2, "an error in the attempt's log, after which it may have gone on"),
            ErrorKind.Exception or ErrorKind.Client => Candidate.Of(found, source, Confidence.High, Ranks.Own + near, "the exception that ended the attempt"),
            ErrorKind.Lost => Candidate.Of(found, source, Confidence.Medium, Ranks.Lost + near, "the machine, or the output of earlier tasks on it, went away"),
            ErrorKind.Consequence => null,
            _ => Candidate.Of(found, source, Confidence.Medium, Ranks.Wrapper + near, hasWords ? "Hadoop only says that the program failed" : "Hadoop only says that the program failed, and no log of the task says why"),
        };
    }

    private static Candidate? OfProgram(Found found, IReadOnlyList<Found> said)
    {
        var error = found.Error;
        switch (error.Kind)
        {
            case ErrorKind.Traceback when error.IsCut:
                return Candidate.Of(found, "task", Confidence.Medium, Ranks.Program, "the beginning of the traceback with which the task's program ended");
            case ErrorKind.Traceback when !error.WentOn:
                return Candidate.Of(found, "task", Confidence.High, Ranks.Program, "the traceback with which the task's program ended");
            case ErrorKind.Traceback:
                return Candidate.Of(found, "task", Confidence.Medium, Ranks.Words - 1, "a traceback of the task's program, which went on after it");
            case ErrorKind.Command or ErrorKind.Signal or ErrorKind.Memory:
                return Candidate.Of(found, "task", error.WentOn || IsKilled(error) ? Confidence.Medium : Confidence.High, Ranks.Program, Why(error.Kind));
            case ErrorKind.Exception or ErrorKind.Client when !error.WentOn:
                return Candidate.Of(found, "task", Confidence.High, Ranks.Own + 2, "the exception with which the task's program ended");
            case ErrorKind.Output:
                // A program that went on after a traceback, and then complains, died of what it complains of.
                var complains = LastWords.IsComplaint(error.Excerpt.Text);
                var after = said.Any(s => s.Error.Kind == ErrorKind.Traceback);
                return Candidate.Of(found, "task", complains ? Confidence.Medium : Confidence.Low, complains ? Ranks.Words : after ? Ranks.Wrapper - 2 : Ranks.Wrapper + 3, "the last lines that the task's program wrote");
            default:
                return null;
        }
    }

    // The shell says that it was killed, but not by whom.
    private static bool IsKilled(LogError error) => error.Kind == ErrorKind.Signal && error.Excerpt.Text.Contains("Killed", StringComparison.Ordinal);

    private static string Why(ErrorKind kind) => kind switch
    {
        ErrorKind.Command => "the shell says that it could not run this",
        ErrorKind.Signal => "a signal ended the task's program",
        _ => "the task's program got no more memory",
    };
}
