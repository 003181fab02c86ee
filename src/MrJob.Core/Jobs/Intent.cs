using System.Text.Json.Serialization;

namespace MrJob.Core.Jobs;

/// <summary>
/// A mutating EMR call that is about to be made, or was made and got no answer. It is written before the call; while it is
/// there nobody asks again before looking whether EMR already did it. EMR has no idempotency token for either call.
/// </summary>
internal sealed record Intent
{
    public required IntentKind Kind { get; init; }

    /// <summary>Tells it from a later one of the same job: whoever wrote this one may wake up when others have resolved it and gone on.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>The cluster that steps are added to; null when one is being started.</summary>
    public string? ClusterId { get; init; }

    /// <summary>Indexes of the steps that the call carries.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [];

    /// <summary>Whether the job goes on holding the cluster's lease once the steps are there.</summary>
    public bool KeepsLease { get; init; }

    /// <summary>When it was written, by S3's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>After this the call is not under way any more, by S3's clock.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary><see cref="Timings.Incarnation"/> of whoever wrote it.</summary>
    public string? Incarnation { get; init; }

    /// <summary>How often EMR was looked at without finding anything, when that said something.</summary>
    public int EmptyLooks { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<IntentKind>))]
internal enum IntentKind
{
    [JsonStringEnumMemberName("start_cluster")] StartCluster,
    [JsonStringEnumMemberName("add_steps")] AddSteps,
}

/// <summary>When an intent that nothing came of may be dropped, so that the call is made again. Pure.</summary>
internal static class IntentRules
{
    /// <summary>How often EMR must have shown nothing before a cluster is asked for again: one that carries steps would run them twice.</summary>
    public const int LooksBeforeRepeat = 2;

    /// <summary>
    /// Whether a look that found no trace says anything: not before the call cannot be under way any more and, for a cluster, lists cannot
    /// lag any more. When the process that made the call has died with its AWS, at once.
    /// </summary>
    /// <param name="now">When the look began.</param>
    public static bool Counts(Intent intent, DateTimeOffset now, Timings timings) => timings.IsDead(intent.Incarnation)
        || now >= intent.Deadline + timings.AfterDeadline + (intent.Kind == IntentKind.StartCluster ? timings.ListLag : TimeSpan.Zero);

    /// <summary>Whether, after so many looks that count, the call can be taken as not made.</summary>
    public static bool MayRepeat(Intent intent, Timings timings) =>
        intent.EmptyLooks >= (intent.Kind == IntentKind.StartCluster && !timings.IsDead(intent.Incarnation) ? LooksBeforeRepeat : 1);
}
