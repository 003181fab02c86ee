using System.Globalization;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;
using MrJob.Local.Streaming.Records;
using MrJob.Local.Streaming.Tasks;

namespace MrJob.Local.Streaming;

/// <summary>A Hadoop streaming job: maps every split, sorts, reduces, and commits the output when all has succeeded.</summary>
internal sealed class StreamingJob(StreamingContext context, StreamingOptions options)
{
    private readonly Counters counters = new();
    private readonly JobClientLog client = new(context.Logs, context.Job);

    /// <exception cref="StreamingClientException">The job could not be started, or a task failed too often.</exception>
    public async Task RunAsync(CancellationToken cancel)
    {
        var output = HadoopPath.Parse(options.Output);
        var conf = Configure(output);
        var shuffle = Shuffle.Read(conf, Reducers(conf), options.Partitioner);
        var committer = new OutputCommitter(context.Store, output, context.Folder, PartFormat.Of(conf));
        if (context.Rerun)
            committer.DropOwnLeftovers();
        committer.Check();

        var splits = FindSplits(conf, out var inputs);
        await using var runner = new TaskRunner(context, conf.With([
            new("mapreduce.job.maps", splits.Count.ToString(CultureInfo.InvariantCulture)),
            new("mapreduce.job.reduces", shuffle.Reducers.ToString(CultureInfo.InvariantCulture))]), options.Environment, Fetch(), client, counters);
        client.Submitted(inputs, splits.Count, shuffle.Reducers);
        var parts = await RunTasksAsync(runner, splits, shuffle, cancel);
        await committer.CommitAsync(parts, conf.Flag("mapreduce.fileoutputcommitter.marksuccessfuljobs", true), cancel);
        client.Completed(counters, options.Output);
    }

    private JobConf Configure(HadoopPath output) => new JobConf(
    [
        new("mapreduce.job.name", $"streamjob{context.Job.Digits}.jar"),
        new("mapreduce.job.user.name", context.Environment.GetValueOrDefault("USER", "hadoop")),
        new("mapreduce.job.working.dir", HadoopPath.Parse(HadoopPath.Home).ToString()),
        new("fs.defaultFS", "hdfs:///"),
        .. options.Properties,
        new("mapreduce.job.id", context.Job.ToString()),
        new(InputFormat.Property, options.InputFormat),
        new(PartFormat.Property, options.OutputFormat),
        new("mapreduce.input.fileinputformat.inputdir", string.Join(',', options.Input)),
        new("mapreduce.output.fileoutputformat.outputdir", output.ToString()),
        new("mapreduce.job.application.attempt.id", "1"),
        new("stream.addenvironment", string.Join(' ', options.Environment)),
        .. Shipped("mapreduce.job.cache.files", options.Files),
        .. Shipped("mapreduce.job.cache.archives", options.Archives),
    ]);

    private static IEnumerable<KeyValuePair<string, string>> Shipped(string property, IReadOnlyList<string> uris) =>
        uris.Count == 0 ? [] : [new(property, string.Join(',', uris))];

    private int Reducers(JobConf conf) => options.ReduceTasks ?? (int)conf.Number("mapreduce.job.reduces", 1, most: StreamingOptions.MostReduceTasks);

    private IReadOnlyList<InputSplit> FindSplits(JobConf conf, out int files)
    {
        var recursive = conf.Flag("mapreduce.input.fileinputformat.input.dir.recursive", false);
        var skipFolders = conf.Flag("mapreduce.input.fileinputformat.input.dir.nonrecursive.ignore.subdirs", false);
        var found = new InputFiles(context.Store, recursive, skipFolders).Find(options.Input);
        files = found.Count;
        return InputSplits.Compute(found, conf, Math.Max(2, context.Slots.Count));
    }

    private DistributedFiles Fetch()
    {
        var files = new DistributedFiles(context.Store, Path.Combine(context.Folder, "files"));
        foreach (var file in options.Files)
            files.AddFile(file);
        foreach (var archive in options.Archives)
            files.AddArchive(archive);
        return files;
    }

    /// <summary>The part files, in order.</summary>
    private async Task<IReadOnlyList<string>> RunTasksAsync(TaskRunner runner, IReadOnlyList<InputSplit> splits, Shuffle shuffle, CancellationToken cancel)
    {
        var maps = await AllAsync(splits.Count, isMap: true, (id, stop) => RunMapAsync(runner, id, splits[id.Number], shuffle, stop), cancel);
        if (shuffle.Reducers == 0)
            return [.. maps.Select(map => map.PartFile!)];

        IReadOnlyList<RunFile> runs = [.. maps.SelectMany(map => map.Runs)];
        var reduces = await AllAsync(
            shuffle.Reducers, isMap: false,
            (id, stop) => runner.RunAsync(id, [], new ReduceTask(id.Number, runs, shuffle, options.Reducer).RunAsync, stop), cancel);
        return [.. reduces.Select(reduce => reduce.PartFile!)];
    }

    private Task<TaskResult> RunMapAsync(TaskRunner runner, TaskId id, InputSplit split, Shuffle shuffle, CancellationToken stop)
    {
        var map = new MapTask(split, options.Mapper, options.Combiner, shuffle);
        return runner.RunAsync(id, map.Properties, map.RunAsync, stop);
    }

    /// <summary>Runs all tasks of a kind; the first that fails for good stops the others.</summary>
    private async Task<TaskResult[]> AllAsync(int count, bool isMap, Func<TaskId, CancellationToken, Task<TaskResult>> run, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var ids = Enumerable.Range(0, count).Select(number => new TaskId(context.Job, isMap, number)).ToList();
        var tasks = ids.Select(id => run(id, stop.Token)).ToList();
        await foreach (var ended in Task.WhenEach(tasks))
            if (!ended.IsCompletedSuccessfully)
                await stop.CancelAsync();

        var failed = tasks.FindIndex(task => task.Exception?.InnerException is TaskFailedException);
        return failed < 0 ? await Task.WhenAll(tasks) : throw Unsuccessful(ids[failed], tasks[failed].Exception!.InnerException!.Message);
    }

    private StreamingClientException Unsuccessful(TaskId task, string diagnostics)
    {
        client.Unsuccessful(task, counters);
        return new StreamingClientException(1, "Job not successful!", detail: $"{task} failed: {diagnostics}");
    }
}
