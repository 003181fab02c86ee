using System.Text.Json.Nodes;

namespace MrJob.Local.Tests.Emr;

public class ProtocolTests
{
    [Fact]
    public async Task An_answer_has_the_protocols_content_type_and_a_request_id()
    {
        await using var emr = await EmrHost.StartAsync();
        using var response = await emr.SendAsync("ListClusters", "{}");
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-amz-json-1.1");
        Guid.TryParse(response.Headers.GetValues("x-amzn-RequestId").Single(), out _).ShouldBeTrue();
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"Clusters":[]}""");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task Another_content_type_is_refused(string? type)
    {
        await using var emr = await EmrHost.StartAsync();
        using var response = await emr.SendAsync("ListClusters", "{}", type);
        ((int)response.StatusCode).ShouldBe(415);
    }

    [Fact]
    public async Task A_charset_after_the_content_type_is_accepted()
    {
        await using var emr = await EmrHost.StartAsync();
        using var response = await emr.SendAsync("ListClusters", "{}", "application/x-amz-json-1.1; charset=utf-8");
        ((int)response.StatusCode).ShouldBe(200);
    }

    [Theory]
    [InlineData("CreateStudio")]
    [InlineData("Nonsense")]
    [InlineData("")]
    public async Task A_call_that_is_not_there_is_named(string operation)
    {
        await using var emr = await EmrHost.StartAsync();
        var (type, message) = await emr.RefusedAsync(operation, new { });
        type.ShouldBe("UnknownOperationException");
        message.ShouldBe($"The local EMR does not have the operation {operation}.");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"ClusterId":7}""")]
    [InlineData("""{"ClusterId":["j-1"]}""")]
    [InlineData("\u0000\u0001")]
    [InlineData("""{"ClusterId":"\ud800"}""")]
    public async Task A_body_that_cannot_be_read_is_refused(string body)
    {
        await using var emr = await EmrHost.StartAsync();
        (await emr.RefusedAsync("DescribeCluster", body)).Type.ShouldBe("SerializationException");
    }

    [Fact]
    public async Task A_body_nested_too_deep_or_too_big_is_refused()
    {
        await using var emr = await EmrHost.StartAsync();
        var deep = string.Concat(Enumerable.Repeat("""{"Configurations":[""", 5000));
        (await emr.RefusedAsync("RunJobFlow", deep)).Type.ShouldBe("SerializationException");
        (await emr.TryAsync("RunJobFlow", $$"""{"Name":"{{new string('x', 5_000_000)}}"}""")).Status.ShouldBe(413);
    }

    [Fact]
    public async Task Another_path_is_not_found()
    {
        await using var emr = await EmrHost.StartAsync();
        using var response = await emr.SendAsync("ListClusters", "{}", path: "/bucket/key");
        ((int)response.StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task Members_that_break_limits_are_all_named()
    {
        await using var emr = await EmrHost.StartAsync();
        var (type, message) = await emr.RefusedAsync("AddJobFlowSteps", """{"JobFlowId":null,"Steps":[{"Name":"a","ActionOnFailure":"SHRUG"},null]}""");
        type.ShouldBe("ValidationException");
        message.ShouldBe("4 validation errors detected: " +
            "Value null at 'jobFlowId' failed to satisfy constraint: Member must not be null; " +
            "Value 'SHRUG' at 'steps.1.member.actionOnFailure' failed to satisfy constraint: Member must satisfy enum value set: " +
            "[TERMINATE_JOB_FLOW, TERMINATE_CLUSTER, CANCEL_AND_WAIT, CONTINUE]; " +
            "Value null at 'steps.1.member.hadoopJarStep' failed to satisfy constraint: Member must not be null; " +
            "Value null at 'steps.2.member' failed to satisfy constraint: Member must not be null");
    }

    [Theory]
    [InlineData("""{"ClusterStates":["SLEEPING"]}""")]
    [InlineData("""{"ClusterStates":[null]}""")]
    [InlineData("""{"Marker":"nonsense"}""")]
    public async Task A_bad_filter_is_refused(string body)
    {
        await using var emr = await EmrHost.StartAsync();
        (await emr.RefusedAsync("ListClusters", body)).Message.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("1e300")]
    [InlineData("\"yesterday\"")]
    [InlineData("true")]
    public async Task A_time_that_is_none_is_refused(string time)
    {
        await using var emr = await EmrHost.StartAsync();
        (await emr.RefusedAsync("ListClusters", $$"""{"CreatedAfter":{{time}}}""")).Type.ShouldBe("SerializationException");
    }

    [Theory]
    [InlineData("DescribeCluster", "ClusterId", "InvalidRequestException", "Cluster id 'j-NOTTHERE' is not valid.")]
    [InlineData("ListSteps", "ClusterId", "InvalidRequestException", "Cluster id 'j-NOTTHERE' is not valid.")]
    [InlineData("ListInstances", "ClusterId", "InvalidRequestException", "Cluster id 'j-NOTTHERE' is not valid.")]
    [InlineData("ListInstanceGroups", "ClusterId", "InvalidRequestException", "Cluster id 'j-NOTTHERE' is not valid.")]
    [InlineData("ListBootstrapActions", "ClusterId", "InvalidRequestException", "Cluster id 'j-NOTTHERE' is not valid.")]
    [InlineData("GetAutoTerminationPolicy", "ClusterId", "InvalidRequestException", "Cluster id 'j-NOTTHERE' is not valid.")]
    public async Task An_unknown_cluster_is_refused(string operation, string member, string type, string message)
    {
        await using var emr = await EmrHost.StartAsync();
        (await emr.RefusedAsync(operation, new JsonObject { [member] = "j-NOTTHERE" }.ToJsonString())).ShouldBe((type, message));
    }

    [Theory]
    [InlineData("TerminateJobFlows", """{"JobFlowIds":["j-NOTTHERE"]}""")]
    [InlineData("SetTerminationProtection", """{"JobFlowIds":["j-NOTTHERE"],"TerminationProtected":true}""")]
    [InlineData("AddJobFlowSteps", """{"JobFlowId":"j-NOTTHERE","Steps":[]}""")]
    public async Task The_calls_of_2009_word_it_otherwise(string operation, string body)
    {
        await using var emr = await EmrHost.StartAsync();
        (await emr.RefusedAsync(operation, body)).ShouldBe(("ValidationException", "Specified job flow ID does not exist."));
    }
}
