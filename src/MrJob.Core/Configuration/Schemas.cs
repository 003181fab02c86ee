using System.Text.Json.Nodes;

namespace MrJob.Core.Configuration;

/// <summary>Pieces of JSON Schema (draft 2020-12). Each call makes a new one: a node has one parent.</summary>
internal static class Schemas
{
    public static JsonObject OfType(string type) => new() { ["type"] = type };

    public static JsonObject TextOrNumber() => new() { ["type"] = new JsonArray("string", "number") };

    public static JsonObject OneOf(IEnumerable<string> allowed) => new() { ["enum"] = new JsonArray([.. allowed.Select(a => (JsonNode?)a)]) };

    public static JsonObject ListOf(JsonObject item) => new() { ["type"] = "array", ["items"] = item };

    public static JsonObject OneOrMany(JsonObject item) => new() { ["anyOf"] = new JsonArray(item.DeepClone(), ListOf(item)) };

    public static JsonObject MapOfTexts() => new()
    {
        ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = new JsonArray("string", "number", "boolean", "null", "object") },
    };
}
