using System.Runtime.CompilerServices;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>Reduces one partition of all maps' runs to a part file.</summary>
/// <param name="reducer">Null for Hadoop's identity reducer.</param>
internal sealed class ReduceTask(int partition, IReadOnlyList<RunFile> runs, Shuffle shuffle, string? reducer)
{
    /// <exception cref="TaskFailedException">The reducer failed.</exception>
    public async Task<TaskResult> RunAsync(TaskAttempt attempt, CancellationToken cancel)
    {
        IReadOnlyList<RunSegment> segments = [.. runs.Select(run => run.Segment(partition)).Where(segment => segment.Length > 0)];
        using var merger = new RunMerger(MergePasses.Reduce(segments, attempt.Folder, attempt.SortMemory, () => Go(attempt, cancel)), attempt.SortMemory);
        using var part = new TextOutputFile(Path.Combine(attempt.Folder, "part"), attempt.ReduceOutputFields, attempt.OutputSeparator, PartFormat.Of(attempt.Conf));
        var records = new GroupedRecords(merger, shuffle.NewForm());
        if (reducer is null)
            Copy(records, part, () => Go(attempt, cancel));
        else
            await ReduceAsync(reducer, attempt, records, part, cancel);
        Count(attempt, records, part, segments.Sum(segment => segment.Length));
        return TaskResult.Part(attempt, part);
    }

    /// <summary>Says that there is work going on, and stops it when it is not wanted any more.</summary>
    private static void Go(TaskAttempt attempt, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        attempt.Progress.Touch();
    }

    private static void Copy(GroupedRecords records, TextOutputFile part, Action go)
    {
        while (records.Read())
        {
            if (records.Count % MergePasses.Stretch == 0)
                go();
            part.Write(records.Current.Key, records.Current.Value);
        }
    }

    private static async Task ReduceAsync(
        string command, TaskAttempt attempt, GroupedRecords records, TextOutputFile part, CancellationToken cancel)
    {
        // Hadoop starts a reducer that has no input, too, and drops what that one says.
        var hasInput = records.Read();
        LineAction write = hasInput ? part.WriteLine : static _ => { };
        await new PipedCommand(attempt, command).RunAsync(
            (input, stop) => hasInput ? FeedAsync(input, attempt.ReduceInputSeparator, records, stop) : Task.CompletedTask,
            (output, stop) => new LineBuffer(output).ReadAllAsync(write, stop), cancel);
    }

    private static async Task FeedAsync(Stream input, byte[] separator, GroupedRecords records, CancellationToken cancel)
    {
        var feed = new RecordFeed(input, separator);
        for (var hasMore = true; hasMore;)
        {
            hasMore = FillBlock(feed, records);
            await feed.FlushAsync(cancel);
        }
    }

    /// <summary>Adds the current record and those after it, until the block is full; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool FillBlock(RecordFeed feed, GroupedRecords records)
    {
        bool isFull, hasMore;
        do
        {
            isFull = feed.Add(records.Current);
            hasMore = records.Read();
        }
        while (hasMore && !isFull);
        return hasMore;
    }

    private static void Count(TaskAttempt attempt, GroupedRecords records, TextOutputFile part, long bytes)
    {
        attempt.Count("Reduce input groups", records.Groups);
        attempt.Count("Reduce input records", records.Count);
        attempt.Count("Reduce output records", part.Records);
        attempt.Count("Reduce shuffle bytes", bytes);
        attempt.Counters.Add(Counters.FileSystem, "FILE: Number of bytes read", bytes);
    }
}
