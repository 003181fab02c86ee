using System.Text.Json;
using System.Text.Json.Serialization;
using MrJob.Core.Configuration;
using MrJob.Core.Housekeeping;

namespace MrJob.Functions;

/// <summary>The body of POST /clusters/terminate-idle; every member may be left out.</summary>
internal sealed record SweepRequest
{
    /// <summary><c>managed</c>, <c>pooled</c> or <c>all</c>.</summary>
    public SweepScope Scope { get; init; }

    /// <summary>How long a cluster may idle; left out, each cluster's own <c>max_mins_idle</c> holds, and 60 for clusters of others.</summary>
    public int? IdleMinutes { get; init; }
    public string? PoolName { get; init; }
    public bool PooledOnly { get; init; }
    public bool UnpooledOnly { get; init; }
    public bool DryRun { get; init; }

    /// <summary>The <c>next</c> of an earlier answer: go on there.</summary>
    public string? After { get; init; }

    /// <summary>Reads a body; null, and a fault, when it is wrong.</summary>
    public static SweepRequest? Read(string body, List<Fault> faults)
    {
        SweepRequest? request;
        try
        {
            request = body.Length == 0 ? new() : JsonSerializer.Deserialize(body, SweepJson.Default.SweepRequest);
        }
        catch (JsonException e)
        {
            faults.Add(new(e.Path ?? "$", "is none of scope (managed, pooled, all), idle_minutes (a number), pool_name, pooled_only, unpooled_only, dry_run, after"));
            return null;
        }
        if (request is { IdleMinutes: < 0 })
            faults.Add(new("$.idle_minutes", "must be 0 or more"));
        if (request is { PooledOnly: true, UnpooledOnly: true })
            faults.Add(new("$.unpooled_only", "excludes every cluster together with pooled_only"));
        return faults.Count == 0 ? request ?? new() : null;
    }

    /// <summary>What the sweep is told. A method, not a property: that would be one more member that a body may have.</summary>
    public SweepOptions ToOptions() => new()
    {
        Scope = Scope, IdleMinutes = IdleMinutes, PoolName = PoolName, PooledOnly = PooledOnly, UnpooledOnly = UnpooledOnly, DryRun = DryRun,
    };
}

/// <summary>How the body is read: a misspelt member must not sweep more than was meant.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SweepRequest))]
internal sealed partial class SweepJson : JsonSerializerContext;

/// <summary>POST /clusters/terminate-idle: what became of each cluster.</summary>
/// <param name="Counts">Of clusters, by outcome.</param>
/// <param name="Next">The time was up: post it as <c>after</c> to go on. Null when every cluster was looked at.</param>
internal sealed record SweepView(bool DryRun, IReadOnlyList<SweepResult> Clusters, IReadOnlyDictionary<string, int> Counts, string? Next)
{
    public static SweepView Of(SweepReport report) => new(
        report.Options.DryRun, report.Results,
        report.Results.GroupBy(r => JsonNamingPolicy.SnakeCaseLower.ConvertName(r.Outcome.ToString())).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()), report.Next);
}
