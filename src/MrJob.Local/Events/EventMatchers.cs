using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Local.Events;

/// <summary>The alternatives that a field of an <see cref="EventPattern"/> can have: plain values and operators.</summary>
internal static class EventMatchers
{
    private const string Known = "prefix, suffix, anything-but, exists, numeric, equals-ignore-case, wildcard and cidr";
    private const string Nested = "prefix, suffix, equals-ignore-case or wildcard";

    public static EventMatcher Parse(JsonNode? value, string path) => value switch
    {
        JsonObject { Count: 1 } @operator => Operator(@operator.First().Key, @operator.First().Value, path),
        JsonObject => throw new EventPatternException(path, "an object without exactly one operator; known are " + Known + "."),
        JsonArray => throw new EventPatternException(path, "a list in a list; a field has one list of values."),
        _ => Any(leaf => Same(leaf, value)),
    };

    private static EventMatcher Operator(string name, JsonNode? argument, string path) => name switch
    {
        "exists" => Exists(argument, path),
        "anything-but" => Any(AnythingBut(argument, path)),
        "numeric" => Any(EventNumbers.Parse(argument, path)),
        "cidr" => Any(Cidr(argument, path)),
        "prefix" or "suffix" or "equals-ignore-case" or "wildcard" => Any(OnText(name, argument, path)),
        _ => throw new EventPatternException(path, $"the operator '{name}'; known are {Known}."),
    };

    private static EventMatcher Any(Func<JsonNode?, bool> matches) => values => values.Any(matches);

    private static EventMatcher Exists(JsonNode? argument, string path) => argument?.GetValueKind() switch
    {
        JsonValueKind.True => values => values.Count > 0,
        JsonValueKind.False => values => values.Count == 0,
        _ => throw new EventPatternException(path, "an exists that is neither true nor false."),
    };

    /// <summary>An operator that looks at texts, and matches nothing else.</summary>
    private static Func<JsonNode?, bool> OnText(string name, JsonNode? argument, string path)
    {
        if (name is "prefix" or "suffix" && argument is JsonObject { Count: 1 } folded && folded["equals-ignore-case"] is { } inner)
            return OnText(name, Text(inner, name, path), StringComparison.OrdinalIgnoreCase, path);
        var comparison = name == "equals-ignore-case" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return OnText(name, Text(argument, name, path), comparison, path);
    }

    private static Func<JsonNode?, bool> OnText(string name, string text, StringComparison comparison, string path)
    {
        Func<string, bool> matches = name switch
        {
            "prefix" => value => value.StartsWith(text, comparison),
            "suffix" => value => value.EndsWith(text, comparison),
            "wildcard" => EventWildcard.Parse(text, path),
            _ => value => value.Equals(text, comparison),
        };
        return leaf => leaf is not null && leaf.GetValueKind() == JsonValueKind.String && matches(leaf.GetValue<string>());
    }

    /// <summary>What is none of the values, or not what a nested operator takes. Of a list in the event, one value has to be so.</summary>
    private static Func<JsonNode?, bool> AnythingBut(JsonNode? argument, string path)
    {
        if (argument is not JsonObject @operator)
        {
            var excluded = OneOrMore(argument, "anything-but", path);
            return leaf => !excluded.Any(value => Same(leaf, value));
        }

        if (@operator is not { Count: 1 } || @operator.First().Key is not ("prefix" or "suffix" or "equals-ignore-case" or "wildcard"))
            throw new EventPatternException(path, "an anything-but that is unknown; it takes values or " + Nested + ".");
        var (name, texts) = @operator.First();
        List<Func<JsonNode?, bool>> any = [.. OneOrMore(texts, name, path).Select(text => OnText(name, text, path))];
        return leaf => !any.Exists(matches => matches(leaf));
    }

    private static List<JsonNode?> OneOrMore(JsonNode? value, string name, string path) => value switch
    {
        JsonArray { Count: 0 } => throw new EventPatternException(path, $"an empty {name}; it must have a value."),
        JsonArray values when values.Any(item => item is JsonArray or JsonObject) =>
            throw new EventPatternException(path, $"a {name} of lists or objects; it takes texts and numbers."),
        JsonArray values => [.. values],
        _ => [value],
    };

    private static Func<JsonNode?, bool> Cidr(JsonNode? argument, string path)
    {
        if (!IPNetwork.TryParse(Text(argument, "cidr", path), out var network))
            throw new EventPatternException(path, "a cidr that is no network; it must be 10.0.0.0/24 or the like.");
        return leaf => leaf?.GetValueKind() == JsonValueKind.String
            && IPAddress.TryParse(leaf.GetValue<string>(), out var address) && network.Contains(address);
    }

    private static string Text(JsonNode? value, string name, string path) => value?.GetValueKind() == JsonValueKind.String
        ? value.GetValue<string>()
        : throw new EventPatternException(path, $"the operator '{name}' with {value?.ToJsonString() ?? "null"}; it takes a text.");

    /// <summary>Values are the same when their JSON is: EventBridge compares numbers as they are written, so 300 is not 3.0e2.</summary>
    private static bool Same(JsonNode? a, JsonNode? b) =>
        a is null || b is null ? a is null && b is null
        : a.GetValueKind() == b.GetValueKind() && (a.GetValueKind() == JsonValueKind.String
            ? a.GetValue<string>() == b.GetValue<string>()
            : a.ToJsonString() == b.ToJsonString());
}
