using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Time.Testing;
using MrJob.Core.Storage;
using MrJob.Local;
using MrJob.Local.Events;
using MrJob.Local.S3;
using MrJob.Testing;

namespace MrJob.Core.Tests.Storage;

/// <summary>A local S3 of a test's own, served over HTTP.</summary>
internal sealed class LocalS3 : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Some.Time);
    private ObjectStore _store = null!;
    private LocalAws _aws = null!;

    public IAmazonS3 Client { get; private set; } = null!;

    public S3Files Files { get; private set; } = null!;

    public Uri Endpoint => _aws.Endpoint;

    /// <summary>Starts it with a bucket <c>bkt</c>.</summary>
    public static async Task<LocalS3> StartAsync()
    {
        var s3 = new LocalS3();
        s3._store = new(s3._folder.Path, new EventBus(s3._folder.File("events"), s3._time, _ => { }), s3._time);
        s3._store.CreateBucket("bkt");
        s3._aws = await LocalAws.StartAsync(new([new S3Service(s3._store, s3._time)], Port: 0));
        s3.Client = s3.Access().S3();
        s3.Files = new(s3.Client);
        return s3;
    }

    public AwsAccess Access() => new() { S3Endpoint = Endpoint, Credentials = new BasicAWSCredentials("any", "thing") };

    public Task PutAsync(string key, string content = "x") => Client.PutObjectAsync(new() { BucketName = "bkt", Key = key, ContentBody = content });

    public async Task<string> ReadAsync(string key)
    {
        using var reader = new StreamReader(await Files.OpenAsync(new("bkt", key)));
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _aws.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }
}
