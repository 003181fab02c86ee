using System.Text.Json.Serialization;
using MrJob.Core.Storage;

namespace MrJob.Core.Pools;

/// <summary>
/// The exclusive right to add steps to a cluster or to terminate it, at <c>leases/&lt;cluster&gt;</c>. Every change is a
/// compare-and-swap of this one object; the fencing number grows with every new holding and is never reset, so that a log tells holdings apart.
/// </summary>
internal sealed record Lease : StoredRecord
{
    public required string ClusterId { get; init; }

    /// <summary>A job's id, or a sweep's.</summary>
    public required string Holder { get; init; }
    public required LeasePurpose Purpose { get; init; }
    public required long Fence { get; init; }
    public required LeasePhase Phase { get; init; }

    /// <summary>When the phase began, by S3's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>While calling: after this the call is not under way any more, by S3's clock.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>While calling for a job: the intent that the call is for, so that whoever settles what came of it does not end a later holding of the same job.</summary>
    public string? Intent { get; init; }

    /// <summary><see cref="Timings.Incarnation"/> of whoever wrote it.</summary>
    public string? Incarnation { get; init; }

    /// <summary>When a job last gave the cluster back, by S3's clock; null before the first. It lives on, too.</summary>
    public DateTimeOffset? Used { get; init; }

    /// <summary>
    /// Ids of the jobs that have a slot on a cluster that runs several steps at once, each from its first step to its end. They live on with the
    /// fencing number, and are changed only together with the lease.
    /// </summary>
    public IReadOnlyList<string> Slots { get; init; } = [];
}

[JsonConverter(typeof(JsonStringEnumConverter<LeasePurpose>))]
internal enum LeasePurpose
{
    [JsonStringEnumMemberName("join")] Join,
    [JsonStringEnumMemberName("terminate")] Terminate,
}

[JsonConverter(typeof(JsonStringEnumConverter<LeasePhase>))]
internal enum LeasePhase
{
    /// <summary>Nobody's; only the fencing number lives on.</summary>
    [JsonStringEnumMemberName("free")] Free,

    /// <summary>Taken; the holder looks and decides.</summary>
    [JsonStringEnumMemberName("acquired")] Acquired,

    /// <summary>The holder is asking EMR for a change, until the deadline.</summary>
    [JsonStringEnumMemberName("calling")] Calling,

    /// <summary>The holder's steps are on the cluster; it is the holder's until its record says otherwise.</summary>
    [JsonStringEnumMemberName("holding")] Holding,
}
