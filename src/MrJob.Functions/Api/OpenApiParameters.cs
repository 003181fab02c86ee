using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;

namespace MrJob.Functions;

/// <summary>Parameters of paths, queries and headers.</summary>
internal static class OpenApiParameters
{
    public static JsonObject Job() => Path("id", new() { ["type"] = "string", ["pattern"] = JobId.Pattern, ["maxLength"] = JobId.MaxLength }, "The job's id.");

    public static JsonObject Cluster() => Path("id", new() { ["type"] = "string", ["pattern"] = Names.ClusterIdPattern }, "The cluster's id.");

    public static JsonObject Pool() => Path("name", OptionTypes.Name.Schema.DeepClone().AsObject(), "The pool's name.");

    public static JsonObject PathText(string name, string description) => Path(name, Schemas.OfType("string"), description);

    public static JsonObject Query(string name, JsonObject schema, string description) => Of("query", name, schema, description);

    public static JsonObject Header(string name, JsonObject schema, string description) => Of("header", name, schema, description);

    /// <summary>Several values with commas between.</summary>
    public static JsonObject Several(string name, JsonObject item, string description)
    {
        var parameter = Query(name, Schemas.ListOf(item), description);
        (parameter["style"], parameter["explode"]) = ("form", false);
        return parameter;
    }

    public static JsonObject Flag(string name, string description) => Query(name, new() { ["type"] = "boolean", ["default"] = false }, description);

    public static JsonObject Whole(int min, int max, int otherwise) =>
        new() { ["type"] = "integer", ["minimum"] = min, ["maximum"] = max, ["default"] = otherwise };

    private static JsonObject Path(string name, JsonObject schema, string description)
    {
        var parameter = Of("path", name, schema, description);
        parameter.Insert(2, "required", true);
        return parameter;
    }

    private static JsonObject Of(string place, string name, JsonObject schema, string description) =>
        new() { ["name"] = name, ["in"] = place, ["description"] = description, ["schema"] = schema };
}
