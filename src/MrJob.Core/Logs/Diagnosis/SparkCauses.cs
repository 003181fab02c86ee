using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;

namespace MrJob.Core.Logs.Diagnosis;

/// <summary>What explains the failure of a Spark application. Pure.</summary>
internal static class SparkCauses
{
    public static IEnumerable<Candidate> Of(StepEvidence evidence)
    {
        var all = evidence.Errors.Where(e => e.Role is LogRole.Driver or LogRole.Executor || (e.Role == LogRole.StepStderr && IsOfSpark(evidence)))
            .Where(e => e.Error.Stage is null || evidence.FailedStage is null || e.Error.Stage == evidence.FailedStage).ToList();
        // Wrapped tracebacks of the driver have the executor's within: the shortest says it without the rest.
        var shortest = all.Where(e => e.Error is { Kind: ErrorKind.Traceback } && !IsSurvived(e, evidence)).OrderBy(e => e.Error.IsCut).ThenBy(e => e.Error.WentOn).ThenBy(e => e.Error.Excerpt.LastLine - e.Error.Excerpt.FirstLine).FirstOrDefault();
        return all.Select(e => Of(e, e == shortest, evidence)).OfType<Candidate>();
    }

    private static bool IsOfSpark(StepEvidence evidence) => evidence.FailedStage is not null || evidence.Errors.Any(e => e.Role is LogRole.Driver or LogRole.Executor);

    private static Candidate? Of(Found found, bool isShortest, StepEvidence evidence)
    {
        var error = found.Error;
        // The driver knows all; the step's stderr has the driver's words, at best.
        var near = found.Role switch { LogRole.Driver => 2, LogRole.Executor => 1, _ => 0 };
        var gaveUp = error.Excerpt.Text.Contains("Job aborted due to stage failure", StringComparison.Ordinal) || evidence.FailedStage is { } stage && (error.Stage == stage || error.Excerpt.Text.Contains($"in stage {stage} failed", StringComparison.Ordinal));
        return error.Kind switch
        {
            ErrorKind.Consequence or ErrorKind.Lost or ErrorKind.Wrapper when IsSurvived(found, evidence) => null,
            _ when IsSurvived(found, evidence) => Of(found, Confidence.Low, Ranks.AfterTasks + 2 + near, "an error of a task that Spark tried again: no stage was given up"),
            ErrorKind.Traceback when error.IsCut => Of(found, Confidence.Medium, Ranks.Words, "a Python traceback without its end"),
            ErrorKind.Traceback when error.WentOn => Of(found, Confidence.Medium, Ranks.Own - 1, "a Python traceback, after which the program went on"),
            ErrorKind.Traceback when isShortest => Of(found, Confidence.High, Ranks.Program + near, "the innermost Python traceback"),
            ErrorKind.Traceback => Of(found, Confidence.Medium, Ranks.Words, "a longer traceback"),
            ErrorKind.Memory when gaveUp || evidence.FailedStage is null => Of(found, Confidence.High, Ranks.Program - 1 + near, "memory ran out, and who noticed says so"),
            ErrorKind.Memory => Of(found, Confidence.Medium, Ranks.Words + near, "an executor ran out of memory"),
            ErrorKind.Exception when gaveUp => Of(found, Confidence.High, Ranks.Stage + near, "the exception for which Spark gave up its stage"),
            ErrorKind.Exception or ErrorKind.Client or ErrorKind.Command or ErrorKind.Timeout => Of(found, Confidence.High, Ranks.Own + near, "the exception that ended the application"),
            ErrorKind.Signal => Of(found, Confidence.Medium, Ranks.Words + near, "a signal ended the program"),
            ErrorKind.Lost => Of(found, Confidence.Medium, (gaveUp ? Ranks.Words : Ranks.Lost) + near, "executors, or what they had made, went away"),
            ErrorKind.Output when LastWords.IsComplaint(error.Excerpt.Text) => Of(found, Confidence.Medium, Ranks.Words + near, "the last lines that the program wrote"),
            ErrorKind.Wrapper => Of(found, Confidence.Low, Ranks.AfterTasks + near, "Spark only says that the application failed"),
            _ => null,
        };
    }

    private static bool IsSurvived(Found found, StepEvidence evidence) => found.Error.Stage is not null && evidence.FailedStage is null;

    private static Candidate Of(Found found, Confidence confidence, int rank, string why) =>
        Candidate.Of(found, found.Role == LogRole.StepStderr ? "step" : "spark", confidence, rank, why);
}
