using System.Text;
using MrJob.Local.Gateway.Http;

namespace MrJob.Local.Tests.Gateway.Http;

public class ProxyResponseTests
{
    [Fact]
    public void A_structured_response_is_sent_as_it_says()
    {
        var response = Read("""{"statusCode":202,"headers":{"Location":"/jobs/1","X-Count":3,"X-Null":null},"cookies":["a=1","b=2"],"body":"ä"}""");
        response.Status.ShouldBe(202);
        response.Headers.ShouldBe([
            new("Location", "/jobs/1"), new("X-Count", "3"), new("set-cookie", "a=1"), new("set-cookie", "b=2"), new("content-type", "text/plain;charset=utf-8")]);
        Encoding.UTF8.GetString(response.Body).ShouldBe("ä");
    }

    [Fact]
    public void A_base64_body_is_decoded() =>
        Read("""{"statusCode":"200","headers":{"content-type":"image/png"},"body":"AAEC","isBase64Encoded":true}""").Body.ShouldBe([0, 1, 2]);

    [Fact]
    public void Headers_of_the_connection_are_the_servers_own() =>
        Read("""{"statusCode":204,"headers":{"Content-Length":"7","Transfer-Encoding":"chunked","Connection":"close"}}""").Headers.ShouldBeEmpty();

    [Theory]
    [InlineData("""{"message":"hi"}""", """{"message":"hi"}""")]
    [InlineData("\"hi\"", "hi")]
    [InlineData("[1,2]", "[1,2]")]
    [InlineData("", "")]
    public void Any_other_json_is_the_body_of_a_200(string payload, string body)
    {
        var response = Read(payload);
        response.Status.ShouldBe(200);
        response.Headers.ShouldBe([new("content-type", "application/json")]);
        Encoding.UTF8.GetString(response.Body).ShouldBe(body);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("""{"statusCode":"ok"}""")]
    [InlineData("""{"statusCode":700}""")]
    [InlineData("""{"statusCode":101}""")]
    [InlineData("""{"statusCode":2.5}""")]
    [InlineData("""{"statusCode":99999999999}""")]
    [InlineData("""{"statusCode":"99999999999"}""")]
    [InlineData("""{"statusCode":200,"body":{"a":1}}""")]
    [InlineData("""{"statusCode":200,"headers":{"a":["b"]}}""")]
    [InlineData("""{"statusCode":200,"headers":["b"]}""")]
    [InlineData("""{"statusCode":200,"headers":{"a":"b\r\nc: d"}}""")]
    [InlineData("""{"statusCode":200,"headers":{"a b":"c"}}""")]
    [InlineData("""{"statusCode":200,"cookies":"a=1"}""")]
    [InlineData("""{"statusCode":200,"body":"%","isBase64Encoded":true}""")]
    public void A_malformed_response_is_none(string payload) => ProxyResponse.Read(Encoding.UTF8.GetBytes(payload)).ShouldBeNull();

    private static ProxyResponse Read(string payload) => ProxyResponse.Read(Encoding.UTF8.GetBytes(payload)).ShouldNotBeNull();
}
