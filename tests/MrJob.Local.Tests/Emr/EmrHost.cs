using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using MrJob.Local.Emr;
using MrJob.Testing;

namespace MrJob.Local.Tests.Emr;

/// <summary>The local EMR on a port of its own, a client that speaks its protocol, and what it works with.</summary>
internal sealed class EmrHost : IAsyncDisposable
{
    private readonly TempFolder? _ownFolder;
    private readonly WebApplication _web;
    private readonly EmrService _emr;
    private readonly HttpClient _http = new();
    private bool _stopped;

    private EmrHost(WebApplication web, EmrService emr, FakeStepRunner runner, RecordingBus bus, TempFolder? ownFolder)
    {
        (_web, _emr, Runner, Bus, _ownFolder) = (web, emr, runner, bus, ownFolder);
        Url = web.Urls.Single();
    }

    public string Url { get; }
    public FakeStepRunner Runner { get; }
    public RecordingBus Bus { get; }

    public static async Task<EmrHost> StartAsync(
        string? dataFolder = null, Func<EmrOptions, EmrOptions>? options = null, FakeStepRunner? runner = null, RecordingBus? bus = null, TimeProvider? time = null)
    {
        var ownFolder = dataFolder is null ? new TempFolder() : null;
        (runner, bus) = (runner ?? new FakeStepRunner(), bus ?? new RecordingBus());
        var asked = new EmrOptions { DataFolder = dataFolder ?? ownFolder!.Path };
#pragma warning disable RS0030 // a test fixture is where the system clock comes in
        var emr = new EmrService(options?.Invoke(asked) ?? asked, runner, bus, time ?? TimeProvider.System);
#pragma warning restore RS0030
        await emr.StartAsync();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var web = builder.Build();
        web.Run(context => emr.Accepts(context.Request) ? emr.HandleAsync(context) : throw new InvalidOperationException("not for EMR"));
        await web.StartAsync();
        return new EmrHost(web, emr, runner, bus, ownFolder);
    }

    /// <summary>Calls and gives the answer, which must be a success.</summary>
    public async Task<JsonObject> CallAsync(string operation, object input)
    {
        var (status, answer) = await TryAsync(operation, input);
        status.ShouldBe(200, answer.ToJsonString());
        return answer;
    }

    /// <summary>Calls and gives the error, which must be a 400.</summary>
    public async Task<(string Type, string Message)> RefusedAsync(string operation, object input)
    {
        var (status, answer) = await TryAsync(operation, input);
        status.ShouldBe(400, answer.ToJsonString());
        return ((string)answer["__type"]!, (string)(answer["message"] ?? answer["Message"])!);
    }

    public async Task<(int Status, JsonObject Answer)> TryAsync(string operation, object input)
    {
        using var response = await SendAsync(operation, input as string ?? System.Text.Json.JsonSerializer.Serialize(input));
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    public async Task<HttpResponseMessage> SendAsync(string operation, string body, string? contentType = "application/x-amz-json-1.1", string path = "/")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url + path) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        request.Headers.Add("X-Amz-Target", "ElasticMapReduce." + operation);
        return await _http.SendAsync(request);
    }

    public async Task<string> RunJobFlowAsync(bool keepAlive = true, object[]? steps = null, int concurrency = 1, string name = "a cluster", bool isProtected = false) =>
        (string)(await CallAsync("RunJobFlow", Samples.RunJobFlow(keepAlive, steps, concurrency, name, isProtected)))["JobFlowId"]!;

    public async Task<string[]> AddStepsAsync(string cluster, params object[] steps) =>
        [.. (await CallAsync("AddJobFlowSteps", new { JobFlowId = cluster, Steps = steps }))["StepIds"]!.AsArray().Select(id => (string)id!)];

    public async Task<JsonObject> DescribeClusterAsync(string cluster) =>
        (await CallAsync("DescribeCluster", new { ClusterId = cluster }))["Cluster"]!.AsObject();

    public async Task<JsonObject> DescribeStepAsync(string cluster, string step) =>
        (await CallAsync("DescribeStep", new { ClusterId = cluster, StepId = step }))["Step"]!.AsObject();

    public async Task<string> StepStateAsync(string cluster, string step) => (string)(await DescribeStepAsync(cluster, step))["Status"]!["State"]!;

    public async Task<string> ClusterStateAsync(string cluster) => (string)(await DescribeClusterAsync(cluster))["Status"]!["State"]!;

    /// <summary>A cluster that is up and has nothing to do.</summary>
    public async Task<string> WaitingClusterAsync(int concurrency = 1, bool isProtected = false)
    {
        var cluster = await RunJobFlowAsync(concurrency: concurrency, isProtected: isProtected);
        await Bus.WaitAsync(cluster, "WAITING");
        return cluster;
    }

    /// <summary>Stops as a service is stopped in good order.</summary>
    public async Task StopAsync()
    {
        if (_stopped)
            return;
        _stopped = true;
        await _web.StopAsync();
        var stopping = _emr.DisposeAsync().AsTask();
        Runner.Release();
        await stopping;
        await _web.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _ownFolder?.Dispose();
    }
}
