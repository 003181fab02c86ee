using static MrJob.Functions.OpenApiAnswers;
using static MrJob.Functions.OpenApiParameters;

namespace MrJob.Functions;

/// <summary>Routes of the idle sweep and the usage audit.</summary>
internal static class OpenApiHousekeeping
{
    private const string Tag = "Housekeeping";

    public static IEnumerable<OpenApiOperation> Operations(OpenApiSchemas schemas) =>
    [
        new OpenApiOperation("POST /clusters/terminate-idle", Tag, "terminateIdleClusters", "Terminates clusters that have been idle for too long")
            .Reads(schemas.Body(SweepJson.Default.SweepRequest), "What to terminate; it may be left out, and so may each member.", required: false)
            .Answers(200, schemas.Answer(ApiJson.Default.SweepView), "What became of each cluster, as far as the time went.")
            .Refuses(400, Faults)
            .Refuses(413, TooLarge)
            .Refuses(429, NotNow),
        new OpenApiOperation("GET /usage", Tag, "readUsage", "Tells the instance hours of the service's clusters: billed, used and wasted")
            .Takes(Query("days", Whole(1, Clusters.MostDays, Clusters.Days), "The last so many days, up to now."))
            .Answers(200, schemas.Answer(ApiJson.Default.UsageView), "The hours, in total and by label, owner, pool, UTC day, cluster and job.")
            .Refuses(400, "days is wrong.")
            .Refuses(504, TooLong),
    ];
}
