using MrJob.Core.Jobs;

namespace MrJob.Core.Logs;

/// <summary>Chooses the error that explains a failed job. Pure.</summary>
internal static class Causes
{
    /// <summary>
    /// A task's own error outranks Hadoop's wrapper around it, which outranks what the step's client said, which outranks EMR's
    /// words about the step or the cluster. Null when nothing says anything.
    /// </summary>
    public static Cause? Choose(Job job, IReadOnlyList<StepLogs> logs)
    {
        var failed = logs.Where(s => s.Step.State == JobStepState.Failed).ToList();
        return failed.Select(OfTasks).OfType<Cause>().LastOrDefault()
            ?? failed.Select(OfStep).OfType<Cause>().LastOrDefault()
            ?? OfEmr(job);
    }

    private static Cause? OfTasks(StepLogs step)
    {
        var found = step.Tasks.Select(t => (t.Stderr.File, Excerpt: TaskErrors.Find(t.Stderr.Lines))).LastOrDefault(t => t.Excerpt is not null);
        return found.Excerpt is { } excerpt ? Of(excerpt, "task", found.File, "high") : null;
    }

    private static Cause? OfStep(StepLogs step)
    {
        if (step.Syslog is { } syslog && StepSyslog.Error(syslog.Lines) is { } attempt)
            return Of(attempt, "step", syslog.File, "medium");
        return step.Stderr is { } stderr && TaskErrors.Find(stderr.Lines) is { } said ? Of(said, "step", stderr.File, "medium") : null;
    }

    private static Cause? OfEmr(Job job) =>
        (job.Reason ?? job.Steps.Select(s => s.FailureReason).LastOrDefault(r => !string.IsNullOrEmpty(r))) is { } words
            ? new(words, "emr", null, null, null, "low") : null;

    private static Cause Of(LogExcerpt excerpt, string source, LogFile file, string confidence) =>
        new(excerpt.Text, source, file.Uri, excerpt.FirstLine, excerpt.LastLine, confidence);
}
