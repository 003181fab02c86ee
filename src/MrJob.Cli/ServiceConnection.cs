using MrJob.Cli.Laptop;

namespace MrJob.Cli;

/// <summary>
/// The service that a command talks to: a deployed one, the <c>mrjob local</c> that serves the data folder, or, when nobody
/// does, one in this very process.
/// </summary>
internal sealed class ServiceConnection : IAsyncDisposable
{
    private readonly LocalService? _own;

    private ServiceConnection(Uri endpoint, LocalService? own)
    {
        _own = own;
        Api = new(endpoint);
    }

    public JobsApi Api { get; }

    /// <summary>Whether the service ends with this command.</summary>
    public bool IsOwn => _own is not null;

    public static async Task<ServiceConnection> OpenAsync(string? endpoint, string dataDir, CancellationToken cancel)
    {
        if (endpoint is not null)
        {
            return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? new(uri, own: null)
                : throw new CommandException(ExitCodes.BadUsage, $"--endpoint is '{endpoint}'; it must be a URL such as http://127.0.0.1:3000.");
        }
        if (await LocalService.StartAsync(new() { DataDir = dataDir, Log = LocalLog.ToFile(dataDir) }, cancel) is { } own)
            return new(own.Endpoints.Api, own);
        var running = LocalEndpoints.Read(dataDir)
            ?? throw new CommandException(ExitCodes.Unreachable, $"Another mrjob is just starting on {Path.GetFullPath(dataDir)}; try again in a second.");
        return new(running.Api, own: null);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        if (_own is not null)
            await _own.DisposeAsync();
    }
}
