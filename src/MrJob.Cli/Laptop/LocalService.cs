using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MrJob.Functions;
using MrJob.Local;
using MrJob.Local.Emr;
using MrJob.Local.Emr.Steps;
using MrJob.Local.Emr.Steps.Processes;
using MrJob.Local.Emr.Steps.Shell;
using MrJob.Local.Events;
using MrJob.Local.Gateway;
using MrJob.Local.Gateway.Template;
using MrJob.Local.S3;
using MrJob.Local.Streaming;

namespace MrJob.Cli.Laptop;

/// <summary>
/// The whole service on this machine, in this process: the local AWS, and the gateway that runs the functions of
/// <c>template.yaml</c>. One process at a time serves a data folder.
/// </summary>
internal sealed class LocalService : IAsyncDisposable
{
    /// <summary>Of the template: all buckets that are here are the user's own.</summary>
    private static readonly Dictionary<string, string> Parameters = new() { ["DataBuckets"] = "*", ["UploadBuckets"] = "*" };

    private readonly FileStream _lock;
    private readonly string _dataDir;
    private readonly Stack<IAsyncDisposable> _parts = new();

    private LocalService(string dataDir, FileStream @lock) => (_dataDir, _lock) = (dataDir, @lock);

    /// <summary>The local AWS takes any keys; these say whose they are not.</summary>
    public static AWSCredentials Credentials { get; } = new BasicAWSCredentials("local", "local");

    public LocalEndpoints Endpoints { get; private set; } = null!;

    /// <summary>A line for each route, event and schedule that was wired.</summary>
    public IReadOnlyList<string> Mounts { get; private set; } = [];

    /// <summary>Starts the service, or returns null when another process serves the data folder.</summary>
    /// <exception cref="CommandException">A port is taken.</exception>
    public static async Task<LocalService?> StartAsync(LocalOptions options, CancellationToken cancel)
    {
        var dataDir = Path.GetFullPath(options.DataDir);
        CreateFolder(dataDir);
        if (Lock(dataDir) is not { } @lock)
            return null;
        var service = new LocalService(dataDir, @lock);
        try
        {
            await service.StartPartsAsync(options, cancel);
            return service;
        }
        catch (Exception e)
        {
            await service.DisposeAsync();
            if (e is IOException)
                throw new CommandException(ExitCodes.Unreachable, e.Message);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        LocalEndpoints.Remove(_dataDir);
        while (_parts.TryPop(out var part))
            await part.DisposeAsync();
        await _lock.DisposeAsync();
    }

    private static void CreateFolder(string dataDir)
    {
        try
        {
            Directory.CreateDirectory(dataDir);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.BadUsage, $"--data-dir {dataDir} cannot be made: {e.Message}");
        }
    }

    private static FileStream? Lock(string dataDir)
    {
        try
        {
            return new(Path.Combine(dataDir, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private async Task StartPartsAsync(LocalOptions options, CancellationToken cancel)
    {
        var clock = Pause.Clock;
        var bus = new EventBus(Path.Combine(_dataDir, "events"), clock, options.Log);
        var aws = options.AwsEndpoint ?? await StartAwsAsync(options, bus, clock, cancel);
        var template = SamTemplate.Load(Path.Combine(AppContext.BaseDirectory, "template.yaml"), "mrjob", Parameters);
        await CreateBucketsAsync(aws, template, cancel);
        var activator = new FunctionActivator(environment => new(environment, services => services.AddLogging(logging =>
            logging.ClearProviders().AddProvider(new LineLoggerProvider(options.Log)))));
        var gateway = await LocalGateway.StartAsync(
            template,
            new()
            {
                Bus = bus, Time = clock, Port = options.Port, Activate = activator.Create, Log = options.Log, Environment = FunctionVariables(aws, options),
                Guard = app => app.UseLoopbackGuard(new(BodyRules.JsonOnly)), DrainTimeout = TimeSpan.FromSeconds(2),
            },
            cancel);
        _parts.Push(gateway);
        (Endpoints, Mounts) = (new(gateway.Endpoint, aws), [.. gateway.Mounts.Select(m => m.ToString())]);
        Endpoints.Write(_dataDir);
    }

    private async Task<Uri> StartAwsAsync(LocalOptions options, EventBus bus, TimeProvider clock, CancellationToken cancel)
    {
        var store = new ObjectStore(_dataDir, bus, clock);
        _parts.Push(new Disposed(store));
        var stepEnvironment = new Dictionary<string, string>(); // has the port, which is known once it is open
        var runner = new StepRunner(store, new TaskSlots(Environment.ProcessorCount), stepEnvironment, clock);
        var emr = new EmrService(EmrOptions(options), runner, bus, clock);
        var aws = await LocalAws.StartAsync(new([emr, new EmrFaultSwitch(options.Emr.Faults), new ClusterShellService(store, _dataDir), new S3Service(store, clock)], options.AwsPort), cancel);
        _parts.Push(aws);
        foreach (var (name, value) in AwsEnvironment(aws.Endpoint))
            stepEnvironment[name] = value;
        stepEnvironment["PATH"] = ClusterPrograms.PathWith(Path.Combine(_dataDir, "bin"));
        await emr.StartAsync();
        _parts.Push(emr);
        return aws.Endpoint;
    }

    private EmrOptions EmrOptions(LocalOptions options) => new()
    {
        DataFolder = _dataDir, EndLeftovers = LeftoverProcesses.End, Logger = new LineLoggerProvider(options.Log).CreateLogger("EMR"),
        StartupDelay = options.Emr.StartupDelay, Quotas = options.Emr.Quotas, Faults = options.Emr.Faults,
    };

    private static Dictionary<string, string> AwsEnvironment(Uri aws) => new()
    {
        ["AWS_ENDPOINT_URL"] = aws.ToString(),
        ["AWS_REGION"] = AwsEvent.Region,
        ["AWS_ACCESS_KEY_ID"] = "local",
        ["AWS_SECRET_ACCESS_KEY"] = "local",
    };

    private static Dictionary<string, string> FunctionVariables(Uri aws, LocalOptions options)
    {
        var variables = AwsEnvironment(aws);
        if (options is { AwsEndpoint: null or { IsLoopback: true }, Emr.Quotas: false })
            variables["MRJOB_EMR_SHARE"] = ""; // an EMR on this machine has no other users
        if (options.AwsEndpoint is null)
            variables["MRJOB_INCARNATION"] = Guid.NewGuid().ToString("N"); // the built-in AWS begins and ends with its handlers
        return variables;
    }

    /// <summary>What CloudFormation would have made: the template's buckets, with their events on.</summary>
    private static async Task CreateBucketsAsync(Uri aws, SamTemplate template, CancellationToken cancel)
    {
        using var s3 = new AmazonS3Client(Credentials, new AmazonS3Config
        {
            ServiceURL = aws.ToString(), AuthenticationRegion = AwsEvent.Region, ForcePathStyle = true,
        });
        foreach (var bucket in template.Buckets)
        {
            try
            {
                await s3.PutBucketAsync(bucket.Name, cancel);
            }
            catch (AmazonS3Exception e) when (e.ErrorCode == "BucketAlreadyOwnedByYou")
            {
                // made by an earlier run
            }
            if (bucket.EventBridge)
                await s3.PutBucketNotificationAsync(
                    new PutBucketNotificationRequest { BucketName = bucket.Name, EventBridgeConfiguration = new() }, cancel);
        }
    }

    private sealed class Disposed(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
