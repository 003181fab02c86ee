using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

/// <summary>What is refused of steps, by RunJobFlow and AddJobFlowSteps alike.</summary>
internal static class StepRules
{
    /// <summary>Steps of a cluster that are PENDING, RUNNING or CANCEL_PENDING at once.</summary>
    public const int MostActive = 256;

    /// <summary>Characters of all the strings in one HadoopJarStep ("AddJobFlowSteps", EMR API reference).</summary>
    public const int MostCharacters = 10240;

    private const int HighestConcurrency = 256;

    /// <exception cref="EmrException">A ValidationException.</exception>
    public static void Check(IReadOnlyList<StepConfig> steps, int concurrencyLevel)
    {
        foreach (var step in steps)
        {
            if (string.IsNullOrEmpty(step.HadoopJarStep!.Jar))
                throw EmrException.Validation($"The step '{step.Name}' has no jar.");
            if (Characters(step.HadoopJarStep) is var characters and > MostCharacters)
                throw EmrException.Validation($"The string values of the HadoopJarStep of step '{step.Name}' " +
                    $"have {characters} characters in total; at most {MostCharacters} are allowed.");
            if (concurrencyLevel > 1 && (step.ActionOnFailure ?? StepRecord.DefaultActionOnFailure) is not "CONTINUE" and var action)
                throw EmrException.Validation($"The ActionOnFailure setting {action} of step '{step.Name}' is not valid: " +
                    "on a cluster whose StepConcurrencyLevel is greater than 1 only CONTINUE is.");
        }
    }

    /// <exception cref="EmrException">A ValidationException.</exception>
    public static void CheckActive(int active, int added)
    {
        if (active + added > MostActive)
            throw EmrException.Validation(
                "Maximum number of active steps(State = 'Running', 'Pending' or 'Cancel_Pending') for cluster exceeded.");
    }

    public static void CheckConcurrency(int level, Version? release, Func<string, EmrException> refuse)
    {
        if (level is < 1 or > HighestConcurrency)
            throw refuse($"StepConcurrencyLevel must be between 1 and {HighestConcurrency}, and is {level}.");
        if (level > 1 && (release is null || release < Releases.StepConcurrency))
            throw refuse("StepConcurrencyLevel greater than 1 is supported from release emr-5.28.0 on.");
    }

    private static int Characters(HadoopJarStepConfig step) =>
        step.Jar!.Length + (step.MainClass?.Length ?? 0)
        + (step.Args ?? []).Sum(a => a.Length)
        + (step.Properties ?? []).Sum(p => (p.Key?.Length ?? 0) + (p.Value?.Length ?? 0));
}
