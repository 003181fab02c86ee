using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using static MrJob.Aws.Tests.Loopback;

namespace MrJob.Aws.Tests;

public sealed class ResponseTests
{
    [Fact]
    public async Task Times_are_read_with_their_fraction_and_are_UTC()
    {
        var status = await StatusAsync("""{"Timeline":{"CreationDateTime":1700000000.123,"ReadyDateTime":1.7E9}}""");

        status.Timeline.CreationDateTime.ShouldBe(DateTime.UnixEpoch.AddMilliseconds(1_700_000_000_123));
        status.Timeline.CreationDateTime!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        status.Timeline.ReadyDateTime.ShouldBe(DateTime.UnixEpoch.AddSeconds(1_700_000_000));
        status.Timeline.EndDateTime.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_absent_or_null_is_null()
    {
        await using var server = await StartAsync(Json("""{"Cluster":{"Id":"j-1","Name":null,"Tags":null,"StepConcurrencyLevel":null}}"""));

        var cluster = (await server.Client().DescribeClusterAsync(new DescribeClusterRequest { ClusterId = "j-1" })).Cluster;

        cluster.Id.ShouldBe("j-1");
        cluster.Name.ShouldBeNull();
        cluster.Tags.ShouldBeNull();
        cluster.Applications.ShouldBeNull();
        cluster.StepConcurrencyLevel.ShouldBeNull();
        cluster.AutoTerminate.ShouldBeNull();
        cluster.Status.ShouldBeNull();
    }

    [Fact]
    public async Task Constants_are_the_known_ones_and_new_ones_are_kept()
    {
        (await StatusAsync("""{"State":"WAITING"}""")).State.ShouldBeSameAs(ClusterState.WAITING);
        (await StatusAsync("""{"State":"HIBERNATING"}""")).State.Value.ShouldBe("HIBERNATING");
    }

    [Fact]
    public async Task Members_that_this_client_does_not_know_are_ignored()
    {
        var status = await StatusAsync("""{"Mood":{"Deep":[1,{"x":null}]},"State":"RUNNING"}""");

        status.State.ShouldBe(ClusterState.RUNNING);
    }

    [Fact]
    public async Task Error_details_keep_their_data()
    {
        var status = await StatusAsync("""{"ErrorDetails":[{"ErrorCode":"E","ErrorData":[{"instance-id":"i-1"}],"ErrorMessage":"m"}]}""");

        status.ErrorDetails.ShouldHaveSingleItem().ErrorData.ShouldHaveSingleItem().ShouldContainKeyAndValue("instance-id", "i-1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public async Task Calls_that_answer_with_nothing_may_leave_the_body_empty(string body)
    {
        await using var server = await StartAsync(Json(body));

        var response = await server.Client().TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = ["j-1"] });

        response.HttpStatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        response.ResponseMetadata.RequestId.ShouldBe("request-1");
    }

    [Fact]
    public async Task An_answer_that_is_no_JSON_is_an_unmarshalling_error()
    {
        await using var server = await StartAsync(Text("<html>welcome</html>", 200, "text/html"));

        await Should.ThrowAsync<AmazonUnmarshallingException>(
            () => server.Client().ListClustersAsync(new ListClustersRequest(), TestContext.Current.CancellationToken));
    }

    private static async Task<ClusterStatus> StatusAsync(string status)
    {
        await using var server = await StartAsync(Json("{\"Cluster\":{\"Status\":" + status + "}}"));
        return (await server.Client().DescribeClusterAsync(new DescribeClusterRequest { ClusterId = "j-1" })).Cluster.Status;
    }
}
