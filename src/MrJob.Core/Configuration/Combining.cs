using System.Text.Json.Nodes;

namespace MrJob.Core.Configuration;

/// <summary>How what a higher source says of an option goes together with what the lower ones say. The rules are mrjob's.</summary>
internal enum Combining
{
    /// <summary>The higher one holds.</summary>
    Last,

    /// <summary>As <see cref="Last"/>; a path, in which the command expands <c>~</c> and variables.</summary>
    Path,

    /// <summary>As <see cref="Last"/>; a command's words.</summary>
    Cmd,

    /// <summary>Lists are joined, the lower one first.</summary>
    Concat,

    /// <summary>As <see cref="Concat"/>; paths, in which the command expands <c>~</c>, variables and globs.</summary>
    PathList,

    /// <summary>Key by key the higher one holds; null takes a key away.</summary>
    Dict,

    /// <summary>As <see cref="Dict"/>; Hadoop's properties.</summary>
    Jobconf,

    /// <summary>As <see cref="Dict"/>, but values of names that end in PATH are put before what is there, with a colon.</summary>
    Env,
}

/// <summary>Combines what several sources say of an option. Pure, and associative: sources may be combined in any grouping.</summary>
internal static class Combine
{
    /// <summary>What both say together.</summary>
    public static Given Two(Combining rule, Given? lower, Given higher)
    {
        if (lower is not { } below || higher.Clears)
            return higher;
        return new(Values(rule, below.Value, higher.Value), below.Clears);
    }

    /// <summary>The plain value once there is no lower source: nulls and wrappers have done their work. Null when nothing is left.</summary>
    /// <param name="keepNulls">For an option to which null is a value: those that stand for themselves stay, those that !clear go.</param>
    public static JsonNode? Finish(Given combined, bool keepNulls = false) =>
        combined.Value is JsonObject map ? Plain(map, keepNulls) : combined.Value?.DeepClone();

    private static JsonNode? Values(Combining rule, JsonNode? lower, JsonNode? higher) => (lower, higher) switch
    {
        (null, _) => higher?.DeepClone(),
        (_, null) => lower.DeepClone(),
        _ => rule switch
        {
            Combining.Concat or Combining.PathList => Joined(lower, higher),
            Combining.Dict or Combining.Jobconf => ByKey((JsonObject)lower, (JsonObject)higher, (_, _, value) => value),
            Combining.Env => ByKey((JsonObject)lower, (JsonObject)higher, Prepended),
            _ => higher.DeepClone(),
        },
    };

    private static JsonArray Joined(JsonNode lower, JsonNode higher) => [.. Items(lower).Concat(Items(higher)).Select(i => i?.DeepClone())];

    private static IEnumerable<JsonNode?> Items(JsonNode node) => node is JsonArray list ? list : [node];

    private static JsonObject ByKey(JsonObject lower, JsonObject higher, Func<string, JsonNode, JsonNode, JsonNode> both)
    {
        var combined = (JsonObject)lower.DeepClone();
        foreach (var (name, value) in higher)
        {
            var cleared = Given.Unwrap(value, out _);
            var below = combined.TryGetPropertyValue(name, out var found) ? found : null;
            if (value is null || cleared || below is null)
                combined[name] = value is not null && !cleared && combined.ContainsKey(name)
                    ? Given.Wrapped(value) // a lower source took the name away: what is below that stays away
                    : value?.DeepClone();
            else if (Given.Unwrap(below, out var inner))
                combined[name] = Given.Wrapped(inner is null ? value : both(name, inner, value));
            else
                combined[name] = both(name, below, value).DeepClone();
        }
        return combined;
    }

    private static JsonNode Prepended(string name, JsonNode lower, JsonNode higher) => (lower.GetValue<string>(), higher.GetValue<string>()) switch
    {
        _ when !name.EndsWith("PATH", StringComparison.Ordinal) => higher,
        (_, "") => lower,
        ("", _) => higher, // an empty part of a PATH would mean the working folder
        var (under, over) => $"{over}:{under}",
    };

    private static JsonObject Plain(JsonObject map, bool keepNulls)
    {
        var plain = new JsonObject();
        foreach (var (name, value) in map)
        {
            var cleared = Given.Unwrap(value, out var inner);
            if ((cleared ? inner : value) is { } kept)
                plain[name] = kept.DeepClone();
            else if (keepNulls && !cleared)
                plain[name] = null;
        }
        return plain;
    }
}
