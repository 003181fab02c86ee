using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MrJob.Functions.Tests.OpenApi;

/// <summary>
/// Checks values against schemas of a document. It is strict where schemas are not: a member that no schema names is a fault, and a keyword
/// that it does not know is an exception.
/// </summary>
internal sealed class SchemaValidator(JsonObject document)
{
    /// <summary>What a reference leads to, or null.</summary>
    public JsonNode? Resolve(string reference) => reference.StartsWith("#/", StringComparison.Ordinal)
        ? reference[2..].Split('/').Aggregate((JsonNode?)document, (node, part) => (node as JsonObject)?[part.Replace("~1", "/", StringComparison.Ordinal)]) : null;

    /// <summary>What is wrong with the value, each with its path.</summary>
    public IReadOnlyList<string> Faults(JsonNode? value, JsonNode schema, string path = "$") =>
        [.. schema.AsObject().SelectMany(rule => Faults(value, rule.Key, rule.Value!, path)), .. Strangers(value, schema.AsObject(), path)];

    private IEnumerable<string> Faults(JsonNode? value, string keyword, JsonNode rule, string path) => keyword switch
    {
        "$ref" => Faults(value, Resolve(rule.ToString()).ShouldNotBeNull(rule.ToString()), path),
        "type" => If(!(rule as JsonArray ?? [rule.DeepClone()]).Any(t => Is(value, t!.ToString())), path, $"is no {rule.ToJsonString()}"),
        "enum" => If(!rule.AsArray().Any(v => JsonNode.DeepEquals(v, value)), path, $"is {value?.ToJsonString()}, not one of {rule.ToJsonString()}"),
        "const" => If(!JsonNode.DeepEquals(rule, value), path, $"is not {rule.ToJsonString()}"),
        "required" => from name in rule.AsArray() where value is JsonObject && !value.AsObject().ContainsKey(name!.ToString()) select $"{path}: has no {name}",
        "properties" => from member in value as JsonObject ?? [] where rule[member.Key] is not null from fault in Faults(member.Value, rule[member.Key]!, $"{path}.{member.Key}") select fault,
        "items" => (value as JsonArray ?? []).SelectMany((item, i) => Faults(item, rule, $"{path}[{i}]")),
        "anyOf" => If(rule.AsArray().All(s => Faults(value, s!, path).Count > 0), path, "fits none of anyOf"),
        "oneOf" => If(rule.AsArray().Count(s => Faults(value, s!, path).Count == 0) != 1, path, "does not fit exactly one of oneOf"),
        "pattern" => If(Is(value, "string") && !Regex.IsMatch(value!.ToString(), rule.ToString(), RegexOptions.ECMAScript), path, $"does not match {rule}"),
        "format" => If(rule.ToString() == "date-time" && Is(value, "string") && !DateTimeOffset.TryParseExact(value!.ToString(), "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), path, "is no time"),
        "minLength" => If(Is(value, "string") && value!.ToString().Length < Number(rule), path, "is too short"),
        "maxLength" => If(Is(value, "string") && value!.ToString().Length > Number(rule), path, "is too long"),
        "minimum" => If(Is(value, "number") && Number(value!) < Number(rule), path, "is too small"),
        "maximum" => If(Is(value, "number") && Number(value!) > Number(rule), path, "is too large"),
        "minItems" => If(value is JsonArray list && list.Count < Number(rule), path, "has too few items"),
        "maxItems" => If(value is JsonArray list && list.Count > Number(rule), path, "has too many items"),
        "additionalProperties" or "title" or "description" or "default" or "deprecated" => [],
        _ => throw new InvalidOperationException($"Nobody checks {keyword}."),
    };

    /// <summary>Members that the schema does not name: faults, unless it says what others are, or names none.</summary>
    private IEnumerable<string> Strangers(JsonNode? value, JsonObject schema, string path)
    {
        var others = schema["additionalProperties"];
        if (value is not JsonObject members || (others is null && schema["properties"] is null))
            return [];
        var strangers = members.Where(m => schema["properties"]?[m.Key] is null);
        return others is JsonObject allowed ? strangers.SelectMany(m => Faults(m.Value, allowed, $"{path}.{m.Key}")) : strangers.Select(m => $"{path}: has an unknown {m.Key}");
    }

    private static IEnumerable<string> If(bool isWrong, string path, string fault) => isWrong ? [$"{path}: {fault}"] : [];

    private static double Number(JsonNode value) => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);

    private static bool Is(JsonNode? value, string type) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("null", JsonValueKind.Null) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => double.IsInteger(Number(value!)),
        _ => false,
    };
}
