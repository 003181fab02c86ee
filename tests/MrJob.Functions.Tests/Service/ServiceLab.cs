using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Lambda.Core;
using Amazon.Lambda.TestUtilities;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MrJob.Core.Clusters;
using MrJob.Local;
using MrJob.Local.Emr;
using MrJob.Local.Events;
using MrJob.Local.S3;
using MrJob.Testing;

namespace MrJob.Functions.Tests.Service;

/// <summary>
/// The whole service over real HTTP to a local AWS, on a clock that the test moves. Nothing runs by itself: handlers are invoked as API
/// Gateway and the schedules would, each time in a process of its own.
/// </summary>
internal sealed partial class ServiceLab : IAsyncDisposable
{
    private const string Bucket = "lab";
    private const int MostLooks = 5_000;
    private readonly TempFolder _folder = new();
    private readonly ObjectStore _store;
    private readonly EmrService _emr;
    private readonly Dictionary<string, EmrBudget> _budgets = [];
    private readonly bool _quotas;
    private LocalAws _aws = null!;
    private string _dataBuckets = "*";

    private ServiceLab(StepsOnDemand steps, EmrFaults faults, TimeSpan startup, bool quotas)
    {
        Steps = steps;
        _quotas = quotas;
        _store = new(_folder.Path, new NoEvents(), Time);
        _emr = new(new() { DataFolder = _folder.Path, Faults = faults, StartupDelay = startup, Quotas = quotas }, steps, new NoEvents(), Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public StepsOnDemand Steps { get; }

    /// <summary>What the handlers' calls meet on their way; a good network unless a test says otherwise.</summary>
    public FaultyNetwork Network { get; set; } = new(CallFault.DeathBefore, atCall: 0);

    /// <param name="dataBuckets">Buckets beside the lab's own that jobs may use; * is every bucket.</param>
    /// <param name="startup">How long clusters take to start.</param>
    /// <param name="quotas">Whether EMR enforces its quotas.</param>
    public static async Task<ServiceLab> StartAsync(
        StepsOnDemand? steps = null, EmrFaults? faults = null, string dataBuckets = "*", TimeSpan startup = default, bool quotas = false, IReadOnlyDictionary<string, string>? places = null)
    {
        var lab = new ServiceLab(steps ?? new(), faults ?? new(), startup, quotas) { _dataBuckets = dataBuckets, Places = places ?? new Dictionary<string, string>() };
        lab._aws = await LocalAws.StartAsync(new([lab._emr, new S3Service(lab._store, lab.Time)], Port: 0));
        await lab._emr.StartAsync();
        foreach (var bucket in lab.Places.Values.Where(v => v.StartsWith("s3://", StringComparison.Ordinal)).Select(v => v.Split('/')[2]).Append(Bucket).Distinct())
            lab._store.CreateBucket(bucket);
        await lab.PutAsync("in", "what every job reads\n");
        return lab;
    }

    /// <summary>A client of the test's own, that meets no faults.</summary>
    public AmazonElasticMapReduceClient Emr() =>
        new(new BasicAWSCredentials("test", "test"), new AmazonElasticMapReduceConfig { ServiceURL = _aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1" });

    /// <summary>The lines of metrics that handlers wrote.</summary>
    public List<string> Metrics { get; } = [];

    /// <summary>Variables of the handlers that are to be others than usual.</summary>
    public IReadOnlyDictionary<string, string> Places { get; init; } = new Dictionary<string, string>();

    /// <summary>Keys of the service's records and markers under a prefix.</summary>
    public IReadOnlyList<string> Keys(string prefix) => [.. _store.List(Bucket, "state/" + prefix).Select(o => o.Key["state/".Length..])];

    /// <summary>When an object under a prefix of the service's records was last written.</summary>
    public DateTimeOffset Changed(string prefix) => _store.List(Bucket, "state/" + prefix).Max(o => o.LastModified);

    /// <summary>The content of the one object whose key ends so.</summary>
    public async Task<string> TextAsync(string ending)
    {
        using var s3 = S3();
        var key = _store.List(Bucket, "").Single(o => o.Key.EndsWith("/" + ending, StringComparison.Ordinal)).Key;
        using var reader = new StreamReader((await s3.GetObjectAsync(Bucket, key)).ResponseStream);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Keys of the lab's bucket below a prefix.</summary>
    public IReadOnlyList<string> Objects(string prefix) => [.. _store.List(Bucket, prefix).Select(o => o.Key)];

    /// <summary>POST /clusters with these options.</summary>
    public Task<APIGatewayHttpApiV2ProxyResponse> CreateAsync(string options) => HttpAsync("POST /clusters", body: $$"""{"options": { {{options}} } }""");

    /// <summary>Loses a record of the service.</summary>
    public void Forget(string key) => _store.Delete(Bucket, "state/" + key);

    /// <summary>Removes an object of the lab's bucket.</summary>
    public void Remove(string key) => _store.Delete(Bucket, key);

    /// <summary>Puts an object into the lab's bucket.</summary>
    public async Task PutAsync(string key, string text)
    {
        using var s3 = S3();
        await s3.PutObjectAsync(new() { BucketName = Bucket, Key = key, ContentBody = text });
    }

    public AmazonS3Client S3() => new(
        new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = _aws.Endpoint.ToString(), AuthenticationRegion = "us-east-1", ForcePathStyle = true });

    public Task<APIGatewayHttpApiV2ProxyResponse> PostAsync(string body, string? key = null) => HttpAsync("POST /jobs", body: body, key: key);

    public async Task<APIGatewayHttpApiV2ProxyResponse> HttpAsync(
        string route, string? id = null, string? body = null, string? key = null, Dictionary<string, string>? query = null)
    {
        var request = new APIGatewayHttpApiV2ProxyRequest
        {
            RouteKey = route, Body = body, PathParameters = id is null ? null : new Dictionary<string, string> { ["id"] = id, ["name"] = id },
            Headers = key is null ? null : new Dictionary<string, string> { ["idempotency-key"] = key }, QueryStringParameters = query,
        };
        await using var host = Process(handler: route switch
        {
            "POST /jobs" => nameof(SubmitJob), "DELETE /jobs/{id}" => nameof(CancelJob),
            _ when route.Contains(" /uploads", StringComparison.Ordinal) => nameof(Uploads),
            _ when route.Contains(" /pools", StringComparison.Ordinal) => nameof(Pools),
            _ when route.Contains(" /clusters", StringComparison.Ordinal) || route is "GET /usage" or "POST /jobs/{id}/logs/push" => nameof(Clusters),
            _ => nameof(ReadJobs),
        });
        var context = new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(29) };
        return route switch
        {
            "POST /jobs" => await new SubmitJob(host).HandleAsync(request, context),
            _ when route.Contains(" /uploads", StringComparison.Ordinal) => await new Uploads(host).HandleAsync(request, context),
            _ when route.Contains(" /pools", StringComparison.Ordinal) => await new Pools(host).HandleAsync(request, context),
            "DELETE /jobs/{id}" => await new CancelJob(host).HandleAsync(request, context),
            _ when route.EndsWith("/clusters", StringComparison.Ordinal) || route.Contains("/clusters/", StringComparison.Ordinal) || route is "GET /usage" or "POST /jobs/{id}/logs/push" =>
                await new Clusters(host).HandleAsync(request, context),
            _ => await new ReadJobs(host).HandleAsync(request, context),
        };
    }

    /// <summary>One tick of every schedule, a minute after the last; a process that dies in it takes nothing else with it.</summary>
    public async Task TickAsync()
    {
        Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var invoke in (Func<Task>[])[SelectPoolAsync, TrackJobsAsync, CollectLogsAsync])
        {
            try
            {
                await invoke();
            }
            catch (Exception e) when (e is ProcessDeathException || e.GetBaseException() is ProcessDeathException)
            {
                // as a schedule would: the next tick starts a new process
            }
        }
    }

    public Task SelectPoolAsync() => TickAsync(nameof(SelectPool), "select-pool", (host, tick, context) => new SelectPool(host).HandleAsync(tick, context));

    public Task TrackJobsAsync() => TickAsync(nameof(TrackJobs), "track-jobs", (host, tick, context) => new TrackJobs(host).HandleAsync(tick, context));

    public Task CollectLogsAsync() => TickAsync(nameof(CollectLogs), null, (host, tick, context) => new CollectLogs(host).HandleAsync(tick, context));

    public Task TerminateIdleAsync() => TickAsync(nameof(TerminateIdle), "terminate-idle", (host, tick, context) => new TerminateIdle(host).HandleAsync(tick, context));

    /// <summary>The job as the API shows it.</summary>
    public async Task<JsonObject> JobAsync(string id)
    {
        var network = Network;
        Network = new(CallFault.DeathBefore, atCall: 0); // a look of the test's own
        var answer = await HttpAsync("GET /jobs/{id}", id);
        Network = network;
        return JsonNode.Parse(answer.Body)!.AsObject();
    }

    /// <summary>Ticks until the job has ended.</summary>
    public async Task<JsonObject> EndAsync(string id, int ticks = 30)
    {
        for (var i = 0; i < ticks; i++)
        {
            await TickAsync();
            await QuietAsync();
            var job = await JobAsync(id);
            if (job["ended"] is not null && Keys("queue/").Count + Keys("active/").Count == 0)
                return job;
        }
        var last = await JobAsync(id);
        throw new InvalidOperationException($"The job has not ended after {ticks} ticks: {last.ToJsonString()}; hit: {Network.Hit}");
    }

    public async ValueTask DisposeAsync()
    {
        Steps.LetGo();
        await _aws.DisposeAsync();
        await _emr.DisposeAsync();
        _store.Dispose();
        _folder.Dispose();
    }

    /// <summary>One invocation of the handler with this event.</summary>
    public async Task InvokeAsync(string handler, EventEnvelope hint)
    {
        await using var host = Process(handler: handler);
        var type = typeof(SubmitJob).Assembly.GetType($"MrJob.Functions.{handler}", throwOnError: true)!;
        var context = new TestLambdaContext { RemainingTime = TimeSpan.FromSeconds(300) };
        await (Task)type.GetMethod("HandleAsync")!.Invoke(Activator.CreateInstance(type, host), [hint, context])!;
    }

    private async Task TickAsync(string handler, string? share, Func<ServiceHost, EventEnvelope, ILambdaContext, Task> invoke)
    {
        await using var host = Process(share, handler);
        var tick = new EventEnvelope { Source = "aws.scheduler", Detail = JsonSerializer.SerializeToElement("{}") };
        await invoke(host, tick, new LabContext(Time, TimeSpan.FromSeconds(300)));
    }

    /// <summary>The composition root of a new process.</summary>
    /// <param name="share">Of EMR's quotas, where they are enforced.</param>
    /// <param name="handler">The handler that is to run in it.</param>
    public ServiceHost Process(string? share = null, string handler = "")
    {
        var network = Network.OfProcess(handler);
        return new(
            new Dictionary<string, string>(new Dictionary<string, string>
            {
                ["MRJOB_STATE"] = $"s3://{Bucket}/state/", ["MRJOB_TMP"] = $"s3://{Bucket}/", ["MRJOB_UPLOADS"] = $"s3://{Bucket}/uploads.yaml", ["MRJOB_FAILED_UPLOADS"] = $"s3://{Bucket}/failed/", ["MRJOB_CONF"] = $"s3://{Bucket}/mrjob.conf", ["MRJOB_DATA_BUCKETS"] = _dataBuckets, ["MRJOB_UPLOAD_BUCKETS"] = "*", ["MRJOB_RELEASE_LABEL"] = "emr-7.5.0",
                ["MRJOB_SERVICE_ROLE"] = "role", ["MRJOB_INSTANCE_PROFILE"] = "profile", ["MRJOB_STACK"] = "lab",
                ["AWS_ENDPOINT_URL"] = _aws.Endpoint.ToString(), ["AWS_REGION"] = "us-east-1",
                ["AWS_ACCESS_KEY_ID"] = "lab", ["AWS_SECRET_ACCESS_KEY"] = "lab",
            }.Concat(Places).GroupBy(v => v.Key).Select(g => g.Last())),
            services => services.AddSingleton<TimeProvider>(Time).AddSingleton(network).AddSingleton(BudgetOf(_quotas ? share : null)).AddSingleton<MetricsSink>(Metrics.Add).AddLogging(logging => logging.ClearProviders()));
    }

    /// <summary>A function's budget outlives its processes, as a warm Lambda's would; whoever waits for it moves the clock.</summary>
    private EmrBudget BudgetOf(string? share)
    {
        if (!_budgets.TryGetValue(share ?? "", out var budget))
            _budgets[share ?? ""] = budget = new(share, Time, (wait, _) => { Time.Advance(wait); return Task.CompletedTask; });
        return budget;
    }

    private sealed class NoEvents : IEventBus
    {
        public void Publish(AwsEvent published)
        {
        }
    }
}
