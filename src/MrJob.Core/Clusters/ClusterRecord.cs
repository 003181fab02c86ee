using System.Text.Json.Serialization;
using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>What the service knows of one of its clusters, at <c>clusters/&lt;id&gt;</c>: as it was asked for, then as EMR was last seen to report it.</summary>
internal sealed record ClusterRecord : StoredRecord
{
    public required string ClusterId { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Created { get; init; }

    /// <summary>Of whoever started it.</summary>
    public string Label { get; init; } = "";
    public string Owner { get; init; } = "";

    /// <summary>When it was up, by EMR's clock; null before, and where nobody has looked.</summary>
    public DateTimeOffset? Ready { get; init; }

    /// <summary>When it was over, or seen to be; null before.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>Stays up with no steps; only such clusters can be idle.</summary>
    public bool Persistent { get; init; }
    public string? Pool { get; init; }
    public string? PoolHash { get; init; }

    /// <summary>The text behind <see cref="PoolHash"/>, so that a job with another can be told what differs. Null for a cluster whose record was lost and that was found again.</summary>
    public string? PoolConfig { get; init; }
    public string? LogUri { get; init; }
    public int MaxMinsIdle { get; init; }

    /// <summary>EMR's name of the state in which it was last seen.</summary>
    public string State { get; init; } = "STARTING";

    /// <summary>What was asked for, until EMR reports what runs.</summary>
    public ClusterShape? Shape { get; init; }

    /// <summary>When EMR last told what runs, by S3's clock. Null while that is not known.</summary>
    public DateTimeOffset? Seen { get; init; }

    /// <summary>Steps that it runs at once: EMR's StepConcurrencyLevel, which is known also where the shape is not.</summary>
    public int StepConcurrency { get; init; } = 1;

    /// <summary>Whether it is up, so that a step starts on it at once.</summary>
    [JsonIgnore]
    public bool IsUp => State is "WAITING" or "RUNNING";
}
