using System.Text.Json.Nodes;
using static MrJob.Functions.OpenApiAnswers;
using static MrJob.Functions.OpenApiParameters;

namespace MrJob.Functions;

/// <summary>Routes of jobs.</summary>
internal static class OpenApiJobs
{
    private const string Tag = "Jobs";

    public static IEnumerable<OpenApiOperation> Operations(OpenApiSchemas schemas) =>
    [
        new OpenApiOperation("POST /jobs", Tag, "submitJob", "Accepts a job")
            .Says("The job is written down before the answer and not lost after it. With an Idempotency-Key it is accepted exactly once.")
            .Takes(Header(
                "Idempotency-Key", new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = RequestBody.MaxKeyLength },
                "Of the client's own making: the same key of the same caller with the same body is answered with the same job."))
            .Reads(OpenApiSchemas.Ref(OpenApiBodies.Job), "The job.", required: true)
            .Answers(202, schemas.Answer(ApiJson.Default.AcceptedView), "The job is accepted.", located: "The path of the job.")
            .Refuses(400, "The body is refused (`faults` has what is wrong with it, each with its JSON path), or the Idempotency-Key is.")
            .Refuses(409, "A request with the Idempotency-Key and another body has not been answered yet.")
            .Refuses(413, TooLarge)
            .Refuses(422, "The Idempotency-Key was used with another body.")
            .Refuses(500, ConfIsWrong),
        new OpenApiOperation("GET /jobs", Tag, "listJobs", "Lists jobs, newest first, or those that take too long")
            .Says("With longer_than_hours it lists all jobs that run, or wait, for so long, the longest first; state, limit and next then say nothing.")
            .Takes(
                Query("state", schemas.Answer(ApiJson.Default.JobState), "Only jobs in this state; in upper or lower case. Pages may then be short, or empty, before the last."),
                Query("limit", Whole(1, ReadJobs.MaxPage, ReadJobs.Page), "The most jobs of a page."),
                Query("next", new() { ["type"] = "string", ["pattern"] = ReadJobs.EntryPattern + "$" }, "The `next` of the page before."),
                Query("longer_than_hours", new() { ["type"] = "number", ["minimum"] = 0, ["maximum"] = ReadJobs.MostHours }, "Hours since the job began to run or, while it has not, was submitted; without an exponent."),
                Several("exclude_tag", new() { ["type"] = "string", ["pattern"] = "^[^,=]*=[^,]*$" }, "With longer_than_hours: not jobs with one of these tags, each KEY=VALUE."))
            .Answers(
                200, new() { ["anyOf"] = new JsonArray(schemas.Answer(ApiJson.Default.JobListView), schemas.Answer(ApiJson.Default.LongJobListView)) },
                "A page of jobs; with longer_than_hours all of them, as LongJobListView.")
            .Refuses(400, "A parameter is wrong."),
        new OpenApiOperation("GET /jobs/{id}", Tag, "readJob", "Reads a job with its steps, placement, counters and cause")
            .Takes(Job())
            .Answers(200, schemas.Answer(ApiJson.Default.JobView), "The job.")
            .Refuses(404, NoJob),
        new OpenApiOperation("DELETE /jobs/{id}", Tag, "cancelJob", "Cancels a job")
            .Says("Nothing of the job starts after the answer. What runs is ended soon: the state tells when.")
            .Takes(Job())
            .Answers(202, schemas.Answer(ApiJson.Default.AcceptedView), "The job is to be cancelled.", located: "The path of the job.")
            .Refuses(404, NoJob)
            .Refuses(409, "The job has ended already."),
        new OpenApiOperation("GET /jobs/{id}/output", Tag, "readOutput", "Lists a job's output files with presigned links")
            .Takes(Job())
            .Answers(200, schemas.Answer(ApiJson.Default.OutputView), "Data files in the order of their keys, which is the order of reducers. Before the job has ended there may be some already.")
            .Refuses(404, "There is no such job, or its output folder cannot be read."),
    ];
}
