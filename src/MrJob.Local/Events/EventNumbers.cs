using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Local.Events;

/// <summary>The operator <c>numeric</c>: <c>["&gt;", 0, "&lt;=", 5]</c>.</summary>
internal static class EventNumbers
{
    public static Func<JsonNode?, bool> Parse(JsonNode? argument, string path)
    {
        if (argument is not JsonArray { Count: 2 or 4 } pairs)
            throw new EventPatternException(path, "a numeric that is unknown; it takes [\"=\", 5] or [\">\", 0, \"<=\", 5] or the like.");
        List<Func<decimal, bool>> comparisons = [.. pairs.Chunk(2).Select(pair => Comparison(pair[0], pair[1], path))];
        return leaf => Number(leaf) is { } number && comparisons.TrueForAll(holds => holds(number));
    }

    private static Func<decimal, bool> Comparison(JsonNode? @operator, JsonNode? operand, string path)
    {
        var limit = Number(operand)
            ?? throw new EventPatternException(path, $"a numeric with {operand?.ToJsonString() ?? "null"}; it must be a number.");
        return @operator?.ToString() switch
        {
            "=" => number => number == limit,
            "<" => number => number < limit,
            "<=" => number => number <= limit,
            ">" => number => number > limit,
            ">=" => number => number >= limit,
            _ => throw new EventPatternException(path, $"a numeric with '{@operator}'; it must be =, <, <=, > or >=."),
        };
    }

    private static decimal? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number
        && decimal.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
