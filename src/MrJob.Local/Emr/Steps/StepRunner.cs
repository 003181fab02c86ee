using System.Collections.Concurrent;
using MrJob.Local.Emr.Steps.Files;
using MrJob.Local.Emr.Steps.Logs;
using MrJob.Local.Emr.Steps.Processes;
using MrJob.Local.Emr.Steps.Shell;
using MrJob.Local.S3;
using MrJob.Local.Streaming;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Tasks;

namespace MrJob.Local.Emr.Steps;

/// <summary>Runs steps as processes of this machine, by what their jar is.</summary>
/// <param name="slots">Shared by all steps of all clusters.</param>
/// <param name="awsEnvironment">What makes a step's processes see the local AWS: <c>AWS_ENDPOINT_URL</c>, <c>AWS_REGION</c>, credentials.</param>
internal sealed class StepRunner(
    IObjectStore store, TaskSlots slots, IReadOnlyDictionary<string, string> awsEnvironment, TimeProvider time) : IStepRunner
{
    private readonly ConcurrentDictionary<string, JobNumbers> jobs = new();

    public async Task<StepOutcome> RunAsync(StepExecution step, CancellationToken cancel)
    {
        LeftoverProcesses.End(step.WorkFolder);
        Clear(step.WorkFolder);
        var context = Prepare(step);
        var started = time.GetTimestamp();
        var controller = new ControllerLog(context.Logs, step);
        controller.Started();
        try
        {
            var result = await RunPlanAsync(context, StepPlan.For(step.Jar, step.MainClass, step.Args), cancel);
            controller.Ended(result, time.GetElapsedTime(started));
            return Outcome(context, result);
        }
        catch (OperationCanceledException)
        {
            controller.Cancelled();
            throw;
        }
        finally
        {
            LeftoverProcesses.End(step.WorkFolder);
            await context.Logs.UploadAsync(CancellationToken.None);
            Clear(step.WorkFolder);
        }
    }

    private StepContext Prepare(StepExecution step)
    {
        var logs = Directory.CreateDirectory(Path.Combine(step.WorkFolder, "logs")).FullName;
        var temp = Directory.CreateDirectory(Path.Combine(step.WorkFolder, "tmp")).FullName;
        var environment = new Dictionary<string, string>(awsEnvironment) { [ClusterShellService.HdfsVariable] = ClusterFiles.HdfsBeside(step.WorkFolder) };
        var uploader = new LogUploader(store, step.LogUri, step.ClusterId);
        return new StepContext(
            step, new StepLogs(logs, step.StepId, uploader, time), uploader, new ProcessLedger(step.WorkFolder),
            ClusterFiles.Beside(store, step.WorkFolder), StepEnvironment.Build(environment, temp), time);
    }

    private async Task<StepResult> RunPlanAsync(StepContext context, StepPlan plan, CancellationToken cancel)
    {
        try
        {
            return await DispatchAsync(context, plan, cancel);
        }
        catch (StreamingClientException e)
        {
            return context.Fail(e.Message, e.ExitCode);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return context.Fail($"java.io.IOException: {e.Message}");
        }
    }

    private Task<StepResult> DispatchAsync(StepContext context, StepPlan plan, CancellationToken cancel) => plan switch
    {
        StepPlan.Streaming(var args) => new StreamingStep(context, slots, time).RunAsync(NextJob(context.Step.ClusterId), args, cancel),
        StepPlan.Command(var program, var args) => new CommandStep(context).RunAsync(program, args, cancel),
        StepPlan.DistCp(var args) => new DistCpStep(context).RunAsync(args, cancel),
        StepPlan.FileShell(var args) => new FileShellStep(context).RunAsync(args, cancel),
        StepPlan.Spark(var args) => new CommandStep(context).RunAsync("spark-submit", SparkArguments.ForThisMachine(args, FetchSource(context), context.Environment), cancel),
        StepPlan.Script(var uri, var args) => RunScriptAsync(context, uri, args, cancel),
        StepPlan.Jar jar => RunJarAsync(context, jar, cancel),
        StepPlan.Impossible(var why) => Task.FromResult(context.Fail(why)),
        _ => Task.FromResult(StepResult.Success),
    };

    private static Task<StepResult> RunScriptAsync(StepContext context, string uri, IReadOnlyList<string> args, CancellationToken cancel) =>
        StepFiles.Fetch(context.Files, uri, context.Folder) is { } script
            ? new CommandStep(context).RunAsync(script, args, cancel)
            : Task.FromResult(context.Fail($"script-runner.jar: the script {uri} does not exist"));

    private static Func<string, string?> FetchSource(StepContext context) => uri => StepFiles.Fetch(context.Files, uri, context.Folder);

    private static Task<StepResult> RunJarAsync(StepContext context, StepPlan.Jar jar, CancellationToken cancel)
    {
        if (StepFiles.Fetch(context.Files, jar.Uri, context.Folder) is not { } file)
            return Task.FromResult(context.Fail($"The jar {jar.Uri} does not exist"));

        IEnumerable<string> properties = context.Step.Properties.Select(property => $"-D{property.Key}={property.Value}");
        IEnumerable<string> program = jar.MainClass is null ? ["-jar", file] : ["-cp", file, jar.MainClass];
        return new CommandStep(context).RunAsync("java", [.. properties, .. program, .. jar.Args], cancel);
    }

    /// <summary>Jobs are numbered by cluster; the first job starts a cluster's resource manager, so to speak.</summary>
    private JobId NextJob(string cluster) =>
        jobs.GetOrAdd(cluster, _ => new JobNumbers(time.GetUtcNow().ToUnixTimeMilliseconds())).Next();

    private static StepOutcome Outcome(StepContext context, StepResult result) => result.Succeeded
        ? StepOutcome.Success
        : new StepOutcome(false, result.Reason ?? "Unknown Error.", result.Message, context.Logs.StderrUri);

    /// <summary>
    /// Empties the step's folder, but for what a rerun must know of a commit that was cut off. A step may have made folders that its
    /// owner may not delete from; they do not change how it ended, and stay.
    /// </summary>
    private static void Clear(string folder)
    {
        foreach (var left in Directory.EnumerateDirectories(folder))
        {
            try
            {
                Directory.Delete(left, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
    }

    private sealed class JobNumbers(long clusterTime)
    {
        private int last;

        public JobId Next() => new(clusterTime, Interlocked.Increment(ref last));
    }
}
