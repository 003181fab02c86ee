namespace MrJob.Local.Emr.Steps;

/// <summary>How a step's process ended.</summary>
/// <param name="Reason">EMR's short reason for a failure, when it has one.</param>
/// <param name="Message">What the failure was.</param>
/// <param name="Job">The id of the job that it was, when it was one of Hadoop.</param>
internal sealed record StepResult(int ExitCode, string? Reason = null, string? Message = null, string? Job = null)
{
    public static StepResult Success { get; } = new(0);

    public bool Succeeded => ExitCode == 0;
}
