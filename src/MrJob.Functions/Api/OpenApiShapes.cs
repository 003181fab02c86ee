using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace MrJob.Functions;

/// <summary>What the exporter of schemas does not know: that answers leave null out, and what members mean.</summary>
internal static class OpenApiShapes
{
    /// <summary>Answers have no null: what may be null may be missing, and all else is always there.</summary>
    public static void Present(JsonObject shape, JsonTypeInfo type)
    {
        WithoutNull(shape, "type");
        WithoutNull(shape, "enum");
        shape.Remove("required");
        var required = type.Properties.Where(p => p is { Get: not null, IsGetNullable: false }).Select(p => (JsonNode?)p.Name).ToArray();
        if (required.Length > 0)
            shape["required"] = new JsonArray(required);
    }

    /// <summary>Says what a member means, and which texts or numbers it may be.</summary>
    public static void Tell(JsonObject shape, string type, string member)
    {
        var name = $"{type}.{member}";
        if (OpenApiTexts.Values.TryGetValue(name, out var values))
            shape["enum"] = new JsonArray([.. values.Select(v => (JsonNode?)v)]);
        if (OpenApiTexts.Least.TryGetValue(name, out var least))
            shape["minimum"] = least;
        if (OpenApiTexts.Members.TryGetValue(name, out var text))
            shape["description"] = text;
    }

    private static void WithoutNull(JsonObject shape, string keyword)
    {
        if (shape[keyword] is not JsonArray values)
            return;
        var left = values.Where(v => v is not null && !(keyword == "type" && v.GetValue<string>() == "null")).Select(v => v!.DeepClone()).ToArray();
        shape[keyword] = left.Length == 1 && keyword == "type" ? left[0] : new JsonArray(left);
    }
}
