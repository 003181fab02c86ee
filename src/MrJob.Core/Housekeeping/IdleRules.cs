using Amazon.ElasticMapReduce.Model;

namespace MrJob.Core.Housekeeping;

/// <summary>Whether a cluster is idle for too long. Pure: from what EMR says to a verdict with its reason.</summary>
internal static class IdleRules
{
    public static IdleVerdict Judge(Cluster cluster, IReadOnlyCollection<StepSummary> steps, int maxMinsIdle, DateTimeOffset now)
    {
        var state = cluster.Status?.State?.Value;
        if (state is not ("WAITING" or "RUNNING"))
            return IdleVerdict.Keep($"is {state}");
        if (cluster.TerminationProtected == true)
            return IdleVerdict.Keep("is protected from termination");
        if (steps.Any(s => s.Status?.State?.Value is "RUNNING" or "CANCEL_PENDING"))
            return IdleVerdict.Keep("has a running step");
        var since = IdleSince(cluster, steps);
        var idle = (int)Math.Floor((now.UtcDateTime - since).TotalMinutes);
        return idle >= maxMinsIdle
            ? IdleVerdict.Terminate($"has been idle for {idle} minutes, its limit is {maxMinsIdle}")
            : IdleVerdict.Keep($"has been idle for {idle} minutes only, its limit is {maxMinsIdle}");
    }

    /// <summary>The latest of: created, ready, and any step created, started or ended.</summary>
    private static DateTime IdleSince(Cluster cluster, IReadOnlyCollection<StepSummary> steps) => steps
        .Select(s => s.Status?.Timeline)
        .SelectMany(t => new[] { t?.CreationDateTime, t?.StartDateTime, t?.EndDateTime })
        .Append(cluster.Status?.Timeline?.CreationDateTime)
        .Append(cluster.Status?.Timeline?.ReadyDateTime)
        .OfType<DateTime>().Select(t => t.ToUniversalTime()).DefaultIfEmpty(DateTime.MaxValue).Max();
}

/// <summary>What is to be done with a cluster, and why.</summary>
internal sealed record IdleVerdict(bool IsIdle, string Reason)
{
    public static IdleVerdict Terminate(string reason) => new(true, reason);

    public static IdleVerdict Keep(string reason) => new(false, reason);
}
