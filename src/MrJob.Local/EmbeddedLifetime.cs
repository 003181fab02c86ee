using Microsoft.Extensions.Hosting;

namespace MrJob.Local;

/// <summary>The lifetime of a port inside another program: that program, not the port, is who hears Ctrl-C and SIGTERM.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
