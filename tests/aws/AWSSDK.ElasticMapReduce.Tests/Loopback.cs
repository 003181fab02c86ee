using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace MrJob.Aws.Tests;

/// <summary>An HTTP server that keeps every request and gives the answers it was told to, the last one again and again.</summary>
internal sealed class Loopback : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RequestDelegate[] answers;
    private int answered;

    private Loopback(WebApplication app, RequestDelegate[] answers) => (this.app, this.answers) = (app, answers);

    public ConcurrentQueue<Received> Requests { get; } = [];

    public Uri Url => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>The JSON of the only request.</summary>
    public JsonNode? Sent => JsonNode.Parse(Requests.ShouldHaveSingleItem().Body);

    public static async Task<Loopback> StartAsync(params RequestDelegate[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var loopback = new Loopback(builder.Build(), answers);
        loopback.app.Run(loopback.AnswerAsync);
        await loopback.app.StartAsync();
        return loopback;
    }

    public static RequestDelegate Json(string body, int status = 200, string? errorType = null) =>
        Text(body, status, "application/x-amz-json-1.1", errorType);

    public static RequestDelegate Text(string body, int status, string contentType, string? errorType = null) => async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.Headers["x-amzn-RequestId"] = "request-1";
        if (errorType is not null)
            http.Response.Headers["x-amzn-ErrorType"] = errorType;
        await http.Response.WriteAsync(body);
    };

    /// <summary>A client of this server that asks once, unless told to try again.</summary>
    public AmazonElasticMapReduceClient Client(int maxErrorRetry = 0, int maxStaleConnectionRetries = 0) =>
        new("id", "secret", new AmazonElasticMapReduceConfig
        {
            ServiceURL = Url.ToString(),
            AuthenticationRegion = "eu-west-1",
            MaxErrorRetry = maxErrorRetry,
            MaxStaleConnectionRetries = maxStaleConnectionRetries,
        });

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(new Received(http.Request.Method, http.Request.Path, http.Request.Headers.ToDictionary(), body));
        await answers[Math.Min(Interlocked.Increment(ref answered), answers.Length) - 1](http);
    }
}

/// <summary>A request as it arrived.</summary>
internal sealed record Received(string Method, string Path, Dictionary<string, StringValues> Headers, string Body);
