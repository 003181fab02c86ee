using System.Net;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Microsoft.AspNetCore.Http;
using static MrJob.Aws.Tests.Loopback;

namespace MrJob.Aws.Tests;

/// <summary>AWSSDK.Core retries; that it does so when, and only when, it should depends on what it is told of an answer.</summary>
public sealed class RetryTests
{
    private static readonly RequestDelegate Throttled = Json("""{"__type":"ThrottlingException","message":"Rate exceeded"}""", 400);
    private static readonly RequestDelegate Failed = Json("""{"__type":"InternalServerException"}""", 500);
    private static readonly RequestDelegate Refused = Json("""{"__type":"ValidationException"}""", 400);
    private static readonly RequestDelegate Fine = Json("""{"Clusters":[]}""");

    [Fact]
    public async Task A_throttled_call_is_tried_again_until_it_passes()
    {
        await using var server = await StartAsync(Throttled, Fine);

        (await server.Client(maxErrorRetry: 1).ListClustersAsync(new ListClustersRequest())).Clusters.ShouldBeEmpty();

        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_throttled_call_is_tried_no_more_often_than_allowed()
    {
        await using var server = await StartAsync(Throttled);

        var error = await ThrownAsync(server, maxErrorRetry: 2);

        error.ErrorCode.ShouldBe("ThrottlingException");
        error.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_s_failure_is_tried_again_and_a_refusal_is_not()
    {
        await using var failing = await StartAsync(Failed, Fine);
        await using var refusing = await StartAsync(Refused);

        await failing.Client(maxErrorRetry: 1).ListClustersAsync(new ListClustersRequest());
        await ThrownAsync(refusing, maxErrorRetry: 3);

        failing.Requests.Count.ShouldBe(2);
        refusing.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task With_retries_off_nothing_is_sent_twice()
    {
        await using var throttling = await StartAsync(Throttled);
        await using var failing = await StartAsync(Failed);

        await ThrownAsync(throttling, maxErrorRetry: 0);
        await ThrownAsync(failing, maxErrorRetry: 0);

        throttling.Requests.Count.ShouldBe(1);
        failing.Requests.Count.ShouldBe(1);
    }

    /// <summary>
    /// The request may have been carried out before the connection broke, so a call that must not happen twice needs
    /// <c>MaxStaleConnectionRetries</c> (by default 10) at 0 too: it counts apart from <c>MaxErrorRetry</c>.
    /// </summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    public async Task A_reset_connection_is_tried_again_by_a_limit_of_its_own(int maxStaleConnectionRetries, int sent)
    {
        await using var server = await StartAsync(Fine, Reset);
        using var client = server.Client(maxErrorRetry: 0, maxStaleConnectionRetries);
        await client.ListClustersAsync(new ListClustersRequest()); // leaves a connection in the pool

        await Should.ThrowAsync<IOException>(() => client.ListClustersAsync(new ListClustersRequest()));

        server.Requests.Count.ShouldBe(1 + sent);
    }

    [Fact]
    public async Task A_call_can_be_cancelled_while_the_server_is_silent()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = await StartAsync(http =>
        {
            cancel.Cancel();
            return new TaskCompletionSource().Task.WaitAsync(http.RequestAborted);
        });

        await Should.ThrowAsync<OperationCanceledException>(
            () => server.Client(maxErrorRetry: 3).RunJobFlowAsync(new RunJobFlowRequest(), cancel.Token));

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_call_that_is_cancelled_already_is_not_sent()
    {
        await using var server = await StartAsync(Fine);

        await Should.ThrowAsync<OperationCanceledException>(
            () => server.Client().ListClustersAsync(new ListClustersRequest(), new CancellationToken(canceled: true)));

        server.Requests.ShouldBeEmpty();
    }

    private static Task Reset(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    private static Task<AmazonElasticMapReduceException> ThrownAsync(Loopback server, int maxErrorRetry) =>
        Should.ThrowAsync<AmazonElasticMapReduceException>(() => server.Client(maxErrorRetry).ListClustersAsync(new ListClustersRequest()));
}
