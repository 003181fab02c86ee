using Amazon.Runtime;
using Amazon.S3;
using MrJob.Local.S3;
using MrJob.Testing;

namespace MrJob.Local.Tests.S3;

/// <summary>A local S3 of a test's own, served over HTTP.</summary>
internal sealed class LocalS3 : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private LocalAws _aws = null!;
    private string _dataFolder = "";

    public TestClock Clock { get; } = new();

    public RecordingEventBus Bus { get; } = new();

    public ObjectStore Store { get; private set; } = null!;

    public AmazonS3Client Client { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public Uri Endpoint => _aws.Endpoint;

    public static Task<LocalS3> StartAsync(params string[] buckets) => StartInAsync("", buckets);

    /// <param name="below">Where in the test's folder the data folder is.</param>
    public static async Task<LocalS3> StartInAsync(string below, params string[] buckets)
    {
        var s3 = new LocalS3();
        s3._dataFolder = Path.Combine(s3._folder.Path, below);
        s3.Store = new(s3._dataFolder, s3.Bus, s3.Clock);
        s3._aws = await LocalAws.StartAsync(new([new S3Service(s3.Store, s3.Clock)], Port: 0));
        s3.Http = new() { BaseAddress = s3.Endpoint };
        s3.Client = new(
            new BasicAWSCredentials("any", "thing"),
            new AmazonS3Config { ServiceURL = s3.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
        foreach (var bucket in buckets)
            s3.Store.CreateBucket(bucket);
        return s3;
    }

    /// <summary>Where a person looks for an object.</summary>
    public string FileOf(string path) => Path.Combine(_dataFolder, "s3", path);

    /// <summary>Closes the port. When this returns, every request is over.</summary>
    public ValueTask ClosePortAsync() => _aws.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Http.Dispose();
        await _aws.DisposeAsync();
        Store.Dispose();
        _folder.Dispose();
    }
}
