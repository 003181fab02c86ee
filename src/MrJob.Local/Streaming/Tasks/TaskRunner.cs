using System.Globalization;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>Runs tasks, each in attempts: in a slot, in a folder and with logs of its own, until one succeeds or too many have failed.</summary>
internal sealed class TaskRunner(
    StreamingContext context, JobConf conf, IReadOnlyList<string> cmdenv, DistributedFiles files, JobClientLog client, Counters counters)
    : IAsyncDisposable
{
    private readonly MasterLog master = new(Path.Combine(context.Folder, "master"), context.Time);
    private int containers = 1; // the first is the application master's

    /// <param name="properties">The task's own properties.</param>
    /// <exception cref="TaskFailedException">Of the last attempt.</exception>
    public async Task<TaskResult> RunAsync(
        TaskId task, IEnumerable<KeyValuePair<string, string>> properties, Func<TaskAttempt, CancellationToken, Task<TaskResult>> body, CancellationToken cancel)
    {
        var kind = task.IsMap ? "map" : "reduce";
        var most = conf.Number($"mapreduce.{kind}.maxattempts", 4, least: 1);
        for (var number = 0; ; number++)
        {
            using var slot = await context.Slots.TakeAsync(cancel);
            var attempt = new AttemptId(task, number);
            try
            {
                return await AttemptAsync(attempt, properties, body, cancel);
            }
            catch (TaskFailedException e)
            {
                counters.Add(Counters.Job, $"Failed {kind} tasks", 1);
                client.Failed(attempt, e.Message);
                master.Failed(attempt, e.Message);
                if (number + 1 >= most)
                    throw;
            }
        }
    }

    private async Task<TaskResult> AttemptAsync(
        AttemptId id, IEnumerable<KeyValuePair<string, string>> properties, Func<TaskAttempt, CancellationToken, Task<TaskResult>> body, CancellationToken cancel)
    {
        var kind = id.Task.IsMap ? "map" : "reduce";
        counters.Add(Counters.Job, $"Launched {kind} tasks", 1);
        var started = context.Time.GetTimestamp();
        var container = context.Job.Container(Interlocked.Increment(ref containers));
        master.Assigned(container, id);
        var attempt = Prepare(id, properties);
        try
        {
            var result = await RunTimedAsync(attempt, body, cancel);
            counters.Add(attempt.Counters);
            client.Done(id.Task);
            master.Succeeded(id);
            return result;
        }
        catch (TaskFailedException e)
        {
            attempt.Log.Failure(e.Message);
            throw;
        }
        catch (OperationCanceledException)
        {
            counters.Add(Counters.Job, $"Killed {kind} tasks", 1);
            throw;
        }
        finally
        {
            counters.Add(Counters.Job, $"Total time spent by all {kind} tasks (ms)", (long)context.Time.GetElapsedTime(started).TotalMilliseconds);
            attempt.Log.Dispose();
            await UploadAsync(attempt.Log.Folder, container);
        }
    }

    /// <summary>Runs the attempt, and ends it when it shows no sign of work for <c>mapreduce.task.timeout</c> milliseconds.</summary>
    private async Task<TaskResult> RunTimedAsync(TaskAttempt attempt, Func<TaskAttempt, CancellationToken, Task<TaskResult>> body, CancellationToken cancel)
    {
        var limit = TimeSpan.FromMilliseconds(conf.Number("mapreduce.task.timeout", 600_000, most: int.MaxValue));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var idle = attempt.Progress.WaitUntilIdleAsync(limit, stop.Token);
        var running = Task.Run(() => body(attempt, stop.Token), CancellationToken.None); // a body may compute for long before it first waits
        await Task.WhenAny(running, idle);
        var isDone = running.IsCompleted;
        await stop.CancelAsync();
        if (!await idle || isDone)
            return await ExplainAsync(running);
        await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw TaskFailedException.TimedOut(attempt.Id, limit);
    }

    /// <summary>Input that cannot be read and a full disk fail the task, too.</summary>
    private static async Task<TaskResult> ExplainAsync(Task<TaskResult> running)
    {
        try
        {
            return await running;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new TaskFailedException($"java.io.IOException: {e.Message}");
        }
    }

    private TaskAttempt Prepare(AttemptId id, IEnumerable<KeyValuePair<string, string>> properties)
    {
        var folder = Path.Combine(context.Folder, "attempts", id.ToString());
        var work = Directory.CreateDirectory(Path.Combine(folder, "work")).FullName;
        var temp = Directory.CreateDirectory(Path.Combine(folder, "tmp")).FullName; // not among the job's files, one of which may have that name
        files.LinkInto(work);
        var taskConf = conf.With([.. properties, .. Properties(id, work)]);
        return new TaskAttempt(
            id, folder, work, taskConf, TaskEnvironment.Build(context.Environment, taskConf, cmdenv, temp),
            SortMemory(taskConf), new Counters(),
            new TaskLog(folder, context.Time), new TaskProgress(context.Time), context.Ledger, context.Time);
    }

    /// <summary><c>mapreduce.task.io.sort.mb</c> MB, but no more than the slot's share of what all tasks may take.</summary>
    private long SortMemory(JobConf taskConf) =>
        Math.Min(taskConf.Number("mapreduce.task.io.sort.mb", 100, least: 1, most: 2047) << 20, context.Slots.SortMemory);

    private IEnumerable<KeyValuePair<string, string>> Properties(AttemptId id, string work) =>
    [
        new("mapreduce.task.id", id.Task.ToString()),
        new("mapreduce.task.attempt.id", id.ToString()),
        new("mapreduce.task.partition", id.Task.Number.ToString(CultureInfo.InvariantCulture)),
        new("mapreduce.task.ismap", id.Task.IsMap ? "true" : "false"),
        new("mapreduce.task.output.dir", $"{conf["mapreduce.output.fileoutputformat.outputdir"]}/_temporary/1/_temporary/{id}"),
        new("mapreduce.job.local.dir", work),
        new("mapreduce.cluster.local.dir", context.Folder),
    ];

    /// <summary>The job is over, and its ApplicationMaster with it.</summary>
    public async ValueTask DisposeAsync() =>
        await context.Uploader.UploadAsync(master.File, $"containers/{context.Job.Application}/{context.Job.Container(1)}/syslog", CancellationToken.None);

    private async Task UploadAsync(string folder, string container)
    {
        foreach (var log in TaskLog.Names)
            await context.Uploader.UploadAsync(Path.Combine(folder, log), $"containers/{context.Job.Application}/{container}/{log}", CancellationToken.None);
    }
}
