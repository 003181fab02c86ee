using static MrJob.Functions.OpenApiAnswers;
using static MrJob.Functions.OpenApiParameters;

namespace MrJob.Functions;

/// <summary>Routes of pools.</summary>
internal static class OpenApiPools
{
    private const string Tag = "Pools";

    public static IEnumerable<OpenApiOperation> Operations(OpenApiSchemas schemas) =>
    [
        new OpenApiOperation("GET /pools", Tag, "listPools", "Lists pools of warm clusters")
            .Answers(200, schemas.Answer(ApiJson.Default.PoolListView), "Pools that have a cluster, by name."),
        new OpenApiOperation("GET /pools/{name}", Tag, "readPool", "Reads a pool: its clusters, who is on them, how long they have been idle")
            .Takes(Pool())
            .Answers(200, schemas.Answer(ApiJson.Default.PoolView), "The pool.")
            .Refuses(404, "No cluster is in a pool of this name."),
        new OpenApiOperation("POST /pools/{name}/explain", Tag, "explainPlacement", "Says where a job would go now, and why to no other cluster")
            .Says("Nothing is started. The job's own pool_name and cluster_id do not count, and its input may be missing.")
            .Takes(Pool())
            .Reads(OpenApiSchemas.Ref(OpenApiBodies.Job), "The job, as for POST /jobs.", required: true)
            .Answers(200, schemas.Answer(ApiJson.Default.ExplainView), "What placement would do with the job now.")
            .Refuses(400, "The body is refused (`faults` has what is wrong with it, each with its JSON path), or the name can be no pool's.")
            .Refuses(413, TooLarge)
            .Refuses(500, ConfIsWrong),
    ];
}
