using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace MrJob.Functions;

/// <summary>Schemas made from the contracts by which the service writes and reads JSON, each type of ours once, under <c>components/schemas</c>.</summary>
internal sealed class OpenApiSchemas
{
    private const string Ours = "MrJob.";
    private readonly SortedDictionary<string, JsonObject> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _types = [];

    public static JsonObject Ref(string name) => new() { ["$ref"] = "#/components/schemas/" + name };

    /// <summary>A reference to the schema of what the service answers with.</summary>
    public JsonObject Answer(JsonTypeInfo type) => Export(type, isAnswer: true);

    /// <summary>A reference to the schema of a body that the service reads.</summary>
    public JsonObject Body(JsonTypeInfo type) => Export(type, isAnswer: false);

    public void Add(string name, JsonObject schema) => _components.Add(name, schema);

    /// <summary>All schemas that were asked for, and those that they refer to.</summary>
    public JsonObject Components() => new(_components.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value)));

    private JsonObject Export(JsonTypeInfo type, bool isAnswer) => type.GetJsonSchemaAsNode(new()
    {
        TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, schema) => Shape(context, schema, isAnswer),
    }).AsObject();

    /// <summary>What the exporter made of a value; the values in it have been here before.</summary>
    private JsonNode Shape(JsonSchemaExporterContext context, JsonNode schema, bool isAnswer)
    {
        if (schema is not JsonObject shape)
            return schema;
        if (isAnswer)
            OpenApiShapes.Present(shape, context.TypeInfo);
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var told = type.Namespace?.StartsWith(Ours, StringComparison.Ordinal) == true ? Component(type, shape) : shape;
        if (context.PropertyInfo is { } member)
            OpenApiShapes.Tell(told, member.DeclaringType.Name, member.Name);
        return told;
    }

    private JsonObject Component(Type type, JsonObject shape)
    {
        if (!_types.TryAdd(type.Name, type) && _types[type.Name] != type)
            throw new InvalidOperationException($"{type} and {_types[type.Name]} would be one schema: one of them needs another name.");
        if (shape.ContainsKey("enum"))
            shape.Insert(0, "type", "string");
        _components.TryAdd(type.Name, shape);
        return Ref(type.Name);
    }
}
