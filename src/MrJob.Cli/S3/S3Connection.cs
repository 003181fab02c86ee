using Amazon.S3;
using MrJob.Cli.Laptop;
using MrJob.Core;
using MrJob.Core.Storage;

namespace MrJob.Cli.S3;

/// <summary>The S3 that a command talks to, with a client for each bucket: on AWS, one of the bucket's own region.</summary>
internal sealed class S3Connection : IAsyncDisposable
{
    private readonly AwsAccess _access;
    private readonly LocalService? _own;
    private readonly Dictionary<string, IAmazonS3> _clients = new(StringComparer.Ordinal);

    private S3Connection(AwsAccess access, LocalService? own) => (_access, _own) = (access, own);

    public static async Task<S3Connection> OpenAsync(S3Choice choice, string dataDir, CancellationToken cancel)
    {
        var access = AwsAccess.FromEnvironment(Environment.GetEnvironmentVariable) with { S3Endpoint = choice.Endpoint };
        if (!choice.IsLocal)
            return new(access, own: null);
        var own = await LocalService.StartAsync(new() { DataDir = dataDir, Log = LocalLog.ToFile(dataDir) }, cancel);
        var aws = (own?.Endpoints ?? LocalEndpoints.Read(dataDir))?.Aws
            ?? throw new CommandException(ExitCodes.Unreachable, $"Another mrjob is just starting on {Path.GetFullPath(dataDir)}; try again in a second.");
        return new(new() { S3Endpoint = aws, Credentials = LocalService.Credentials }, own);
    }

    /// <summary>A client for calls about no bucket that is there.</summary>
    public Task<IAmazonS3> AnyAsync() => Task.FromResult(_clients.TryGetValue("", out var client) ? client : _clients[""] = _access.S3());

    public async Task<IAmazonS3> ClientAsync(string bucket, CancellationToken cancel)
    {
        var name = _access.S3Endpoint is null ? bucket : "";
        return _clients.TryGetValue(name, out var client) ? client : _clients[name] = await _access.S3OfBucketAsync(bucket, cancel);
    }

    public async Task<S3Files> FilesAsync(string bucket, CancellationToken cancel) => new(await ClientAsync(bucket, cancel));

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
            client.Dispose();
        if (_own is not null)
            await _own.DisposeAsync();
    }
}
