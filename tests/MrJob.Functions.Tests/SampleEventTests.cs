using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;
using MrJob.Functions.Tests.Deployment;
using MrJob.Functions.Tests.Service;
using MrJob.Local.Gateway.Template;

namespace MrJob.Functions.Tests;

/// <summary>The events of tests/events, one for each trigger of template.yaml, through the functions' own serializer and handlers.</summary>
public class SampleEventTests
{
    private static readonly ILambdaSerializer Serializer = (ILambdaSerializer)Activator.CreateInstance(
        typeof(SubmitJob).Assembly.GetCustomAttribute<LambdaSerializerAttribute>()!.SerializerType)!;

    public static TheoryData<string, string> Events => new()
    {
        { "job-queued.json", nameof(SelectPool) },
        { "tick.json", nameof(SelectPool) },
        { "step-status-change.json", nameof(TrackJobs) },
        { "cluster-state-change.json", nameof(TrackJobs) },
        { "instance-group-change.json", nameof(TrackJobs) },
        { "instance-fleet-change.json", nameof(TrackJobs) },
        { "tick.json", nameof(TrackJobs) },
        { "job-ended.json", nameof(CollectLogs) },
        { "step-logged.json", nameof(CollectLogs) },
        { "tick.json", nameof(CollectLogs) },
        { "uploaded.json", nameof(LaunchOnUpload) },
        { "uploaded-elsewhere.json", nameof(LaunchOnUpload) },
        { "tick.json", nameof(TerminateIdle) },
    };

    public static TheoryData<string, int> Requests => new()
    {
        { "post-jobs.json", 202 },
        { "bad-post-jobs-faults.json", 400 },
        { "bad-post-jobs-no-json.json", 400 },
        { "get-jobs.json", 200 },
        { "bad-get-jobs.json", 400 },
        { "bad-get-job-unknown.json", 404 },
        { "bad-delete-job-unknown.json", 404 },
        { "get-clusters.json", 200 },
        { "bad-post-clusters.json", 400 },
        { "get-pools.json", 200 },
        { "bad-explain.json", 400 },
        { "post-uploads-test.json", 200 },
        { "bad-post-uploads-test.json", 400 },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public async Task An_event_of_each_trigger_is_taken_by_its_handler(string file, string handler)
    {
        await using var lab = await StartAsync();
        await lab.InvokeAsync(handler, Read<EventEnvelope>(file));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_request_of_API_Gateway_is_answered_in_its_shape(string file, int status)
    {
        await using var lab = await StartAsync();
        var request = Read<APIGatewayHttpApiV2ProxyRequest>(file);
        await using var host = lab.Process();
        var function = Template.Functions.Single(f => f.Value["Properties"]![nameof(Events)]!.AsObject()
            .Any(e => e.Value!["Type"]!.ToString() == "HttpApi" && $"{e.Value["Properties"]!["Method"]} {e.Value["Properties"]!["Path"]}" == request.RouteKey)).Value;
        var type = typeof(SubmitJob).Assembly.GetType($"MrJob.Functions.{Template.HandlerOf(function)}", throwOnError: true)!;
        var answer = await (Task<APIGatewayHttpApiV2ProxyResponse>)type.GetMethod("HandleAsync")!
            .Invoke(Activator.CreateInstance(type, host), [request, new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(29) }])!;
        using var written = new MemoryStream();
        Serializer.Serialize(answer, written);
        Encoding.UTF8.GetString(written.ToArray()).ShouldStartWith($"{{\"statusCode\":{status},");
        answer.Headers["content-type"].ShouldBe(status < 300 ? "application/json" : "application/problem+json");
    }

    [Fact]
    public void Every_trigger_of_the_template_has_an_event_here_and_every_event_one_that_takes_it()
    {
        var template = SamTemplate.Load(Template.Path, "mrjob", Template.Parameters);
        var events = Events.Select(e => ((string)e.Data.Item1, (string)e.Data.Item2)).Where(e => e.Item1 != "tick.json").ToList();
        foreach (var function in template.Functions)
        {
            var own = events.Where(e => function.Handler.Contains($".{e.Item2}::", StringComparison.Ordinal)).Select(e => (e.Item1, Json: JsonNode.Parse(File.ReadAllText(PathOf(e.Item1)))!.AsObject())).ToList();
            foreach (var rule in function.Rules)
                own.ShouldContain(e => rule.Pattern.Matches(e.Json), $"{function.LogicalId}: {rule.Summary}");
            foreach (var (file, json) in own)
                function.Rules.ShouldContain(rule => rule.Pattern.Matches(json), $"{function.LogicalId} would never get {file}");
        }
        Directory.GetFiles(Path.GetDirectoryName(PathOf("tick.json"))!).Select(Path.GetFileName).Where(f => f != "bad-uploaded-without-object.json")
            .ShouldBe(Events.Select(e => e.Data.Item1).Concat(Requests.Select(r => r.Data.Item1)).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public async Task An_upload_that_names_no_object_fails_and_so_becomes_a_dead_letter()
    {
        await using var lab = await StartAsync();
        await Should.ThrowAsync<InvalidOperationException>(() => lab.InvokeAsync(nameof(LaunchOnUpload), Read<EventEnvelope>("bad-uploaded-without-object.json")));
    }

    [Fact]
    public void An_event_of_EMR_names_its_cluster()
    {
        Read<EventEnvelope>("step-status-change.json").ClusterId.ShouldBe("j-1YONHTCP3YZKC");
        Read<EventEnvelope>("tick.json").ClusterId.ShouldBeNull();
    }

    [Fact]
    public void An_event_of_S3_names_its_object_with_its_version_or_content()
    {
        var uploaded = Read<EventEnvelope>("uploaded.json").Upload!;
        (uploaded.Uri.ToString(), uploaded.Version, uploaded.Sequencer, uploaded.Size).ShouldBe(("s3://mrjob-workbucket/incoming/book.txt", "d41d8cd98f00b204e9800998ecf8427e", "0062E99A88DC407460", 429021L));
        Read<EventEnvelope>("uploaded-elsewhere.json").Upload!.Version.ShouldBe("L4kqtJlcpXroDTDmpUMLUo");
    }

    [Fact]
    public void A_request_names_who_signed_it() => Read<APIGatewayHttpApiV2ProxyRequest>("post-jobs.json").Caller().ShouldBe("arn:aws:iam::123456789012:user/ann");

    private static Task<ServiceLab> StartAsync() => ServiceLab.StartAsync(places: new Dictionary<string, string> { ["MRJOB_STATE"] = "s3://mrjob-statebucket/state/", ["MRJOB_TMP"] = "s3://mrjob-workbucket/" });

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "events", file);

    private static T Read<T>(string file)
    {
        using var stream = File.OpenRead(PathOf(file));
        return Serializer.Deserialize<T>(stream);
    }
}
