using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Core.Configuration;

/// <summary>What one source, or several combined, say of an option.</summary>
/// <param name="Value">Null when nothing but that lower sources do not count.</param>
/// <param name="Clears">Whether lower sources do not count: mrjob.conf's <c>!clear</c>.</param>
internal readonly record struct Given(JsonNode? Value, bool Clears)
{
    private const string Mark = "!clear";

    /// <summary>As it goes over HTTP: <c>{"!clear": value}</c> where it clears.</summary>
    public JsonNode? ToJson() => Clears ? Wrapped(Value) : Value?.DeepClone();

    public static Given Parse(JsonNode? json) => Unwrap(json, out var inner) ? new(inner?.DeepClone(), Clears: true) : new(json?.DeepClone(), Clears: false);

    public static JsonObject Wrapped(JsonNode? value) => new() { [Mark] = value?.DeepClone() };

    public static bool IsWrapper(JsonElement value, out JsonElement inner)
    {
        inner = default;
        return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(Mark, out inner) && value.EnumerateObject().Count() == 1;
    }

    /// <summary>Whether it is a wrapper, and what is in it.</summary>
    public static bool Unwrap(JsonNode? json, out JsonNode? inner)
    {
        inner = null;
        return json is JsonObject { Count: 1 } map && map.TryGetPropertyValue(Mark, out inner);
    }
}
