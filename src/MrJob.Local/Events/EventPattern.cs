using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Local.Events;

/// <summary>A pattern that EventBridge would refuse. The message names the field, the fault and what is allowed.</summary>
internal sealed class EventPatternException(string field, string message) : Exception($"has at {field} {message}");

/// <summary>
/// A pattern of an EventBridge rule. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
/// All fields must match, each by one of its alternatives; <c>$or</c> takes one of several patterns.
/// </summary>
internal sealed class EventPattern
{
    private readonly Func<JsonObject, bool> _matches;

    private EventPattern(Func<JsonObject, bool> matches) => _matches = matches;

    /// <exception cref="EventPatternException">The pattern is not one.</exception>
    public static EventPattern Parse(JsonObject pattern) => new(Fields(pattern, ""));

    /// <param name="event">The whole envelope, as a target would get it.</param>
    public bool Matches(JsonObject @event) => _matches(@event);

    private static Func<JsonObject, bool> Fields(JsonObject pattern, string path)
    {
        if (pattern.Count == 0)
            throw new EventPatternException(path.Length == 0 ? "its root" : path, "no field; a pattern must have one at least.");

        var prefix = path.Length == 0 ? "" : $"{path}.";
        List<Func<JsonObject, bool>> fields = [.. pattern.Select(field => Field(field.Key, field.Value, prefix + field.Key))];
        return value => fields.TrueForAll(matches => matches(value));
    }

    private static Func<JsonObject, bool> Field(string name, JsonNode? pattern, string path) => (name, pattern) switch
    {
        ("$or", JsonArray alternatives) => Or(alternatives, path),
        (_, JsonObject nested) => Nested(name, Fields(nested, path)),
        (_, JsonArray { Count: > 0 } values) => AnyOf(name, [.. values.Select(value => EventMatchers.Parse(value, path))]),
        _ => throw new EventPatternException(path, $"{pattern?.ToJsonString() ?? "null"}; it must be a list of values or an object."),
    };

    private static Func<JsonObject, bool> Or(JsonArray alternatives, string path)
    {
        if (alternatives.Count < 2 || alternatives.Any(alternative => alternative is not JsonObject))
            throw new EventPatternException(path, "no choice; $or must have a list of two patterns at least.");
        List<Func<JsonObject, bool>> patterns = [.. alternatives.Select((one, n) => Fields(one!.AsObject(), $"{path}[{n}]"))];
        return value => patterns.Exists(matches => matches(value));
    }

    // A list of objects in the event matches when one of them does, whole. A missing object has no field: `exists: false` in it holds.
    private static Func<JsonObject, bool> Nested(string name, Func<JsonObject, bool> fields) => value => value[name] switch
    {
        JsonArray items => items.OfType<JsonObject>().Any(fields),
        var other => fields(other as JsonObject ?? []),
    };

    private static Func<JsonObject, bool> AnyOf(string name, IReadOnlyList<EventMatcher> alternatives) => value =>
    {
        var leaves = Leaves(value.TryGetPropertyValue(name, out var found), found);
        return alternatives.Any(alternative => alternative(leaves));
    };

    /// <summary>The values that a field has: its own, or those of its list. An object is no value.</summary>
    private static IReadOnlyList<JsonNode?> Leaves(bool present, JsonNode? found) => found switch
    {
        JsonArray items => [.. items.SelectMany(item => Leaves(true, item))],
        JsonObject => [],
        _ => present ? [found] : [],
    };
}

/// <summary>One alternative of a field, asked about all the values that the event has there.</summary>
internal delegate bool EventMatcher(IReadOnlyList<JsonNode?> values);
