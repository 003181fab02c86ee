using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MrJob.Local;

/// <summary>What the AWS port serves.</summary>
/// <param name="Services">Asked in this order; the first that accepts a request gets it.</param>
/// <param name="Port">0 for any that is free.</param>
internal sealed record LocalAwsOptions(IReadOnlyList<IAwsService> Services, int Port = 4566);

/// <summary>The AWS port: every local AWS service behind one address, on loopback only.</summary>
internal sealed class LocalAws : IAsyncDisposable
{
    /// <summary>In bytes. A key of 1,024 bytes triples when it is escaped, and a presigned URL has a session token besides.</summary>
    private const int LongestRequestLine = 1 << 15;

    /// <summary>In bytes. Large objects are read while what was read before is sent.</summary>
    private const int ResponseBuffer = 1 << 20;

    /// <summary>How long requests under way may take once the port is to close.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);

    private readonly WebApplication _app;

    private LocalAws(WebApplication app) => (_app, Endpoint) = (app, new(app.Urls.Single()));

    /// <summary>Such as <c>http://127.0.0.1:4566/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>Opens the port; when this returns it answers.</summary>
    /// <exception cref="IOException">The port is taken; the message names it.</exception>
    public static async Task<LocalAws> StartAsync(LocalAwsOptions options, CancellationToken cancel = default)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, options.Port));
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Patience);
        var app = builder.Build();
        app.UseLoopbackGuard(new(BodyRules.AwsPort));
        app.Run(context => DispatchAsync(context, options.Services));
        try
        {
            await app.StartAsync(cancel);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
        return new(app);
    }

    /// <summary>Closes the port, after half a second for requests that are under way.</summary>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
        kestrel.Limits.MaxResponseBufferSize = ResponseBuffer;
        // A debugger, a pipe or a slow disk on the other side is no attack.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        // S3 gives metadata back byte for byte, whatever encoding it came in.
        kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
    }

    private static Task DispatchAsync(HttpContext context, IReadOnlyList<IAwsService> services) =>
        services.FirstOrDefault(service => service.Accepts(context.Request)) is { } service
            ? service.HandleAsync(context)
            : AnswerUnknownAsync(context);

    /// <summary>Services that are not here are named as AWS's JSON protocols name unknown operations.</summary>
    private static Task AnswerUnknownAsync(HttpContext context)
    {
        var target = context.Request.Headers["X-Amz-Target"].ToString();
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return context.Response.WriteAsJsonAsync(
            new UnknownOperation("UnknownOperationException", $"The local AWS has no operation '{target}'."),
            LocalAwsJson.Default.UnknownOperation, "application/x-amz-json-1.1", context.RequestAborted);
    }
}
