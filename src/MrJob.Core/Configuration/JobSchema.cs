using System.Text.Json.Nodes;
using MrJob.Core.Jobs;

namespace MrJob.Core.Configuration;

/// <summary>The JSON Schema (draft 2020-12) of the body of POST /jobs, for editors and generated clients. Its options are the table's.</summary>
internal static class JobSchema
{
    public static JsonObject Document() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "A job of MrJob.Serverless",
        ["type"] = "object",
        ["required"] = new JsonArray("steps"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["label"] = OptionTypes.Name.Schema.DeepClone(),
            ["owner"] = OptionTypes.Name.Schema.DeepClone(),
            ["steps"] = Steps(),
            ["input"] = Schemas.ListOf(Schemas.OfType("string")),
            ["output_dir"] = Schemas.OfType("string"),
            ["script"] = Schemas.OfType("string"),
            ["script_args"] = Schemas.ListOf(Schemas.OfType("string")),
            ["options"] = Options(),
        },
    };

    /// <summary>Options by today's names that the service takes.</summary>
    public static JsonObject Options() => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(OptionTable.All.Where(o => o.RefusedBecause is null).Select(o => KeyValuePair.Create(o.Name, (JsonNode?)Of(o)))),
    };

    private static JsonObject Of(Option option)
    {
        var schema = (JsonObject)option.Type.Schema.DeepClone();
        schema["description"] = option.ReplacedBy is { } replaced ? $"{option.Doc}. Does nothing here: {replaced}" : option.Doc;
        if (option.ReplacedBy is not null)
            schema["deprecated"] = true;
        return schema;
    }

    private static JsonObject Steps()
    {
        var steps = Schemas.ListOf(new()
        {
            ["oneOf"] = new JsonArray(
                Step("streaming", [], ("mapper", Substep()), ("combiner", Substep()), ("reducer", Substep()), ("input_format", Schemas.OfType("string")),
                    ("output_format", Schemas.OfType("string")), ("partitioner", Schemas.OfType("string")), ("input_manifest", Schemas.OfType("boolean"))),
                Step("jar", ["jar"], ("jar", Schemas.OfType("string")), ("main_class", Schemas.OfType("string")), ("args", Texts())),
                Step("spark_script", ["script"], ("script", Schemas.OfType("string")), ("args", Texts()), ("spark_args", Texts())),
                Step("spark_jar", ["jar"], ("jar", Schemas.OfType("string")), ("main_class", Schemas.OfType("string")), ("args", Texts()), ("spark_args", Texts())),
                Step("spark", [], ("spark_args", Texts()))),
        });
        (steps["minItems"], steps["maxItems"]) = (1, JobSpecReader.MaxSteps);
        return steps;
    }

    private static JsonObject Step(string type, string[] required, params (string Name, JsonObject Schema)[] members) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. required.Prepend("type").Select(name => (JsonNode?)name)]),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(members.Prepend(("type", new JsonObject { ["const"] = type })).Append(("jobconf", Schemas.MapOfTexts()))
            .Select(m => KeyValuePair.Create(m.Item1, (JsonNode?)m.Item2))),
    };

    private static JsonObject Substep() => new()
    {
        ["oneOf"] = new JsonArray(
            Schemas.OfType("string"),
            Object(["command"], ("type", new JsonObject { ["const"] = "command" }), ("command", Schemas.OfType("string"))),
            Object(["type"], ("type", new JsonObject { ["const"] = "script" }), ("pre_filter", Schemas.OfType("string")))),
    };

    private static JsonObject Object(string[] required, params (string Name, JsonObject Schema)[] members) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. required.Select(name => (JsonNode?)name)]),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, (JsonNode?)m.Schema))),
    };

    private static JsonObject Texts() => Schemas.ListOf(Schemas.OfType("string"));
}
