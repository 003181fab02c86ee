using System.Text;
using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;

namespace MrJob.Core.Logs.Diagnosis;

/// <summary>What the step's own process, EMR's step runner and bootstrap actions say. Pure.</summary>
internal static class ClientCauses
{
    /// <param name="ranTasks">Tasks of the step failed: what the client says is then about these.</param>
    public static Candidate? Of(Found found, bool ranTasks)
    {
        if (found.Role == LogRole.Controller)
            return OfController(found);
        if (found.Role == LogRole.Bootstrap)
            return OfBootstrap(found);
        if (found.Role == LogRole.Master)
            return OfMaster(found);
        if (found.Role is not (LogRole.StepStderr or LogRole.StepSyslog))
            return null;
        if (found.Error.IsOfTask)
            return AttemptCauses.OfHadoop(found, hasWords: false) is { } told ? told with { Attempt = Ids.FirstAttempt(Encoding.UTF8.GetBytes(found.Error.Excerpt.Text)) } : null;
        var (kind, went) = (found.Error.Kind, found.Error.WentOn);
        var rank = ranTasks ? Ranks.AfterTasks : Ranks.Client;
        return kind switch
        {
            ErrorKind.Memory or ErrorKind.Timeout or ErrorKind.Traceback or ErrorKind.Command or ErrorKind.Signal => Step(found, went ? Confidence.Medium : Confidence.High, rank + 3, "the error with which the step's own process ended"),
            ErrorKind.Exception or ErrorKind.Client when went => Step(found, Confidence.Medium, rank - 2, "an error that the step's own process wrote, and after which it went on"),
            ErrorKind.Exception or ErrorKind.Client => Step(found, Confidence.High, rank + 2, "what the client that runs the step says is wrong"),
            ErrorKind.Output when LastWords.IsComplaint(found.Error.Excerpt.Text) && ErrorKinds.Of(found.Error.Excerpt.Text) != ErrorKind.Wrapper => Step(found, Confidence.Medium, rank - 1, "the last lines that the step's own process wrote"),
            ErrorKind.Output when !ranTasks => Step(found, Confidence.Low, Ranks.Controller + 2, "the last lines that the step's own process wrote"),
            ErrorKind.Lost => Step(found, Confidence.Medium, Ranks.Lost, "machines went away"),
            ErrorKind.Wrapper => Step(found, Confidence.Low, Ranks.AfterTasks - 2, "the client only says that the job failed"),
            _ => null,
        };
    }

    private static Candidate Step(Found found, Confidence confidence, int rank, string why) => Candidate.Of(found, "step", confidence, rank, why);

    private static Candidate? OfController(Found found) => found.Error.Kind == ErrorKind.Client
        ? Candidate.Of(found, "controller", Confidence.Medium, Ranks.Client - 5, "what kept EMR from running the step")
        : Candidate.Of(found, "controller", Confidence.Low, Ranks.Controller, "EMR only tells the exit code");

    private static Candidate? OfMaster(Found found) => found.Error.Kind is ErrorKind.Memory
        ? Candidate.Of(found, "task", Confidence.Medium, Ranks.Words, "the ApplicationMaster ran out of memory") : null;

    private static Candidate? OfBootstrap(Found found) => found.Error.Kind switch
    {
        ErrorKind.Consequence or ErrorKind.Wrapper => null,
        ErrorKind.Output => Candidate.Of(found, "bootstrap", Confidence.Medium, Ranks.Certain + 1, "the last lines of the bootstrap action that failed"),
        _ => Candidate.Of(found, "bootstrap", found.Error.WentOn ? Confidence.Medium : Confidence.High, Ranks.Certain + 2, "the error with which the bootstrap action ended"),
    };
}
