using System.Text.Json.Nodes;
using MrJob.Local.Gateway.Template;

namespace MrJob.Local.Tests.Gateway.Template;

/// <summary>The template that is deployed is the one that runs: all that the gateway needs of it is read.</summary>
public class RootTemplateTests
{
    private static readonly SamTemplate Template = Load();

    [Fact]
    public void Every_route_of_the_api_leads_to_its_function() =>
        Template.Functions.SelectMany(f => f.Routes.Select(route => $"{route.Key} {f.LogicalId}")).Order(StringComparer.Ordinal).ShouldBe([
            "DELETE /clusters/{id} ClustersFunction",
            "DELETE /jobs/{id} CancelJobFunction",
            "DELETE /uploads/failed/{id} UploadsFunction",
            "GET / ReadJobsFunction",
            "GET /clusters ClustersFunction",
            "GET /clusters/{id} ClustersFunction",
            "GET /clusters/{id}/diagnosis ClustersFunction",
            "GET /jobs ReadJobsFunction",
            "GET /jobs/{id} ReadJobsFunction",
            "GET /jobs/{id}/logs ReadJobsFunction",
            "GET /jobs/{id}/output ReadJobsFunction",
            "GET /openapi.json ReadJobsFunction",
            "GET /options ReadJobsFunction",
            "GET /pools PoolsFunction",
            "GET /pools/{name} PoolsFunction",
            "GET /uploads UploadsFunction",
            "GET /uploads/failed UploadsFunction",
            "GET /usage ClustersFunction",
            "POST /clusters ClustersFunction",
            "POST /clusters/terminate-idle ClustersFunction",
            "POST /jobs SubmitJobFunction",
            "POST /jobs/{id}/logs/push ClustersFunction",
            "POST /pools/{name}/explain PoolsFunction",
            "POST /uploads/check UploadsFunction",
            "POST /uploads/failed/{id}/replay UploadsFunction",
            "POST /uploads/test UploadsFunction",
        ]);

    [Fact]
    public void Every_function_that_may_call_EMR_has_its_share_of_the_quotas() =>
        Template.Functions.Where(f => f.Environment.ContainsKey("MRJOB_EMR_SHARE")).ToDictionary(f => f.LogicalId, f => f.Environment["MRJOB_EMR_SHARE"])
            .ShouldBe(
                new Dictionary<string, string>
                {
                    ["ClustersFunction"] = "clusters", ["SelectPoolFunction"] = "select-pool/1", ["TerminateIdleFunction"] = "terminate-idle", ["TrackJobsFunction"] = "track-jobs/2",
                },
                ignoreOrder: true);

    [Fact]
    public void Every_route_is_signed() => Template.Functions.SelectMany(f => f.Routes).ShouldAllBe(route => route.Iam);

    [Fact]
    public void Functions_have_the_globals_and_their_own()
    {
        var submit = Function("SubmitJobFunction");
        submit.Handler.ShouldBe("MrJob.Functions::MrJob.Functions.SubmitJob::HandleAsync");
        submit.Name.ShouldBe("mrjob-SubmitJobFunction");
        submit.Timeout.ShouldBe(TimeSpan.FromSeconds(29));
        submit.MemorySize.ShouldBe(1024);
        submit.ReservedConcurrency.ShouldBeNull();
        submit.Environment.ShouldBe(new Dictionary<string, string>
        {
            ["MRJOB_STATE"] = "s3://mrjob-statebucket/state/",
            ["MRJOB_TMP"] = "s3://mrjob-workbucket/",
            ["MRJOB_CONF"] = "s3://mrjob-confbucket/mrjob.conf",
            ["MRJOB_DATA_BUCKETS"] = "",
            ["MRJOB_UPLOAD_BUCKETS"] = "",
            ["MRJOB_UPLOADS"] = "s3://mrjob-confbucket/uploads.yaml",
            ["MRJOB_FAILED_UPLOADS"] = "s3://mrjob-statebucket/aws/lambda/async/",
            ["MRJOB_RELEASE_LABEL"] = "emr-7.5.0",
            ["MRJOB_SERVICE_ROLE"] = "EMR_DefaultRole",
            ["MRJOB_INSTANCE_PROFILE"] = "EMR_EC2_DefaultRole",
            ["MRJOB_STACK"] = "mrjob",
        }, ignoreOrder: true);
    }

    [Fact]
    public void Functions_that_ask_EMR_much_are_reserved_unless_the_parameter_says_none()
    {
        static Dictionary<string, int?> Reserved(string selectPool) => Load(new() { ["SelectPoolConcurrency"] = selectPool }).Functions
            .Where(f => f.ReservedConcurrency is not null).ToDictionary(f => f.LogicalId, f => f.ReservedConcurrency);
        Reserved("3").ShouldBe(new Dictionary<string, int?> { ["SelectPoolFunction"] = 3, ["TrackJobsFunction"] = 2, ["CollectLogsFunction"] = 2, ["LaunchOnUploadFunction"] = 5, ["TerminateIdleFunction"] = 1 }, ignoreOrder: true);
        Reserved("0").ShouldBeEmpty();
    }

    [Fact]
    public void Buckets_have_names_and_send_events() => Template.Buckets.ShouldBe([
        new("StateBucket", "mrjob-statebucket", true), new("ConfBucket", "mrjob-confbucket", false), new("WorkBucket", "mrjob-workbucket", true)]);

    [Fact]
    public void Schedules_run_every_minute_or_five() =>
        Template.Functions.SelectMany(f => f.Schedules.Select(s => $"{f.LogicalId} {s.Schedule}")).ShouldBe([
            "SelectPoolFunction every 1 minute", "TrackJobsFunction every 1 minute", "CollectLogsFunction every 1 minute",
            "TerminateIdleFunction every 5 minutes"]);

    [Theory]
    [InlineData("SelectPoolFunction", "aws.s3", "Object Created", "mrjob-statebucket", "state/queue/1", true)]
    [InlineData("SelectPoolFunction", "aws.s3", "Object Created", "mrjob-statebucket", "state/jobs/1", false)]
    [InlineData("SelectPoolFunction", "aws.s3", "Object Created", "mrjob-workbucket", "state/queue/1", false)]
    [InlineData("SelectPoolFunction", "aws.s3", "Object Deleted", "mrjob-statebucket", "state/queue/1", false)]
    [InlineData("CollectLogsFunction", "aws.s3", "Object Created", "mrjob-statebucket", "state/collect/1", true)]
    [InlineData("CollectLogsFunction", "aws.s3", "Object Created", "mrjob-workbucket", "logs/j-1/steps/s-1/syslog.gz", true)]
    [InlineData("CollectLogsFunction", "aws.s3", "Object Created", "mrjob-workbucket", "logs/j-1/containers/application_1_1/container_1_1_01_1/stderr.gz", false)]
    [InlineData("LaunchOnUploadFunction", "aws.s3", "Object Created", "mrjob-workbucket", "incoming/a.csv", true)]
    [InlineData("LaunchOnUploadFunction", "aws.s3", "Object Created", "mrjob-workbucket", "out/part-00000", false)]
    [InlineData("LaunchOnUploadFunction", "aws.s3", "Object Created", "elsewhere", "incoming/a.csv", false)]
    [InlineData("TrackJobsFunction", "aws.emr", "EMR Step Status Change", "", "", true)]
    [InlineData("TrackJobsFunction", "aws.emr", "EMR Cluster State Change", "", "", true)]
    [InlineData("TrackJobsFunction", "aws.emr", "EMR Configuration Error", "", "", false)]
    public void Rules_take_the_events_that_are_hints(string function, string source, string type, string bucket, string key, bool matches) =>
        Function(function).Rules.Any(r => r.Pattern.Matches(new JsonObject
        {
            ["source"] = source,
            ["detail-type"] = type,
            ["detail"] = new JsonObject { ["bucket"] = new JsonObject { ["name"] = bucket }, ["object"] = new JsonObject { ["key"] = key } },
        })).ShouldBe(matches);

    [Theory]
    [InlineData("my-data,more", "more", true)]
    [InlineData("my-data,more", "another", false)]
    [InlineData("*", "another", true)]
    [InlineData("*", "mrjob-statebucket", false)]
    [InlineData("", "another", false)]
    public void Uploads_to_the_users_own_buckets_are_taken_when_the_parameter_names_them(string parameter, string bucket, bool taken)
    {
        var uploaded = new JsonObject
        {
            ["source"] = "aws.s3", ["detail-type"] = "Object Created",
            ["detail"] = new JsonObject { ["bucket"] = new JsonObject { ["name"] = bucket }, ["object"] = new JsonObject { ["key"] = "x" } },
        };
        Load(new() { ["UploadBuckets"] = parameter }).Functions.Single(f => f.LogicalId == "LaunchOnUploadFunction").Rules.Any(r => r.Pattern.Matches(uploaded)).ShouldBe(taken);
    }

    private static FunctionResource Function(string logicalId) => Template.Functions.Single(f => f.LogicalId == logicalId);

    private static SamTemplate Load(Dictionary<string, string>? parameters = null)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "template.yaml")))
            folder = folder.Parent.ShouldNotBeNull();
        return SamTemplate.Load(Path.Combine(folder.FullName, "template.yaml"), "mrjob", parameters ?? []);
    }
}
