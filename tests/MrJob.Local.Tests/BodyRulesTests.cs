using Microsoft.AspNetCore.Http;

namespace MrJob.Local.Tests;

public class BodyRulesTests
{
    [Theory]
    [InlineData("POST", "application/x-www-form-urlencoded", false)]
    [InlineData("POST", "multipart/form-data; boundary=x", false)]
    [InlineData("POST", "Text/Plain;charset=UTF-8", false)]
    [InlineData("POST", "application/x-amz-json-1.1", true)]
    [InlineData("POST", "application/xml", true)]
    [InlineData("POST", null, true)]
    [InlineData("PUT", "text/plain", true)]
    public void The_aws_port_takes_no_post_that_a_page_sends_unasked(string method, string? type, bool taken) =>
        BodyRules.AwsPort(Request(method, type, 5)).ShouldBe(taken);

    [Theory]
    [InlineData("POST", "application/json", true)]
    [InlineData("POST", "application/json; charset=utf-8", true)]
    [InlineData("POST", "text/plain", false)]
    [InlineData("POST", null, false)]
    [InlineData("PUT", "application/octet-stream", false)]
    public void The_api_port_takes_json(string method, string? type, bool taken) => BodyRules.JsonOnly(Request(method, type, 5)).ShouldBe(taken);

    [Fact]
    public void A_request_without_a_body_needs_no_type()
    {
        BodyRules.JsonOnly(Request("POST", null, 0)).ShouldBeTrue();
        BodyRules.AwsPort(Request("POST", "application/x-www-form-urlencoded", 0)).ShouldBeTrue();
    }

    private static HttpRequest Request(string method, string? type, long length)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.ContentType, request.ContentLength) = (method, type, length);
        return request;
    }
}
