namespace MrJob.Local.Emr;

/// <summary>Runs what a step asks for as real processes on this machine.</summary>
internal interface IStepRunner
{
    /// <summary>
    /// Runs the step to its end. Failures of the step are outcomes, not exceptions. When cancelled, ends every process that
    /// the step started, then throws <see cref="OperationCanceledException"/>.
    /// </summary>
    Task<StepOutcome> RunAsync(StepExecution step, CancellationToken cancel);
}

/// <summary>A step, ready to run.</summary>
/// <param name="Jar">The step's jar: <c>command-runner.jar</c> and the like, or a path.</param>
/// <param name="MainClass">Only for plain jars.</param>
/// <param name="LogUri"><c>s3://bucket/prefix/</c> without the cluster id, or null when the cluster keeps no logs.</param>
/// <param name="WorkFolder">This step's own folder. It exists; on a rerun it holds what the interrupted run left.</param>
/// <param name="Rerun">The step was running when the process died, and runs again: what it had already made is its own.</param>
internal sealed record StepExecution(
    string ClusterId, string StepId, string Name, string Jar, string? MainClass, IReadOnlyList<string> Args,
    IReadOnlyDictionary<string, string> Properties, string? LogUri, string WorkFolder, bool Rerun);

/// <summary>How a step ended; a failure carries what EMR shows as the step's FailureDetails.</summary>
internal sealed record StepOutcome(bool Succeeded, string? Reason = null, string? Message = null, string? LogFile = null)
{
    public static StepOutcome Success { get; } = new(true);
}
