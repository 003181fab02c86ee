using System.Globalization;
using MrJob.Local.Streaming.Input;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>Maps one split: to sorted runs for the reducers, or to a part file when there are none.</summary>
internal sealed class MapTask(InputSplit split, string mapper, string? combiner, Shuffle shuffle)
{
    /// <summary>The properties that Hadoop gives the task beside the job's.</summary>
    public IEnumerable<KeyValuePair<string, string>> Properties =>
    [
        new("mapreduce.map.input.file", split.File.Path.ToString()),
        new("mapreduce.map.input.start", split.Start.ToString(CultureInfo.InvariantCulture)),
        new("mapreduce.map.input.length", split.Length.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <exception cref="TaskFailedException">The mapper or the combiner failed.</exception>
    public async Task<TaskResult> RunAsync(TaskAttempt attempt, CancellationToken cancel)
    {
        attempt.Log.Info("org.apache.hadoop.mapred.MapTask", $"Processing split: {split}");
        if (!split.File.Path.IsHdfs)
            attempt.Log.Info("com.amazon.ws.emr.hadoop.fs.s3n.S3NativeFileSystem", $"Opening '{split.File.Path}' for reading");
        var reader = new SplitReader(split, attempt.Conf);
        var result = shuffle.Reducers > 0 ? await ToRunsAsync(attempt, reader, cancel) : await ToPartAsync(attempt, reader, cancel);
        attempt.Count("Map input records", reader.Records);
        attempt.Counters.Add(Counters.InputFormat, "Bytes Read", reader.Bytes);
        attempt.Counters.Add(Counters.FileSystem, $"{split.File.Path.Kind}: Number of bytes read", reader.Bytes);
        return result;
    }

    private async Task<TaskResult> ToRunsAsync(TaskAttempt attempt, SplitReader reader, CancellationToken cancel)
    {
        var output = new MapOutput(attempt, shuffle, combiner);
        await new PipedCommand(attempt, mapper).RunAsync(reader.CopyToAsync, output.ReadAsync, cancel);
        return new TaskResult(output.Runs, null);
    }

    private async Task<TaskResult> ToPartAsync(TaskAttempt attempt, SplitReader reader, CancellationToken cancel)
    {
        using var part = new TextOutputFile(Path.Combine(attempt.Folder, "part"), attempt.MapOutputFields, attempt.OutputSeparator, PartFormat.Of(attempt.Conf));
        await new PipedCommand(attempt, mapper).RunAsync(
            reader.CopyToAsync, (output, stop) => new LineBuffer(output).ReadAllAsync(part.WriteLine, stop), cancel);
        attempt.Count("Map output records", part.Records);
        return TaskResult.Part(attempt, part);
    }
}
