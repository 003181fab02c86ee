using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.TestUtilities;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MrJob.Functions;
using MrJob.Local;
using MrJob.Local.Emr;
using MrJob.Local.Events;
using MrJob.Local.S3;

namespace MrJob.Benchmarks;

/// <summary>
/// What placing one job costs with so many clusters in its pool: calls to EMR, and time of the handler, each invocation in a new process as after a cold
/// start. The other side is the Python runner mrjob 0.7, whose calls follow from its algorithm: it lists all clusters, describes those that may do, and
/// takes a lock with tags and a wait of ten seconds.
/// </summary>
internal static class PoolBenchmark
{
    /// <summary>Clusters, and mrjob's calls to join one, when none is big enough, and when all are locked.</summary>
    private static readonly (int Clusters, int Join, int TooSmall, int Locked)[] Sizes = [(10, 5, 11, 21), (100, 6, 102, 202), (500, 14, 510, 1010)];

    public static async Task RunAsync()
    {
        Console.WriteLine("placing one job       clusters   ours: calls  seconds   mrjob: calls");
        foreach (var (clusters, join, tooSmall, locked) in Sizes)
        {
            await using (var local = await Place.LocalAsync())
                await MeasureAsync("local EMR", local, clusters, join, tooSmall, locked);
            await using (var moto = await Place.MotoAsync())
                await MeasureAsync("moto", moto, clusters, join, tooSmall, locked);
        }
        await using var eight = await Place.LocalAsync();
        await EightAsync(eight);
    }

    private static async Task MeasureAsync(string aws, Place place, int clusters, int join, int tooSmall, int locked)
    {
        await place.StartClustersAsync(clusters);
        Report($"{aws}: join", clusters, await place.PlaceAsync("\"pool_wait_minutes\": 60"), join);
        var big = "\"instance_type\": \"m5.24xlarge\"";
        Report($"{aws}: none fits, wait", clusters, await place.PlaceAsync($"{big}, \"max_clusters_in_pool\": 1"), tooSmall);
        Report($"{aws}: none fits, start", clusters, await place.PlaceAsync(big), tooSmall + 1);
        for (var left = clusters - 1; left > 0; left--)
            await place.SubmitAsync("\"pool_wait_minutes\": 60");
        await place.DrainAsync();
        Report($"{aws}: all busy, wait", clusters, await place.PlaceAsync("\"pool_wait_minutes\": 60"), locked);
    }

    /// <summary>Eight jobs at once on eight idle clusters; mrjob's eight clients took 10 to 50 seconds and 122 calls.</summary>
    private static async Task EightAsync(Place place)
    {
        await place.StartClustersAsync(8);
        for (var i = 0; i < 8; i++)
            await place.SubmitAsync("\"pool_wait_minutes\": 60");
        var (calls, time) = await place.DrainAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"eight jobs on eight idle clusters: {calls} calls, all placed after {time.TotalSeconds:F2} s (mrjob: 122 calls, 10 to 50 s)"));
    }

    private static void Report(string what, int clusters, (int Calls, TimeSpan Time) ours, int theirs) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-24} {clusters,5}   {ours.Calls,11}  {ours.Time.TotalSeconds,7:F2}   {theirs,12}"));

    /// <summary>The service over some AWS.</summary>
    private sealed class Place : IAsyncDisposable
    {
        private readonly CountingHttp _http = new();
        private readonly List<Func<ValueTask>> _ends = [];
        private Uri _endpoint = null!;

        public static async Task<Place> LocalAsync()
        {
            var place = new Place();
            var folder = Directory.CreateTempSubdirectory("mrjob-benchmark-").FullName;
#pragma warning disable RS0030 // an entry point
            var time = TimeProvider.System;
#pragma warning restore RS0030
            var store = new ObjectStore(folder, new NoEvents(), time);
            var emr = new EmrService(new() { DataFolder = folder }, new EndlessSteps(), new NoEvents(), time);
            var aws = await LocalAws.StartAsync(new([emr, new S3Service(store, time)], Port: 0));
            await emr.StartAsync();
            place._endpoint = aws.Endpoint;
            place._ends.AddRange([aws.DisposeAsync, emr.DisposeAsync, () => { store.Dispose(); Directory.Delete(folder, recursive: true); return default; }]);
            await place.PrepareAsync();
            return place;
        }

        public static async Task<Place> MotoAsync()
        {
            var place = new Place();
            var moto = await MotoProcess.StartAsync();
            place._endpoint = moto.Endpoint;
            place._ends.Add(() => { moto.Dispose(); return default; });
            await place.PrepareAsync();
            return place;
        }

        /// <summary>Warm clusters that have been seen, as their events tell the service.</summary>
        public async Task StartClustersAsync(int count)
        {
            for (var i = 0; i < count; i++)
            {
                await using var host = Host();
                var answer = await new Clusters(host).HandleAsync(
                    new() { RouteKey = "POST /clusters", Body = """{"options": {"pool_clusters": true}}""" }, new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(29) });
                var id = JsonNode.Parse(answer.Body)!["id"]?.ToString() ?? throw new InvalidOperationException(answer.Body);
                var detail = JsonSerializer.SerializeToElement(new { clusterId = id, state = "WAITING" });
                await new TrackJobs(host).HandleAsync(new() { Source = "aws.emr", Detail = detail }, Context());
            }
        }

        public async Task SubmitAsync(string options)
        {
            await using var host = Host();
            var body = $$"""{"steps": [{"type": "streaming", "mapper": "cat"}], "input": ["s3://place/in"], "options": { "pool_clusters": true, {{options}} } }""";
            var answer = await new SubmitJob(host).HandleAsync(
                new APIGatewayHttpApiV2ProxyRequest { RouteKey = "POST /jobs", Body = body }, new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(29) });
            if (answer.StatusCode != 202)
                throw new InvalidOperationException(answer.Body);
        }

        public async Task<(int Calls, TimeSpan Time)> PlaceAsync(string options)
        {
            await SubmitAsync(options);
            return await DrainAsync();
        }

        public async Task<(int Calls, TimeSpan Time)> DrainAsync()
        {
            await using var host = Host();
            var (before, started) = (_http.EmrCalls, Stopwatch.GetTimestamp());
            await new SelectPool(host).HandleAsync(new() { Source = "aws.s3" }, Context());
            return (_http.EmrCalls - before, Stopwatch.GetElapsedTime(started));
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var end in _ends)
                await end();
        }

        private async Task PrepareAsync()
        {
            using var s3 = new AmazonS3Client(
                new BasicAWSCredentials("any", "any"), new AmazonS3Config { ServiceURL = _endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });
            await s3.PutBucketAsync("place");
            await s3.PutObjectAsync(new() { BucketName = "place", Key = "in", ContentBody = "x\n" });
        }

        private static TestLambdaContext Context() => new() { RemainingTime = TimeSpan.FromMinutes(15) };

        private ServiceHost Host() => new(
            new Dictionary<string, string>
            {
                ["MRJOB_STATE"] = "s3://place/state/", ["MRJOB_TMP"] = "s3://place/", ["MRJOB_UPLOADS"] = "s3://place/uploads.yaml", ["MRJOB_FAILED_UPLOADS"] = "s3://place/failed/", ["MRJOB_CONF"] = "s3://place/mrjob.conf",
                ["MRJOB_RELEASE_LABEL"] = "emr-7.5.0", ["MRJOB_SERVICE_ROLE"] = "role", ["MRJOB_INSTANCE_PROFILE"] = "profile", ["MRJOB_STACK"] = "place",
                ["AWS_ENDPOINT_URL"] = _endpoint.ToString(), ["AWS_REGION"] = "us-east-1", ["AWS_ACCESS_KEY_ID"] = "any", ["AWS_SECRET_ACCESS_KEY"] = "any",
            },
            services => services.AddSingleton<HttpClientFactory>(_http).AddLogging(logging => logging.ClearProviders()));
    }

    /// <summary>Counts what goes to EMR.</summary>
    private sealed class CountingHttp : HttpClientFactory
    {
        private int _calls;

        public int EmrCalls => _calls;

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this) { InnerHandler = new SocketsHttpHandler() });

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        private sealed class Handler(CountingHttp http) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                if (request.Headers.Contains("X-Amz-Target"))
                    Interlocked.Increment(ref http._calls);
                return base.SendAsync(request, cancellationToken);
            }
        }
    }

    private sealed class EndlessSteps : IStepRunner
    {
        public async Task<StepOutcome> RunAsync(StepExecution step, CancellationToken cancel)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancel);
            return StepOutcome.Success;
        }
    }

    private sealed class NoEvents : IEventBus
    {
        public void Publish(AwsEvent published)
        {
        }
    }
}
