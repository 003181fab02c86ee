using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using MrJob.Local.Tests.S3;

namespace MrJob.Local.Tests;

public class LocalAwsTests
{
    [Fact]
    public async Task The_first_service_that_accepts_a_request_gets_it()
    {
        await using var aws = await LocalAws.StartAsync(new([new Named("one", "/a"), new Named("two", "/")], Port: 0));
        using var http = new HttpClient { BaseAddress = aws.Endpoint };

        (await http.GetStringAsync("/a")).ShouldBe("one");
        (await http.GetStringAsync("/b")).ShouldBe("two");
    }

    [Fact]
    public async Task An_operation_that_no_service_has_is_named_in_the_answer()
    {
        await using var aws = await LocalAws.StartAsync(new([new Named("one", "/a")], Port: 0));
        using var http = new HttpClient { BaseAddress = aws.Endpoint };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent("{}", Encoding.UTF8, "application/x-amz-json-1.0") };
        request.Headers.Add("X-Amz-Target", "DynamoDB_20120810.ListTables");

        using var answer = await http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var body = await answer.Content.ReadAsStringAsync();
        body.ShouldContain("\"__type\":\"UnknownOperationException\"");
        body.ShouldContain("DynamoDB_20120810.ListTables");
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        await using var aws = await LocalAws.StartAsync(new([], Port: 0));

        var failure = await Should.ThrowAsync<IOException>(() => LocalAws.StartAsync(new([], aws.Endpoint.Port)));

        failure.Message.ShouldContain(aws.Endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_port_closes_though_a_request_hangs()
    {
        var hanging = new Hanging();
        var aws = await LocalAws.StartAsync(new([hanging], Port: 0));
        using var http = new HttpClient { BaseAddress = aws.Endpoint };
        var request = http.GetAsync("/");
        await hanging.Started.Task;

        await aws.DisposeAsync(); // a port that waited for the request would never get here

        await Should.ThrowAsync<HttpRequestException>(request);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\nHost: evil.example", "403")]
    [InlineData("GET / HTTP/1.0", "403")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nOrigin: http://evil.example", "403")]
    [InlineData("GET / HTTP/1.1\nHost: localhost\nSec-Fetch-Site: cross-site", "403")]
    [InlineData("POST / HTTP/1.1\nHost: localhost\nContent-Type: application/x-www-form-urlencoded\nContent-Length: 3", "415")]
    [InlineData("POST / HTTP/1.1\nHost: localhost\nContent-Type: text/plain\nTransfer-Encoding: chunked", "415")]
    [InlineData("POST / HTTP/1.1\nHost: localhost\nContent-Type: text/plain", "200")]
    [InlineData("GET / HTTP/1.1\nHost: bucket.localhost:4566", "200")]
    public async Task What_a_web_page_could_send_is_refused(string head, string status)
    {
        await using var aws = await LocalAws.StartAsync(new([new Named("one", "/")], Port: 0));

        var body = head.Contains("chunked", StringComparison.Ordinal) ? "3\r\na=b\r\n0\r\n\r\n" : head.Contains("Content-Length", StringComparison.Ordinal) ? "a=b" : "";
        (await RawHttp.SendAsync(aws.Endpoint, head, Encoding.ASCII.GetBytes(body))).ShouldStartWith($"HTTP/1.1 {status}");
    }

    [Fact]
    public async Task A_port_can_refuse_in_its_own_style()
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Host = "evil.example";
        var guard = new LoopbackGuard(_ => Task.CompletedTask, new(_ => true, (http, refusal) =>
        {
            http.Response.StatusCode = refusal.Status + 1;
            return Task.CompletedTask;
        }));

        await guard.InvokeAsync(context);

        context.Response.StatusCode.ShouldBe(404);
    }

    private sealed class Named(string name, string prefix) : IAwsService
    {
        public bool Accepts(HttpRequest request) => request.Path.Value!.StartsWith(prefix, StringComparison.Ordinal) && !request.Headers.ContainsKey("X-Amz-Target");

        public Task HandleAsync(HttpContext context) => context.Response.WriteAsync(name);
    }

    private sealed class Hanging : IAwsService
    {
        public TaskCompletionSource Started { get; } = new();

        public bool Accepts(HttpRequest request) => true;

        public Task HandleAsync(HttpContext context)
        {
            Started.SetResult();
            return new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);
        }
    }
}
