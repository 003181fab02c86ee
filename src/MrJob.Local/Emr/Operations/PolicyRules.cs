using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

/// <summary>What is refused of the policies that the local EMR keeps and does not act on.</summary>
internal static class PolicyRules
{
    private const long ShortestIdle = 60, LongestIdle = 604800;

    public static void Check(AutoTerminationPolicy policy, string? releaseLabel, Func<string, EmrException> refuse)
    {
        if (policy.IdleTimeout is < ShortestIdle or > LongestIdle)
            throw refuse($"IdleTimeout must be between {ShortestIdle} and {LongestIdle} seconds, and is {policy.IdleTimeout}.");
        if (!Releases.HasAutoTermination(releaseLabel))
            throw refuse("Auto-termination is supported from release emr-5.30.0 and emr-6.1.0 on.");
    }
}
