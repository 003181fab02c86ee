using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MrJob.Local.Events;
using MrJob.Local.Gateway;
using MrJob.Local.Gateway.Schedules;
using MrJob.Local.Gateway.Template;
using MrJob.Testing;

namespace MrJob.Local.Tests.Gateway;

/// <summary>A small template with the functions of this folder behind it, over real HTTP.</summary>
public sealed class LocalGatewayTests : IDisposable
{
    private const string Template = """
        Globals: {Function: {Timeout: 20, MemorySize: 256, Environment: {Variables: {STACK: !Ref AWS::StackName}}}}
        Resources:
          Api: {Type: AWS::Serverless::HttpApi, Properties: {Auth: {DefaultAuthorizer: AWS_IAM}}}
          Echo:
            Type: AWS::Serverless::Function
            Properties:
              Handler: MrJob.Local.Tests::MrJob.Local.Tests.Gateway.SampleFunctions::EchoAsync
              Events:
                Any: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: ANY, Path: /echo}}
                One: {Type: HttpApi, Properties: {ApiId: !Ref Api, Method: GET, Path: '/echo/{id}'}}
                All: {Type: HttpApi, Properties: {Method: GET, Path: '/open/{proxy+}'}}
          Fail:
            Type: AWS::Serverless::Function
            Properties:
              Handler: MrJob.Local.Tests::MrJob.Local.Tests.Gateway.SampleFunctions::FailAsync
              Events: {E: {Type: HttpApi, Properties: {Method: GET, Path: /fail}}}
          Hang:
            Type: AWS::Serverless::Function
            Properties:
              Handler: MrJob.Local.Tests::MrJob.Local.Tests.Gateway.SampleFunctions::HangAsync
              Timeout: 60
              ReservedConcurrentExecutions: 1
              Events:
                Get: {Type: HttpApi, Properties: {Method: GET, Path: /hang}}
                Post: {Type: HttpApi, Properties: {Method: POST, Path: /hang}}
          Take:
            Type: AWS::Serverless::Function
            Properties:
              Handler: MrJob.Local.Tests::MrJob.Local.Tests.Gateway.SampleFunctions::TakeAsync
              Events:
                Made: {Type: EventBridgeRule, Properties: {Pattern: {source: [aws.s3], detail-type: [Object Created]}}}
                Other: {Type: EventBridgeRule, Properties: {Pattern: {source: [mine]}, Input: '{"fixed":true}'}}
        """;

    private const string Scheduled = """
        Resources:
          Take:
            Type: AWS::Serverless::Function
            Properties:
              Handler: MrJob.Local.Tests::MrJob.Local.Tests.Gateway.SampleFunctions::TakeAsync
              Events:
                Tick: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(5 minutes), Input: '{"tick":1}'}}
        """;

    private readonly TempFolder _folder = new();
    private readonly SampleCalls _calls = new();
    private readonly WatchedTime _time = new();
    private readonly ConcurrentQueue<string> _log = [];
    private readonly HttpClient _http = new();
    private readonly TaskCompletionSource _open = new();
    private IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_request_reaches_its_function_in_payload_format_2()
    {
        await using var gateway = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Endpoint, "echo?a=1&b=x%20y&a=2&c=1+1&d"));
        request.Headers.Add("X-Twice", ["one", "two"]);
        request.Headers.Add("Cookie", "k=v; l=w");
        request.Headers.UserAgent.ParseAdd("test/1");
        request.Content = new StringContent("{\"ä\":1}", Encoding.UTF8, "application/json");

        using var response = await _http.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        var payload = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        response.Headers.GetValues("Apigw-Requestid").Single().ShouldBe(Text(payload["requestContext"]!["requestId"]));
        Text(payload["version"]).ShouldBe("2.0");
        Text(payload["routeKey"]).ShouldBe("ANY /echo");
        Text(payload["rawPath"]).ShouldBe("/echo");
        Text(payload["rawQueryString"]).ShouldBe("a=1&b=x%20y&a=2&c=1+1&d");
        payload["queryStringParameters"]!.ToJsonString().ShouldBe("""{"a":"1,2","b":"x y","c":"1 1","d":""}""");
        payload["cookies"]!.ToJsonString().ShouldBe("""["k=v","l=w"]""");
        payload["headers"]!.AsObject().ContainsKey("cookie").ShouldBeFalse();
        Text(payload["headers"]!["x-twice"]).Replace(" ", "").ShouldBe("one,two");
        Text(payload["headers"]!["content-type"]).ShouldBe("application/json; charset=utf-8");
        Text(payload["headers"]!["host"]).ShouldBe($"127.0.0.1:{gateway.Endpoint.Port}");
        Text(payload["body"]).ShouldBe("{\"ä\":1}");
        payload["isBase64Encoded"]!.GetValue<bool>().ShouldBeFalse();
        payload.AsObject().ContainsKey("pathParameters").ShouldBeFalse();

        var context = payload["requestContext"]!;
        Text(context["accountId"]).ShouldBe("123456789012");
        Text(context["stage"]).ShouldBe("$default");
        Text(context["time"]).ShouldBe("01/Jul/2026:10:00:00 +0000");
        context["timeEpoch"]!.GetValue<long>().ShouldBe(1782900000000);
        context["http"]!.ToJsonString().ShouldBe(
            """{"method":"POST","path":"/echo","protocol":"HTTP/1.1","sourceIp":"127.0.0.1","userAgent":"test/1"}""");
        Text(context["authorizer"]!["iam"]!["userArn"]).ShouldBe("arn:aws:iam::123456789012:user/local");
    }

    [Fact]
    public async Task The_payload_binds_to_the_type_of_Lambdas_own_package()
    {
        await using var gateway = await StartAsync();
        var payload = await _http.GetStringAsync(new Uri(gateway.Endpoint, "echo/7?a=1"));
        var request = JsonSerializer.Deserialize<APIGatewayHttpApiV2ProxyRequest>(payload, JsonSerializerOptions.Web).ShouldNotBeNull();
        request.RouteKey.ShouldBe("GET /echo/{id}");
        request.PathParameters["id"].ShouldBe("7");
        request.QueryStringParameters["a"].ShouldBe("1");
        request.Headers["host"].ShouldStartWith("127.0.0.1:");
        request.RequestContext.Http.Method.ShouldBe("GET");
        request.RequestContext.Authorizer.IAM.UserARN.ShouldBe("arn:aws:iam::123456789012:user/local");
        request.Body.ShouldBeNull();
    }

    [Fact]
    public async Task Path_parameters_and_the_path_are_decoded()
    {
        await using var gateway = await StartAsync();
        var payload = JsonNode.Parse(await RawAsync(gateway, "GET /echo/a%20b%2Fc HTTP/1.1"))!;
        Text(payload["pathParameters"]!["id"]).ShouldBe("a b/c");
        Text(payload["rawPath"]).ShouldBe("/echo/a b/c");
        Text(payload["routeKey"]).ShouldBe("GET /echo/{id}");
        payload.AsObject().ContainsKey("body").ShouldBeFalse();
    }

    [Fact]
    public async Task Dots_in_a_path_are_not_resolved()
    {
        await using var gateway = await StartAsync();
        var payload = JsonNode.Parse(await RawAsync(gateway, "GET /open/../echo//x HTTP/1.1"))!;
        Text(payload["pathParameters"]!["proxy"]).ShouldBe("../echo//x");
        payload["requestContext"]!.AsObject().ContainsKey("authorizer").ShouldBeFalse();
    }

    [Theory]
    [InlineData("application/octet-stream", true)]
    [InlineData("application/x-www-form-urlencoded", true)]
    [InlineData(null, true)]
    [InlineData("text/csv", false)]
    [InlineData("application/json", false)]
    public async Task Bodies_that_are_no_text_are_base64(string? type, bool base64)
    {
        await using var gateway = await StartAsync();
        using var content = new ByteArrayContent("hi"u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        var payload = await EchoAsync(gateway, content);
        payload["isBase64Encoded"]!.GetValue<bool>().ShouldBe(base64);
        Text(payload["body"]).ShouldBe(base64 ? "aGk=" : "hi");
    }

    [Fact]
    public async Task A_text_that_is_not_utf8_keeps_its_bytes()
    {
        await using var gateway = await StartAsync();
        using var content = new ByteArrayContent([0xff, 0xfe]);
        content.Headers.ContentType = new("application/json");
        Text((await EchoAsync(gateway, content))["body"]).ShouldBe("//4=");
    }

    [Theory]
    [InlineData("GET", "nowhere", 404, """{"message":"Not Found"}""")]
    [InlineData("DELETE", "hang", 404, """{"message":"Not Found"}""")]
    [InlineData("GET", "fail", 500, """{"message":"Internal Server Error"}""")]
    public async Task Errors_are_those_of_API_Gateway(string method, string path, int status, string body)
    {
        await using var gateway = await StartAsync();
        using var response = await _http.SendAsync(new(new HttpMethod(method), new Uri(gateway.Endpoint, path)));
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        (await response.Content.ReadAsStringAsync()).ShouldBe(body);
        if (status == 500)
            _log.ShouldContain(line => line.StartsWith("Fail: ") && line.Contains("no such thing"));
    }

    [Theory]
    [InlineData(6 * 1024 * 1024 + 200_000)]
    [InlineData(10 * 1024 * 1024 + 1)]
    public async Task A_body_that_is_too_long_is_refused(int length)
    {
        await using var gateway = await StartAsync();
        using var content = new ByteArrayContent(new byte[length]);
        content.Headers.ContentType = new("text/plain");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Endpoint, "echo")) { Content = content };
        request.Headers.ExpectContinue = true; // so that the refusal is read and not the broken pipe
        using var response = await _http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"message":"Request Too Long"}""");
        _calls.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task The_api_waits_30_seconds_and_a_reserved_function_is_then_still_busy()
    {
        _calls.Open = _open.Task;
        await using var gateway = await StartAsync();
        var slow = _http.GetAsync(new Uri(gateway.Endpoint, "hang"));
        await _calls.NextAsync();

        await _time.PassAsync(TimeSpan.FromSeconds(30));

        await ShouldBeUnavailable(await slow);
        await ShouldBeUnavailable(await _http.GetAsync(new Uri(gateway.Endpoint, "hang")));
        _open.SetResult();
    }

    [Fact]
    public async Task Two_hundred_requests_at_once_are_all_answered()
    {
        await using var gateway = await StartAsync();
        var asked = Enumerable.Range(0, 200).Select(n => _http.GetStringAsync(new Uri(gateway.Endpoint, $"echo/{n}")));
        var answers = await Task.WhenAll(asked);
        answers.Select(answer => Text(JsonNode.Parse(answer)!["pathParameters"]!["id"])).Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public async Task The_guard_comes_first()
    {
        await using var gateway = await StartAsync(options => options with
        {
            Guard = app => app.Run(http => { http.Response.StatusCode = 403; return http.Response.WriteAsync("guarded"); }),
        });
        using var response = await _http.GetAsync(new Uri(gateway.Endpoint, "echo/1"));
        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_handler_gets_the_environment_of_its_function()
    {
        await using var gateway = await StartAsync(options => options with
        {
            Environment = new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:4566" },
        });
        await _http.GetStringAsync(new Uri(gateway.Endpoint, "echo/1"));
        _environment.ShouldBe(new Dictionary<string, string>
        {
            ["STACK"] = "demo",
            ["AWS_REGION"] = "us-east-1",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_LAMBDA_FUNCTION_NAME"] = "demo-Echo",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "256",
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:4566",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task What_was_mounted_is_told_as_sam_local_does()
    {
        await using var gateway = await StartAsync();
        var at = $"http://127.0.0.1:{gateway.Endpoint.Port}";
        gateway.Mounts.Select(mount => mount.ToString()).ShouldBe([
            $"Mounting Echo at {at}/echo [ANY]",
            $"Mounting Echo at {at}/echo/{{id}} [GET]",
            $"Mounting Echo at {at}/open/{{proxy+}} [GET]",
            $"Mounting Fail at {at}/fail [GET]",
            $"Mounting Hang at {at}/hang [GET, POST]",
            "Mounting Take on aws.s3 \"Object Created\"",
            "Mounting Take on mine",
        ]);
    }

    [Fact]
    public async Task Events_reach_the_functions_whose_rules_match()
    {
        var bus = Bus();
        await using var gateway = await StartAsync(bus: bus);
        bus.Publish(Event("1", "aws.s3"));
        (await _calls.NextAsync()).ShouldBe("took aws.s3 1");
        bus.Publish(Event("2", "mine"));
        (await _calls.NextAsync()).ShouldBe("""took {"fixed":true}""");
    }

    [Fact]
    public async Task A_stopped_gateway_leaves_what_is_undelivered_to_the_next()
    {
        _calls.Failures = 1;
        var bus = Bus();
        var gateway = await StartAsync(bus: bus);
        bus.Publish(Event("1", "aws.s3"));
        (await _calls.NextAsync()).ShouldBe("took aws.s3 1");
        await gateway.DisposeAsync(); // before the retry, a minute later
        bus.Publish(Event("2", "aws.s3"));
        (await _calls.NextAsync()).ShouldBe("disposed");

        await using var next = await StartAsync(bus: Bus());
        new[] { await _calls.NextAsync(), await _calls.NextAsync() }.Order().ShouldBe(["took aws.s3 1", "took aws.s3 2"]);
    }

    [Fact]
    public async Task A_stop_waits_for_what_runs_but_not_longer_than_it_may()
    {
        _calls.Open = _open.Task;
        var bus = Bus();
        var gateway = await StartAsync(bus: bus);
        bus.Publish(Event("1", "aws.s3"));
        await _calls.NextAsync();
        var stopping = gateway.DisposeAsync().AsTask();
        stopping.IsCompleted.ShouldBeFalse();

        await _time.PassAsync(TimeSpan.FromSeconds(5));

        await stopping;
        Directory.GetFiles(_folder.Path, "*.json").ShouldHaveSingleItem();
        _open.SetResult();
    }

    [Fact]
    public async Task A_stop_drops_a_request_that_hangs()
    {
        _calls.Open = _open.Task;
        var gateway = await StartAsync();
        var hanging = _http.GetAsync(new Uri(gateway.Endpoint, "hang"));
        await _calls.NextAsync();
        var stopping = gateway.DisposeAsync().AsTask();

        await _time.PassAsync(TimeSpan.FromSeconds(5));

        await stopping.WaitAsync(TimeSpan.FromSeconds(20));
        await hanging.ContinueWith(_ => { }, TaskScheduler.Default); // refused or cut off
        _open.SetResult();
    }

    [Fact]
    public async Task A_schedule_runs_at_the_start_and_then_at_its_times_whatever_still_runs()
    {
        _calls.Open = _open.Task;
        await using var gateway = await StartAsync(template: Scheduled);
        (await _calls.NextAsync()).ShouldBe("""took {"tick":1}""");
        for (var minute = 0; minute < 5; minute++)
            _time.Advance(TimeSpan.FromMinutes(1));
        (await _calls.NextAsync()).ShouldBe("""took {"tick":1}""");
        _open.SetResult();
    }

    [Theory]
    [InlineData("ScheduleV2", "aws.scheduler", "arn:aws:scheduler:us-east-1:123456789012:schedule/default/TakeTick", "\"{}\"")]
    [InlineData("Schedule", "aws.events", "arn:aws:events:us-east-1:123456789012:rule/TakeTick", "{}")]
    public void A_schedule_without_an_input_sends_the_event_that_AWS_makes(string type, string source, string arn, string detail)
    {
        var text = Scheduled.Replace(", Input: '{\"tick\":1}'", "");
        if (type == "Schedule")
            text = text.Replace("ScheduleV2, Properties: {ScheduleExpression", "Schedule, Properties: {Schedule");
        var schedule = Read(text).Functions.Single().Schedules.Single();
        var payload = JsonNode.Parse(SchedulePayload.For(schedule, _time.GetUtcNow()))!;
        Text(payload["source"]).ShouldBe(source);
        Text(payload["detail-type"]).ShouldBe("Scheduled Event");
        Text(payload["time"]).ShouldBe("2026-07-01T10:00:00Z");
        payload["resources"]!.ToJsonString().ShouldBe($"[\"{arn}\"]");
        payload["detail"]!.ToJsonString().ShouldBe(detail);
    }

    [Fact]
    public async Task Handlers_that_are_not_there_are_all_named_before_anything_starts()
    {
        var template = Template.Replace("::EchoAsync", "::Missing").Replace("::FailAsync", "::Gone");
        var thrown = await Should.ThrowAsync<TemplateException>(() => StartAsync(template: template));
        thrown.Faults.Select(fault => fault.Place.Path).ShouldBe(["Resources.Echo.Properties.Handler", "Resources.Fail.Properties.Handler"]);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error()
    {
        await using var first = await StartAsync();
        var thrown = await Should.ThrowAsync<IOException>(() => StartAsync(options => options with { Port = first.Endpoint.Port }));
        thrown.Message.ShouldContain($"{first.Endpoint.Port}");
    }

    private Task<LocalGateway> StartAsync(Func<GatewayOptions, GatewayOptions>? change = null, string template = Template, EventBus? bus = null)
    {
        var options = new GatewayOptions { Bus = bus ?? Bus(), Time = _time, Port = 0, Log = _log.Enqueue, Activate = Make };
        return LocalGateway.StartAsync(Read(template), change?.Invoke(options) ?? options);
    }

    private EventBus Bus() => new(_folder.Path, _time, _log.Enqueue);

    private SampleFunctions Make(Type type, IReadOnlyDictionary<string, string> environment)
    {
        _environment = environment;
        return new SampleFunctions(_calls);
    }

    private static SamTemplate Read(string text) => SamTemplate.Parse("t.yaml", text, "demo", new Dictionary<string, string>());

    private AwsEvent Event(string id, string source) => new(id, source, "Object Created", _time.GetUtcNow(), [], new JsonObject());

    private async Task<JsonNode> EchoAsync(LocalGateway gateway, HttpContent content)
    {
        using var response = await _http.PostAsync(new Uri(gateway.Endpoint, "echo"), content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>Sends the request line as it is, which HttpClient would not, and returns the body.</summary>
    private static async Task<string> RawAsync(LocalGateway gateway, string line)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Endpoint.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
        var answer = await new StreamReader(stream).ReadToEndAsync();
        return answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
    }

    private static async Task ShouldBeUnavailable(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"message":"Service Unavailable"}""");
        response.Dispose();
    }

    private static string Text(JsonNode? value) => value!.GetValue<string>();
}
