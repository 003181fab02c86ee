using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using static MrJob.Functions.OpenApiAnswers;
using static MrJob.Functions.OpenApiParameters;

namespace MrJob.Functions;

/// <summary>Routes of clusters by hand.</summary>
internal static class OpenApiClusters
{
    private const string Tag = "Clusters";

    private static readonly string[] States = ["STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING", "TERMINATING", "TERMINATED", "TERMINATED_WITH_ERRORS"];

    public static IEnumerable<OpenApiOperation> Operations(OpenApiSchemas schemas) =>
    [
        new OpenApiOperation("POST /clusters", Tag, "createCluster", "Starts a cluster that stays up without steps, in a pool if pool_clusters says so")
            .Reads(OpenApiSchemas.Ref(OpenApiBodies.Cluster), "The cluster; it may be left out. The option cluster_id is refused.", required: false)
            .Answers(202, schemas.Answer(ApiJson.Default.ClusterView), "EMR starts the cluster.", located: "The path of the cluster.")
            .Refuses(400, "The body is refused (`faults` has what is wrong with it, each with its JSON path), or EMR refuses it, in its words.")
            .Refuses(409, "The pool has as many clusters as max_clusters_in_pool allows.")
            .Refuses(413, TooLarge)
            .Refuses(429, NotNow)
            .Refuses(500, ConfIsWrong)
            .Refuses(504, TooLong),
        new OpenApiOperation("GET /clusters", Tag, "listClusters", "Lists every cluster that EMR knows")
            .Takes(
                Several("state", Schemas.OneOf(States), "Only clusters in one of these states; in upper or lower case."),
                Query("created_after", Time(), "Only clusters that were created after this time; without a zone it is UTC."),
                Query("created_before", Time(), "Only clusters that were created before this time."),
                Query("next", Schemas.OfType("string"), "The `next` of the page before; the other parameters must be those of that page, too."))
            .Answers(200, schemas.Answer(ApiJson.Default.ClusterListView), "A page of at most 50 clusters.")
            .Refuses(400, "A parameter is wrong, or EMR refuses it, in its words.")
            .Refuses(429, NotNow)
            .Refuses(504, TooLong),
        new OpenApiOperation("GET /clusters/{id}", Tag, "readCluster", "Reads a cluster")
            .Takes(Cluster())
            .Answers(200, schemas.Answer(ApiJson.Default.ClusterView), "The cluster.")
            .Refuses(404, NoCluster)
            .Refuses(429, NotNow)
            .Refuses(504, TooLong),
        new OpenApiOperation("DELETE /clusters/{id}", Tag, "terminateCluster", "Terminates a cluster that no job is on")
            .Takes(Cluster(), Flag("force", "Also with jobs on it."))
            .Answers(202, schemas.Answer(ApiJson.Default.ClusterView), "EMR terminates the cluster.")
            .Refuses(400, "EMR refuses it, in its words.")
            .Refuses(404, NoCluster)
            .Refuses(409, "A job is on the cluster or about to join it, a sweep is about to terminate it, or it is over already.")
            .Refuses(429, NotNow)
            .Refuses(504, TooLong),
    ];

    private static JsonObject Time() => new() { ["type"] = "string", ["format"] = "date-time" };
}
