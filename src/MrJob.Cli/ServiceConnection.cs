using Amazon.Runtime;
using Amazon.S3;
using MrJob.Cli.Laptop;

namespace MrJob.Cli;

/// <summary>
/// The service that a command talks to: a deployed one, the <c>mrjob local</c> that serves the data folder, or, when nobody
/// does, one in this very process.
/// </summary>
internal sealed class ServiceConnection : IAsyncDisposable
{
    private readonly LocalService? _own;

    private ServiceConnection(Uri endpoint, Uri? awsEndpoint, LocalService? own)
    {
        _own = own;
        Api = new(endpoint);
        S3 = Client(awsEndpoint);
        IsLaptop = awsEndpoint is not null;
    }

    public JobsApi Api { get; }

    /// <summary>For what the command uploads and downloads itself.</summary>
    public IAmazonS3 S3 { get; }

    public bool IsLaptop { get; }

    public static async Task<ServiceConnection> OpenAsync(string? endpoint, string dataDir, CancellationToken cancel)
    {
        if (endpoint is not null)
        {
            return Uri.TryCreate(endpoint, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                ? new(uri, Environment.GetEnvironmentVariable("AWS_ENDPOINT_URL") is { Length: > 0 } aws ? new(aws) : null, own: null)
                : throw new CommandException(ExitCodes.BadUsage, $"--endpoint is '{endpoint}'; it must be a URL such as http://127.0.0.1:3000.");
        }
        if (await LocalService.StartAsync(new() { DataDir = dataDir, Log = LocalLog.ToFile(dataDir) }, cancel) is { } own)
            return new(own.Endpoints.Api, own.Endpoints.Aws, own);
        var running = LocalEndpoints.Read(dataDir)
            ?? throw new CommandException(ExitCodes.Unreachable, $"Another mrjob is just starting on {Path.GetFullPath(dataDir)}; try again in a second.");
        return new(running.Api, running.Aws, own: null);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        S3.Dispose();
        if (_own is not null)
            await _own.DisposeAsync();
    }

    private static AmazonS3Client Client(Uri? endpoint) => endpoint is null ? new() : new(
        LocalService.Credentials,
        new AmazonS3Config { ServiceURL = endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });
}
