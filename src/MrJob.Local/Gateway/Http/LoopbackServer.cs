using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MrJob.Local.Gateway.Http;

/// <summary>A bare Kestrel on 127.0.0.1: no settings from files or environment, no logging, no signal handlers.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LoopbackServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <param name="port">0 takes a free one.</param>
    /// <param name="guard">Comes before all else in the pipeline; or null.</param>
    /// <param name="maxBody">Bytes.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LoopbackServer> StartAsync(
        int port, long maxBody, Action<IApplicationBuilder>? guard, RequestDelegate answer, CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = maxBody;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var app = builder.Build();
        guard?.Invoke(app);
        app.Run(answer);
        await app.StartAsync(cancel);
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        return new(app) { Address = addresses.Addresses.First() };
    }

    /// <summary>Takes no more requests and waits for those that run until cancelled, then drops their connections.</summary>
    public Task StopAsync(CancellationToken hurry) => _app.StopAsync(hurry);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The process, not this server in it, decides when to end and handles its signals.</summary>
    private sealed class OwnersLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
