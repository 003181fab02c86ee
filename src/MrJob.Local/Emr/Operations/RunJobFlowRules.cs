using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

/// <summary>What RunJobFlow refuses beyond the limits of single members. Like EMR it names the first fault only.</summary>
internal static class RunJobFlowRules
{
    private const string NotInNames = "<>$|`";

    /// <exception cref="EmrException">A ValidationException.</exception>
    public static void Check(RunJobFlowInput input)
    {
        CheckName(input.Name!);
        CheckRelease(input);
        CheckRoles(input);
        InstanceGroupRules.Check(input.Instances!, Releases.Parse(input.ReleaseLabel));
        CheckConcurrency(input);
        StepRules.Check(input.Steps ?? [], input.StepConcurrencyLevel ?? 1);
        StepRules.CheckActive(active: 0, added: input.Steps?.Count ?? 0);
        TagRules.Check(TagRules.Merge([], input.Tags ?? []), EmrException.Validation);
        if (input.AutoTerminationPolicy is { } policy)
            PolicyRules.Check(policy, input.ReleaseLabel, EmrException.Validation);
        if (input.ManagedScalingPolicy is { } scaling)
            PolicyRules.Check(scaling, input.ReleaseLabel);
    }

    private static void CheckName(string name)
    {
        if (name.Length == 0)
            throw EmrException.Validation("The job flow name must not be empty.");
        if (name.IndexOfAny([.. NotInNames]) >= 0)
            throw EmrException.Validation(
                $"Invalid job flow name '{name}': the characters {string.Join(' ', NotInNames.ToArray())} are not allowed.");
    }

    private static void CheckRelease(RunJobFlowInput input)
    {
        if (input is { AmiVersion: not null, ReleaseLabel: not null })
            throw EmrException.Validation("Only one AMI version and release label may be specified. " +
                $"Provided AMI: {input.AmiVersion}, release label: {input.ReleaseLabel}.");
        if (input.ReleaseLabel is not null && Releases.Parse(input.ReleaseLabel) is null)
            throw EmrException.Validation($"The supplied release label is invalid: {input.ReleaseLabel}.");
        if (input is { CustomAmiId: not null, AmiVersion: not null })
            throw EmrException.Validation("Custom AMI is not supported in this version of EMR");
        if (input.CustomAmiId is not null && Releases.Parse(input.ReleaseLabel) < new Version(5, 7, 0))
            throw EmrException.Validation("Custom AMI is not allowed");
    }

    private static void CheckRoles(RunJobFlowInput input)
    {
        if (string.IsNullOrEmpty(input.ServiceRole))
            throw EmrException.Validation("ServiceRole is required for creating cluster.");
        if (string.IsNullOrEmpty(input.JobFlowRole))
            throw EmrException.Validation("InstanceProfile is required for creating cluster.");
    }

    private static void CheckConcurrency(RunJobFlowInput input)
    {
        if (input.StepConcurrencyLevel is { } level)
            StepRules.CheckConcurrency(level, Releases.Parse(input.ReleaseLabel), EmrException.Validation);
    }
}
