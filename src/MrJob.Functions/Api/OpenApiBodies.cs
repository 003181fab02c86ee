using System.Text.Json.Nodes;
using MrJob.Core.Configuration;

namespace MrJob.Functions;

/// <summary>Schemas that no type has: bodies whose options are the table's, and what API Gateway itself answers.</summary>
internal static class OpenApiBodies
{
    public const string Job = "Job";
    public const string Cluster = "Cluster";
    public const string GatewayMessage = "GatewayMessage";
    private const string Options = "Options";

    public static void AddTo(OpenApiSchemas schemas)
    {
        schemas.Add(Job, JobBody());
        schemas.Add(Cluster, ClusterBody());
        schemas.Add(Options, OptionsOfBoth());
        schemas.Add(GatewayMessage, new()
        {
            ["type"] = "object", ["properties"] = new JsonObject { ["message"] = Schemas.OfType("string") }, ["required"] = new JsonArray("message"),
        });
    }

    /// <summary>The schema of a job file. Its options are a schema of their own here: those of clusters are the same.</summary>
    private static JsonObject JobBody()
    {
        var job = JobSchema.Document();
        job.Remove("$schema"); // the document's own dialect, which is 2020-12 too
        job["properties"]!["options"] = OpenApiSchemas.Ref(Options);
        return job;
    }

    private static JsonObject OptionsOfBoth()
    {
        var options = JobSchema.Options();
        options.Insert(0, "description", "By their names of today; the service takes mrjob's old names, too. "
            + "Null is as if the option were not there; {\"!clear\": value} is for the value without what the service's own mrjob.conf says.");
        return options;
    }

    private static JsonObject ClusterBody() => new()
    {
        ["title"] = "A cluster of MrJob.Serverless",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["label"] = OptionTypes.Name.Schema.DeepClone(), ["owner"] = OptionTypes.Name.Schema.DeepClone(), ["options"] = OpenApiSchemas.Ref(Options),
        },
    };
}
