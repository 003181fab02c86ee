using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>
/// What a mapper gives on its way to the reducers: sorted in bounded memory, combined if there is a combiner, and kept in runs,
/// one for each time that memory was full. Reducers merge the runs of all maps.
/// </summary>
internal sealed class MapOutput(TaskAttempt attempt, FieldSplit fields, int partitions, string? combiner)
{
    private readonly SortBuffer buffer = new(fields, partitions, attempt.SortMemory);
    private readonly List<RunFile> runs = [];

    /// <summary>The runs, when all output has been read.</summary>
    public IReadOnlyList<RunFile> Runs => runs;

    /// <summary>Reads a mapper's output to the end.</summary>
    public async Task ReadAsync(Stream output, CancellationToken cancel)
    {
        await FillAsync(buffer, output, SpillAsync, cancel);
        attempt.Count("Map output records", buffer.Records);
        attempt.Count("Map output bytes", buffer.RecordBytes);
    }

    private async Task FillAsync(SortBuffer target, Stream output, Func<SortBuffer, CancellationToken, Task> spill, CancellationToken cancel)
    {
        while (await output.ReadAsync(target.Free, cancel) is > 0 and var read)
        {
            attempt.Progress.Touch();
            target.Filled(read);
            if (target.IsFull)
                await spill(target, cancel);
        }

        target.End();
        if (target.HasRecords)
            await spill(target, cancel);
    }

    private async Task SpillAsync(SortBuffer source, CancellationToken cancel)
    {
        var sorted = source.Sort();
        if (combiner is null)
            WriteRun(sorted);
        else
            await CombineAsync(combiner, sorted, cancel);
        source.Clear();
    }

    private void WriteRun(SortedRecords sorted)
    {
        var run = sorted.WriteTo(Path.Combine(attempt.Folder, $"spill{runs.Count}.out"));
        runs.Add(run);
        attempt.Count("Spilled Records", sorted.Count);
        attempt.Counters.Add(Counters.FileSystem, "FILE: Number of bytes written", run.PartitionStarts[^1]);
    }

    /// <summary>
    /// Runs the combiner over the records of all partitions, in order. Its output is sorted again: a combiner may give its
    /// results in any order, and Hadoop would not find the groups of such a one.
    /// </summary>
    private async Task CombineAsync(string command, SortedRecords sorted, CancellationToken cancel)
    {
        var combined = new SortBuffer(fields, partitions, attempt.SortMemory);
        await new PipedCommand(attempt, command).RunAsync(
            (input, stop) => FeedAsync(input, sorted, stop),
            (output, stop) => FillAsync(combined, output, SpillCombinedAsync, stop), cancel);
        attempt.Count("Combine input records", sorted.Count);
        attempt.Count("Combine output records", combined.Records);
    }

    private Task SpillCombinedAsync(SortBuffer combined, CancellationToken cancel)
    {
        WriteRun(combined.Sort());
        combined.Clear();
        return Task.CompletedTask;
    }

    private async Task FeedAsync(Stream input, SortedRecords sorted, CancellationToken cancel)
    {
        var feed = new RecordFeed(input, attempt.ReduceInputSeparator);
        for (var place = 0; place < sorted.Count; place++)
            if (feed.Add(sorted.Key(place), sorted.Value(place)))
                await feed.FlushAsync(cancel);
        await feed.FlushAsync(cancel);
    }
}
