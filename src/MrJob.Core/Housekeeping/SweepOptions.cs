using System.Text.Json.Serialization;

namespace MrJob.Core.Housekeeping;

/// <summary>Which clusters a sweep is about, and whether it does anything.</summary>
internal sealed record SweepOptions
{
    /// <summary>For clusters that do not say themselves how long they may idle.</summary>
    public const int DefaultIdleMinutes = 60;

    public SweepScope Scope { get; init; }

    /// <summary>
    /// How long a cluster may idle. Null for what the cluster's own <c>max_mins_idle</c> says, and <see cref="DefaultIdleMinutes"/> for clusters that
    /// this service did not start.
    /// </summary>
    public int? IdleMinutes { get; init; }

    /// <summary>Only clusters of this pool; null for all.</summary>
    public string? PoolName { get; init; }

    /// <summary>Only clusters in pools.</summary>
    public bool PooledOnly { get; init; }

    /// <summary>Only clusters outside of pools.</summary>
    public bool UnpooledOnly { get; init; }

    /// <summary>Say what would be done, and do nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>Whose clusters a sweep may terminate. Without steps a cluster may still be in use, by HBase, Presto or a notebook: so more than our own is a wish.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SweepScope>))]
internal enum SweepScope
{
    /// <summary>Those that this installation of the service started, as their tag says.</summary>
    [JsonStringEnumMemberName("managed")] Managed,

    /// <summary>Those with the tag of a pool, also of other installations.</summary>
    [JsonStringEnumMemberName("pooled")] Pooled,

    /// <summary>Every cluster of the account and region.</summary>
    [JsonStringEnumMemberName("all")] All,
}
