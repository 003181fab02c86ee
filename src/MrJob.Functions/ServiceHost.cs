using Amazon;
using Amazon.ElasticMapReduce;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MrJob.Core;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Core.Housekeeping;
using MrJob.Core.Jobs;
using MrJob.Core.Jobs.Scripts;
using MrJob.Core.Logs;
using MrJob.Core.Logs.Push;
using MrJob.Core.Logs.Search;
using MrJob.Core.Pools;
using MrJob.Core.Storage;
using MrJob.Core.Uploads;

namespace MrJob.Functions;

/// <summary>
/// The composition root: everything that the handlers share, made from an environment given as data. On Lambda that is the
/// process's own; on a laptop, where handlers share one process, each function's from the template.
/// </summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <param name="environment">The variables of <c>template.yaml</c>, and AWS's own (<c>AWS_REGION</c>, <c>AWS_ENDPOINT_URL</c>, keys).</param>
    /// <param name="configure">Replaces parts, such as the transport or the clock, after everything is registered.</param>
    public ServiceHost(IReadOnlyDictionary<string, string> environment, Action<IServiceCollection>? configure = null)
    {
        var collection = new ServiceCollection();
        ConfigureServices(collection, new FunctionEnvironment(environment));
        configure?.Invoke(collection);
        _services = collection.BuildServiceProvider();
    }

    /// <summary>The host of a Lambda process.</summary>
    public static ServiceHost FromProcess() => new(FunctionEnvironment.OfProcess());

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static void ConfigureServices(IServiceCollection services, FunctionEnvironment environment)
    {
        services.AddLogging(logging => logging.AddProvider(new LambdaLoggerProvider()));
#pragma warning disable RS0030 // the composition root is where the system's clock comes in
        services.AddSingleton(TimeProvider.System);
#pragma warning restore RS0030
        services.AddSingleton(environment);
        services.AddSingleton(environment.Settings);
        services.AddSingleton<IAmazonS3>(p => AwsClients.S3(environment, p.GetRequiredService<StorageClock>(), p.GetService<HttpClientFactory>()));
        services.AddSingleton<Pause>(p => (time, cancel) => Task.Delay(time, p.GetRequiredService<TimeProvider>(), cancel));
        services.AddSingleton(p => new EmrBudget(environment["MRJOB_EMR_SHARE"], p.GetRequiredService<TimeProvider>(), p.GetRequiredService<Pause>()));
        services.AddSingleton(p => AwsClients.Emr(environment, p.GetRequiredService<EmrBudget>(), p.GetService<HttpClientFactory>()));
        services.AddSingleton(p => p.GetRequiredService<EmrClients>().Reading);
        services.AddSingleton(p => new StateStore(p.GetRequiredService<IAmazonS3>(), environment.Settings.State));
        services.AddSingleton<MetricsSink>(_ => environment["AWS_LAMBDA_RUNTIME_API"] is null
            ? _ => { } // on a laptop nobody makes metrics of what the process prints
            : EmbeddedMetrics.StandardOutput());
        services.AddSingleton<JobEnded>(p => job => p.GetRequiredService<MetricsSink>()(JobMetrics.Of(job, p.GetRequiredService<TimeProvider>().GetUtcNow(), environment.Settings.Stack)));
        services.AddSingleton<ILeaseEvidence, LeaseEvidence>();
        services.AddSingleton<ILogStore, S3LogStore>();
        foreach (var type in (Type[])[
            typeof(StorageClock), typeof(JobStore), typeof(LeaseBook), typeof(EmrSteps), typeof(EmrClusters), typeof(ClusterDirectory), typeof(PoolPlaceBook), typeof(FileDigests), typeof(InventoryKeeper), typeof(PoolPlacer),
            typeof(ClusterStarter), typeof(ClusterService), typeof(ServiceConfStore), typeof(ScriptStore), typeof(S3Files), typeof(PathChecker), typeof(InputManifest), typeof(Cleanup), typeof(Submission), typeof(StepSender), typeof(IntentResolver),
            typeof(JobCloser), typeof(Canceller), typeof(Placer), typeof(Tracker), typeof(JobFollower), typeof(JobOutput),
            typeof(LogCollector), typeof(ClusterDiagnosis), typeof(LogPusher), typeof(IdleSweep), typeof(IdleTerminator), typeof(UsageAudit), typeof(LongJobs),
            typeof(UploadRules), typeof(UploadLauncher), typeof(FailedUploads)])
            services.AddSingleton(type);
    }
}
