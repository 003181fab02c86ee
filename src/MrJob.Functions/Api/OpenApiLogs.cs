using MrJob.Core.Configuration;
using static MrJob.Functions.OpenApiAnswers;
using static MrJob.Functions.OpenApiParameters;

namespace MrJob.Functions;

/// <summary>Routes of logs and causes.</summary>
internal static class OpenApiLogs
{
    private const string Tag = "Logs";

    public static IEnumerable<OpenApiOperation> Operations(OpenApiSchemas schemas) =>
    [
        new OpenApiOperation("GET /jobs/{id}/logs", Tag, "readLogs", "Reads a job's report: the probable cause of its failure, and its logs with presigned links")
            .Takes(Job(), Flag("refresh", "Whether the logs of a job that has ended are read again first, as far as a request's time goes."))
            .Answers(200, schemas.Answer(ApiJson.Default.LogsView), "The report as far as it is made.")
            .Refuses(404, NoJob),
        new OpenApiOperation("POST /jobs/{id}/logs/push", Tag, "pushLogs", "Has the job's cluster copy the logs of its steps to S3 now")
            .Says("EMR copies logs by itself about every five minutes, and when the cluster ends.")
            .Takes(Job(), Flag("force", "Also while a step runs or waits there or another job has the cluster: their steps may wait a little."))
            .Answers(202, schemas.Answer(ApiJson.Default.PushView), "A step that copies them has been added to the cluster.")
            .Refuses(400, "EMR refuses it, in its words.")
            .Refuses(404, NoJob)
            .Refuses(409, "They are not copied: a step runs or waits there, another job has the cluster, the cluster is not up or keeps no logs on S3, or the job was never sent to one.")
            .Refuses(429, NotNow)
            .Refuses(504, TooLong),
        new OpenApiOperation("GET /clusters/{id}/diagnosis", Tag, "diagnoseCluster", "Says why a step of any cluster failed, or the cluster itself")
            .Takes(
                Cluster(),
                Query("step_id", new() { ["type"] = "string", ["pattern"] = Names.StepIdPattern }, "The step; without it the one that failed last."),
                Query("log_uri", new() { ["type"] = "string", ["pattern"] = "^[sS]3[an]?://" }, "The folder in which the cluster's own folder of logs is, for a cluster that EMR has forgotten: an S3 URI."))
            .Answers(200, schemas.Answer(ApiJson.Default.DiagnosisView), "What is known of the failure.")
            .Refuses(400, "A parameter is wrong, or EMR refuses it, in its words.")
            .Refuses(404, "EMR knows no such cluster, or the cluster has no LogUri, and log_uri is not given.")
            .Refuses(429, NotNow)
            .Refuses(504, TooLong),
    ];
}
