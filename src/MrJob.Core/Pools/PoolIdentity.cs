using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MrJob.Core.Configuration;

namespace MrJob.Core.Pools;

/// <summary>
/// What must be identical between a pooled cluster and a job that joins it: the canonical text that <see cref="PoolHash"/> makes of the options, and
/// its digest. The text is kept so that two that differ can be told apart in words.
/// </summary>
internal sealed record PoolIdentity(string Pool, string Canonical)
{
    private const int LongestValue = 160; // of a value in a reason; bootstrap commands can be long

    [JsonIgnore]
    public string Hash => PoolHash.Digest(Canonical);

    /// <summary>Of a job or cluster with these options.</summary>
    /// <param name="digests">Of the files on S3 that bootstrap reads.</param>
    public static PoolIdentity Of(JobOptions options, ServiceSettings settings, IReadOnlyDictionary<string, string>? digests = null) =>
        new(options.PoolName, PoolHash.Canonical(options, settings, digests));

    /// <summary>The first member in which the other differs, with both values; null when it has the same hash.</summary>
    /// <param name="theirs">The other's text; null where it is not known.</param>
    public string? Difference(string? theirs, string? theirHash)
    {
        if (theirHash == Hash)
            return null;
        if (theirs is null)
            return $"pool hash {theirHash ?? "none"}, {Hash} asked";
        var (mine, other) = (Members(Canonical), Members(theirs));
        foreach (var name in mine.Select(m => m.Key).Concat(other.Select(m => m.Key)).Distinct().Order(StringComparer.Ordinal))
            if (CanonicalJson.Write(mine[name]) is var asked && CanonicalJson.Write(other[name]) is var has && asked != has)
                return $"{name}: {Shown(has)}, {Shown(asked)} asked";
        return $"pool hash {theirHash ?? "none"}, {Hash} asked";
    }

    private static JsonObject Members(string canonical) => JsonNode.Parse(canonical)!.AsObject();

    private static string Shown(string json) => json == "null" ? "none" : json.Length <= LongestValue ? json : json[..LongestValue] + "…";
}
