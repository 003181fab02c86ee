using System.Reflection;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;
using MrJob.Functions.Tests.Service;

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
        { "job-ended.json", nameof(CollectLogs) },
        { "uploaded.json", nameof(LaunchOnUpload) },
        { "tick.json", nameof(TerminateIdle) },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public async Task An_event_of_each_trigger_is_taken_by_its_handler(string file, string handler)
    {
        await using var lab = await ServiceLab.StartAsync();
        await lab.InvokeAsync(handler, Read<EventEnvelope>(file));
    }

    [Fact]
    public void An_event_of_EMR_names_its_cluster()
    {
        Read<EventEnvelope>("step-status-change.json").ClusterId.ShouldBe("j-1YONHTCP3YZKC");
        Read<EventEnvelope>("tick.json").ClusterId.ShouldBeNull();
    }

    [Fact]
    public void An_event_of_S3_names_its_object() =>
        Read<EventEnvelope>("uploaded.json").Upload!.Uri.ToString().ShouldBe("s3://lab/incoming/book.txt");

    [Fact]
    public async Task A_request_of_API_Gateway_is_answered_in_its_shape()
    {
        await using var lab = await ServiceLab.StartAsync();
        var request = Read<APIGatewayHttpApiV2ProxyRequest>("post-jobs.json");
        request.Caller().ShouldBe("arn:aws:iam::123456789012:user/ann");
        await using var host = lab.Process();
        var answer = await new SubmitJob(host).HandleAsync(request, new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(29) });
        using var written = new MemoryStream();
        Serializer.Serialize(answer, written);
        System.Text.Encoding.UTF8.GetString(written.ToArray()).ShouldStartWith("{\"statusCode\":202,");
    }

    private static T Read<T>(string file)
    {
        using var stream = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "events", file));
        return Serializer.Deserialize<T>(stream);
    }
}
