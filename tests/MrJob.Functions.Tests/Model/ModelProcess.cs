using System.Text.Json;
using Amazon.ElasticMapReduce;
using Amazon.Lambda.Core;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using MrJob.Core;
using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;
using MrJob.Core.Storage;
using MrJob.Functions.Tests.Service;

namespace MrJob.Functions.Tests.Model;

/// <summary>A process of the service with a clock of its own, which runs handlers until it dies.</summary>
internal sealed class ModelProcess : IDisposable
{
    private readonly ServiceHost _host;
    private readonly ModelWorld _world;
    private Task _invocation = Task.CompletedTask;

    /// <param name="skew">How much its clock is ahead.</param>
    public ModelProcess(ModelWorld world, TimeSpan skew)
    {
        _world = world;
        Clock = new(world.Now + skew);
        Name = $"p{world.NextProcess()}";
        var s3 = world.S3.Client(this);
        var emr = world.Emr.Client(this);
        var variables = new Dictionary<string, string>
        {
            ["MRJOB_STATE"] = "s3://model/state/", ["MRJOB_TMP"] = "s3://model/", ["MRJOB_UPLOADS"] = "s3://model/uploads.yaml", ["MRJOB_FAILED_UPLOADS"] = "s3://model/failed/", ["MRJOB_CONF"] = "s3://model/mrjob.conf",
            ["MRJOB_RELEASE_LABEL"] = "emr-7.5.0", ["MRJOB_SERVICE_ROLE"] = "role", ["MRJOB_INSTANCE_PROFILE"] = "profile", ["MRJOB_STACK"] = "model",
        };
        _host = new(variables, services => services.AddSingleton<TimeProvider>(Clock).AddSingleton(s3)
            .AddSingleton(p => new EmrClients(emr, emr, p.GetRequiredService<EmrBudget>())).AddLogging(logging => logging.ClearProviders()));
    }

    public FakeTimeProvider Clock { get; }

    public string Name { get; }

    public bool IsDead { get; set; }

    public bool IsBusy => !_invocation.IsCompleted;

    /// <summary>Lets its process know the time by S3, as each answer does.</summary>
    public void Observe(DateTimeOffset date, long asked) => _host.Get<StorageClock>().Observe(date.ToString("r"), asked);

    public void Start(string handler) => _invocation = InvokeAsync(handler);

    public async Task InvokeAsync(string handler)
    {
        var tick = new EventEnvelope { Source = "aws.scheduler", Detail = JsonSerializer.SerializeToElement("{}") };
        ILambdaContext context = new ModelContext();
        try
        {
            await (handler switch
            {
                "SelectPool" => new SelectPool(_host).HandleAsync(tick, context),
                "TrackJobs" => new TrackJobs(_host).HandleAsync(tick, context),
                "CancelJob" => CancelAsync(context),
                _ => new TerminateIdle(_host).HandleAsync(tick, context),
            });
        }
        catch (Exception e) when (e is ProcessDeathException or HttpRequestException or AmazonElasticMapReduceException or AmazonS3Exception or OperationCanceledException)
        {
            // As Lambda would: the invocation has failed, and the next one looks again.
        }
    }

    private Task CancelAsync(ILambdaContext context)
    {
        var id = JobIdOf(_world.Random.Next(_world.Story.Jobs));
        _world.Cancelled.Add(id);
        return new CancelJob(_host).HandleAsync(new() { RouteKey = "DELETE /jobs/{id}", PathParameters = new Dictionary<string, string> { ["id"] = id } }, context);
    }

    // Ids of the world's own, or the same seed would not tell the same story.
    private static string JobIdOf(int number) => $"model.ann.20261122.120000.00000{number}.m{number}";

    /// <summary>The jobs of the story, queued.</summary>
    /// <param name="first">The number of the first that is new.</param>
    public async Task SubmitAsync(Story story, int first = 0)
    {
        var jobs = _host.Get<JobStore>();
        for (var i = first; i < story.Jobs; i++)
        {
            var spec = new JobSpec
            {
                Label = "model", Owner = "ann", Input = ["s3://model/in"],
                Steps = [.. Enumerable.Repeat(new StreamingStepSpec { Mapper = "cat" }, story.Steps)],
                Options = new()
                {
                    PoolClusters = true, MaxClustersInPool = story.Limit, MaxConcurrentSteps = story.Level, PoolWaitMinutes = story.WaitMinutes,
                    Cleanup = ["NONE"],
                },
            };
            var job = JobFactory.Create(spec, "", Clock.GetUtcNow(), _host.Get<ServiceSettings>(), JobIdOf(i));
            job = job with { Pool = PoolIdentity.Of(spec.Options, _host.Get<ServiceSettings>()) };
            await jobs.CreateAsync(job, default);
            await jobs.EnqueueAsync(job, default);
        }
    }

    public void Dispose() => _host.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
