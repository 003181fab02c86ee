using System.Net;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using static MrJob.Aws.Tests.Loopback;

namespace MrJob.Aws.Tests;

public sealed class ErrorTests
{
    private const string NoSuchCluster = "\"ErrorCode\":\"NoSuchCluster\",\"Message\":\"Cluster id 'j-1' is not valid.\"";

    [Theory]
    [InlineData("\"__type\":\"InvalidRequestException\",", null)]
    [InlineData("\"__type\":\"com.amazonaws.elasticmapreduce#InvalidRequestException\",", null)]
    [InlineData("", "InvalidRequestException")]
    [InlineData("", "InvalidRequestException:http://internal.amazon.com/coral/com.amazon.coral.service/")]
    public async Task An_error_is_named_in_the_body_or_in_a_header(string type, string? header)
    {
        await using var server = await StartAsync(Json($$"""{{{type}}{{NoSuchCluster}}}""", 400, header));

        var error = await Should.ThrowAsync<InvalidRequestException>(() => DescribeAsync(server));

        error.Message.ShouldBe("Cluster id 'j-1' is not valid.");
        error.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        error.RequestId.ShouldBe("request-1");
        error.ErrorCode.ShouldBe("NoSuchCluster");
        ((AmazonServiceException)error).ErrorCode.ShouldBe("InvalidRequestException");
    }

    [Theory]
    [InlineData("message")]
    [InlineData("Message")]
    public async Task A_message_has_a_small_or_a_capital_m(string name)
    {
        await using var server = await StartAsync(Json($$"""{"__type":"ValidationException","{{name}}":"It is too big."}""", 400));

        (await ThrownAsync(server)).Message.ShouldBe("It is too big.");
    }

    [Fact]
    public async Task An_error_that_an_operation_does_not_declare_has_its_name_as_code_only()
    {
        await using var server = await StartAsync(Json("""{"__type":"ValidationException","message":"Invalid InstanceProfile."}""", 400));

        var error = await ThrownAsync(server);

        error.GetType().ShouldBe(typeof(AmazonElasticMapReduceException));
        error.ErrorCode.ShouldBe("ValidationException");
    }

    [Fact]
    public async Task Each_operation_has_the_typed_errors_of_its_own_only()
    {
        await using var invalid = await StartAsync(Json($$"""{"__type":"InvalidRequestException",{{NoSuchCluster}}}""", 400));
        await using var error = await StartAsync(Json("""{"__type":"InternalServerError"}""", 500));
        await using var exception = await StartAsync(Json("""{"__type":"InternalServerException"}""", 500));

        (await ThrownAsync(invalid)).GetType().ShouldBe(typeof(AmazonElasticMapReduceException));
        (await ThrownAsync(error)).ShouldBeOfType<InternalServerErrorException>();
        (await ThrownAsync(exception)).GetType().ShouldBe(typeof(AmazonElasticMapReduceException));
        await Should.ThrowAsync<InternalServerException>(() => DescribeAsync(exception));
    }

    [Theory]
    [InlineData("<!doctype html><html><body><h1>Internal Server Error</h1><p>broken<br></html>", 500, "text/html")]
    [InlineData("<html>unclosed", 502, "text/html")]
    [InlineData("upstream connect error", 503, "text/plain")]
    [InlineData("", 500, "text/plain")]
    [InlineData("{\"message\":\"cut o", 500, "application/x-amz-json-1.1")]
    [InlineData("[1,2]", 500, "application/x-amz-json-1.1")]
    [InlineData("null", 500, "application/x-amz-json-1.1")]
    public async Task An_answer_that_is_no_error_of_AWS_costs_the_code_only(string body, int status, string contentType)
    {
        await using var server = await StartAsync(Text(body, status, contentType));

        var error = await ThrownAsync(server);

        error.StatusCode.ShouldBe((HttpStatusCode)status);
        error.Message.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_refused_connection_is_no_EMR_error()
    {
        var server = await StartAsync(Json("{}"));
        using var client = server.Client();
        await server.DisposeAsync();

        await Should.ThrowAsync<HttpRequestException>(() => client.ListClustersAsync(new ListClustersRequest()));
    }

    private static Task<DescribeClusterResponse> DescribeAsync(Loopback server) =>
        server.Client().DescribeClusterAsync(new DescribeClusterRequest { ClusterId = "j-1" });

    private static Task<AmazonElasticMapReduceException> ThrownAsync(Loopback server) =>
        Should.ThrowAsync<AmazonElasticMapReduceException>(() => server.Client().RunJobFlowAsync(new RunJobFlowRequest()));
}
