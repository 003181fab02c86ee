using System.Text.Json.Serialization;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;

namespace MrJob.Core.Housekeeping;

/// <summary>
/// Whether a cluster is to be terminated: from facts to a verdict with its reason. Pure. First from what the service knows itself, which costs no call
/// of EMR, then, for those that seem idle, from what EMR says.
/// </summary>
internal static class IdleRules
{
    /// <summary>What can be said without asking EMR about the cluster; null when it must be asked.</summary>
    /// <param name="state">As EMR lists it.</param>
    /// <param name="record">Null for a cluster that is not in the inventory.</param>
    /// <param name="used">When a job of the service last gave it back; null before the first.</param>
    public static IdleVerdict? WithoutAsking(string? state, ClusterRecord? record, DateTimeOffset? used, SweepOptions options, DateTimeOffset now)
    {
        if (state is not ("WAITING" or "RUNNING"))
            return IdleVerdict.Keep(SweepOutcome.NotUp, $"is {state}");
        if (record is null)
            return options.Scope == SweepScope.Managed ? IdleVerdict.Keep(SweepOutcome.OutOfScope, "was not started by this service") : null;
        if (OutOf(options, isManaged: true, record.Pool) is { } outside)
            return outside;
        // Steps that others added by hand, or a later start, are seen when EMR is asked.
        return Idle(used > record.Created ? used.Value : record.Created, options.IdleMinutes ?? record.MaxMinsIdle, now) is { Outcome: SweepOutcome.Recent } recent ? recent : null;
    }

    /// <summary>The verdict on a cluster that EMR was asked about.</summary>
    /// <param name="steps">Its newest steps, and any that run.</param>
    /// <param name="jobOn">A job that has, or may have, steps there; null for none.</param>
    /// <param name="stack">This installation's.</param>
    public static IdleVerdict Judge(
        Cluster cluster, IReadOnlyCollection<StepSummary> steps, string? jobOn, SweepOptions options, string stack, DateTimeOffset now)
    {
        var tags = (cluster.Tags ?? []).ToLookup(t => t.Key, t => t.Value);
        var isManaged = tags[ClusterTags.Stack].Contains(stack);
        if (OutOf(options, isManaged, tags[ClusterTags.Pool].FirstOrDefault()) is { } outside)
            return outside;
        if (cluster.Status?.State?.Value is not ("WAITING" or "RUNNING"))
            return IdleVerdict.Keep(SweepOutcome.NotUp, $"is {cluster.Status?.State?.Value}");
        if (cluster.TerminationProtected == true)
            return IdleVerdict.Keep(SweepOutcome.Protected, "is protected from termination");
        if (tags[ClusterTags.Exempt].Any(value => value != "false"))
            return IdleVerdict.Keep(SweepOutcome.Protected, $"has the tag {ClusterTags.Exempt}");
        if (jobOn is not null)
            return IdleVerdict.Keep(SweepOutcome.Busy, $"has job {jobOn} on it");
        if (steps.FirstOrDefault(s => s.Status?.State?.Value is "RUNNING" or "CANCEL_PENDING") is { } running)
            return IdleVerdict.Keep(SweepOutcome.Busy, $"runs step {running.Id}");
        var own = isManaged && int.TryParse(tags[ClusterTags.MaxMinsIdle].FirstOrDefault(), out var minutes) ? minutes : SweepOptions.DefaultIdleMinutes;
        return Idle(IdleSince(cluster, steps), options.IdleMinutes ?? own, now);
    }

    private static IdleVerdict Idle(DateTimeOffset since, int limit, DateTimeOffset now)
    {
        var idle = Math.Max(0, (int)Math.Floor((now - since).TotalMinutes)); // S3's clock tells whole seconds, and may be behind EMR's
        return idle >= limit
            ? new(SweepOutcome.Idle, $"has been idle for {Numerals.Count(idle, "minute")}, its limit is {limit}")
            : IdleVerdict.Keep(SweepOutcome.Recent, $"has been idle for {Numerals.Count(idle, "minute")} only, its limit is {limit}");
    }

    private static IdleVerdict? OutOf(SweepOptions options, bool isManaged, string? pool) => options switch
    {
        { Scope: SweepScope.Managed } when !isManaged => IdleVerdict.Keep(SweepOutcome.OutOfScope, "was not started by this service"),
        { Scope: SweepScope.Pooled } when pool is null => IdleVerdict.Keep(SweepOutcome.OutOfScope, "is in no pool"),
        { PooledOnly: true } when pool is null => IdleVerdict.Keep(SweepOutcome.Filtered, "is in no pool"),
        { UnpooledOnly: true } when pool is not null => IdleVerdict.Keep(SweepOutcome.Filtered, $"is in pool '{pool}'"),
        { PoolName: { } wanted } when pool != wanted => IdleVerdict.Keep(SweepOutcome.Filtered, pool is null ? "is in no pool" : $"is in pool '{pool}'"),
        _ => null,
    };

    /// <summary>The latest of: created, ready, and any step created, started or ended.</summary>
    private static DateTimeOffset IdleSince(Cluster cluster, IReadOnlyCollection<StepSummary> steps) => steps
        .Select(s => s.Status?.Timeline)
        .SelectMany(t => new[] { t?.CreationDateTime, t?.StartDateTime, t?.EndDateTime })
        .Append(cluster.Status?.Timeline?.CreationDateTime)
        .Append(cluster.Status?.Timeline?.ReadyDateTime)
        .OfType<DateTime>().Select(t => new DateTimeOffset(t.ToUniversalTime())).DefaultIfEmpty(DateTimeOffset.MaxValue).Max();
}

/// <summary>What is to be done with a cluster, and why.</summary>
internal sealed record IdleVerdict(SweepOutcome Outcome, string Reason)
{
    public static IdleVerdict Keep(SweepOutcome outcome, string reason) => new(outcome, reason);
}

/// <summary>What became of a cluster in a sweep.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SweepOutcome>))]
internal enum SweepOutcome
{
    /// <summary>It is to be terminated, and would be if this were no dry run.</summary>
    [JsonStringEnumMemberName("idle")] Idle,
    [JsonStringEnumMemberName("terminated")] Terminated,

    /// <summary>A job is on it, or a step runs.</summary>
    [JsonStringEnumMemberName("busy")] Busy,

    /// <summary>It is idle, but not for long enough.</summary>
    [JsonStringEnumMemberName("recent")] Recent,

    /// <summary>Starting, bootstrapping, or over already.</summary>
    [JsonStringEnumMemberName("not_up")] NotUp,

    /// <summary>By EMR's termination protection, by a tag, or by somebody's lease.</summary>
    [JsonStringEnumMemberName("protected")] Protected,
    [JsonStringEnumMemberName("filtered")] Filtered,
    [JsonStringEnumMemberName("out_of_scope")] OutOfScope,

    /// <summary>It could not be looked at or not be terminated; the next sweep tries again.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
}
