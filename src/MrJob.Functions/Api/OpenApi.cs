using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Functions;

/// <summary>The OpenAPI 3.1 document of the HTTP API. A test says when docs/openapi.json is not what this makes.</summary>
internal static class OpenApi
{
    private const string About =
        "Runs MapReduce and Spark jobs on Amazon EMR. The base of all paths is the API's endpoint, or http://127.0.0.1:3000 of `mrjob local`. "
        + "Times are in UTC. A member that has no value is left out of an answer. New members may be added to answers: ignore those that you do not know.";

    private static readonly Lazy<string> Written = new(() => Write(Document()));

    /// <summary>The document as it is served: indented, because people read it, too.</summary>
    public static string Text => Written.Value;

    public static JsonObject Document()
    {
        var schemas = new OpenApiSchemas();
        var operations = (List<OpenApiOperation>)[
            .. OpenApiJobs.Operations(schemas), .. OpenApiLogs.Operations(schemas), .. OpenApiPools.Operations(schemas), .. OpenApiClusters.Operations(schemas),
            .. OpenApiHousekeeping.Operations(schemas), .. OpenApiUploads.Operations(schemas), .. OpenApiService.Operations(schemas)];
        OpenApiBodies.AddTo(schemas);
        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "MrJob.Serverless", ["version"] = Version(), ["description"] = About,
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["security"] = new JsonArray(new JsonObject { [OpenApiAnswers.Scheme] = new JsonArray() }),
            ["paths"] = Paths(operations),
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = OpenApiAnswers.SecuritySchemes(), ["responses"] = OpenApiAnswers.Shared(), ["schemas"] = schemas.Components(),
            },
        };
    }

    private static JsonObject Paths(IEnumerable<OpenApiOperation> operations) => new(operations.GroupBy(o => o.Path).Select(path =>
        KeyValuePair.Create(path.Key, (JsonNode?)new JsonObject(path.Select(o => KeyValuePair.Create(o.Method, (JsonNode?)o.RefusesQueries().Json))))));

    /// <summary>Without the commit that the compiler adds: the document would change with every one.</summary>
    private static string Version() =>
        typeof(OpenApi).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static string Write(JsonObject document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            document.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }
}
