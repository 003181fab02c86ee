using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

/// <summary>What is refused of the policies that the local EMR keeps and does not act on.</summary>
internal static class PolicyRules
{
    private const long ShortestIdle = 60, LongestIdle = 604800;

    /// <exception cref="EmrException">A ValidationException.</exception>
    public static void Check(ManagedScalingPolicy policy, string? releaseLabel)
    {
        if (!Releases.HasManagedScaling(releaseLabel))
            throw EmrException.Validation("Managed scaling is supported from release emr-5.30.0 on, except emr-6.0.0.");
        var limits = policy.ComputeLimits!;
        if (limits.MinimumCapacityUnits < 1 || limits.MinimumCapacityUnits > limits.MaximumCapacityUnits)
            throw EmrException.Validation($"MinimumCapacityUnits {limits.MinimumCapacityUnits} must be at least 1 " +
                $"and at most MaximumCapacityUnits {limits.MaximumCapacityUnits}.");
        foreach (var (name, units) in new[]
        {
            (nameof(limits.MaximumOnDemandCapacityUnits), limits.MaximumOnDemandCapacityUnits),
            (nameof(limits.MaximumCoreCapacityUnits), limits.MaximumCoreCapacityUnits),
        })
        {
            if (units < 0 || units > limits.MaximumCapacityUnits)
                throw EmrException.Validation($"{name} {units} must be at least 0 and at most MaximumCapacityUnits {limits.MaximumCapacityUnits}.");
        }
    }

    public static void Check(AutoTerminationPolicy policy, string? releaseLabel, Func<string, EmrException> refuse)
    {
        if (policy.IdleTimeout is < ShortestIdle or > LongestIdle)
            throw refuse($"IdleTimeout must be between {ShortestIdle} and {LongestIdle} seconds, and is {policy.IdleTimeout}.");
        if (!Releases.HasAutoTermination(releaseLabel))
            throw refuse("Auto-termination is supported from release emr-5.30.0 and emr-6.1.0 on.");
    }
}
