using System.Globalization;
using System.Runtime.CompilerServices;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>
/// What a mapper gives on its way to the reducers: sorted in bounded memory, combined if there is a combiner, and kept in runs,
/// one for each time that memory was full. Reducers merge the runs of all maps.
/// </summary>
internal sealed class MapOutput(TaskAttempt attempt, Shuffle shuffle, string? combiner)
{
    private readonly IPartitioner partitioner = shuffle.NewPartitioner();
    private readonly SortForm form = shuffle.NewForm();
    private readonly List<RunFile> runs = [];

    /// <summary>What a combiner gives is sorted too, beside what it is given.</summary>
    private readonly long memory = combiner is null ? attempt.SortMemory : attempt.SortMemory / 2;

    /// <summary>The runs, when all output has been read.</summary>
    public IReadOnlyList<RunFile> Runs => runs;

    /// <summary>Reads a mapper's output to the end.</summary>
    public async Task ReadAsync(Stream output, CancellationToken cancel)
    {
        using var buffer = new SortBuffer(shuffle.Reducers, memory);
        await FillAsync(buffer, output, attempt.MapOutputFields, SpillAsync, cancel);
        attempt.Count("Map output records", buffer.Records);
        attempt.Count("Map output bytes", buffer.RecordBytes);
    }

    private async Task FillAsync(
        SortBuffer target, Stream output, FieldSplit fields, Func<SortBuffer, CancellationToken, Task> spill, CancellationToken cancel)
    {
        var lines = new LineBuffer(output);
        while (await lines.FillAsync(cancel))
            while (!TryAddAll(lines, fields, target))
                await spill(target, cancel);

        if (target.Count > 0)
            await spill(target, cancel);
    }

    /// <summary>Adds the lines that there are; false when the next one does not fit any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryAddAll(LineBuffer lines, FieldSplit fields, SortBuffer target)
    {
        while (lines.TryPeek(out var line, out var next))
        {
            var key = fields.Key(line);
            var partition = shuffle.Reducers == 1 ? 0 : partitioner.Partition(key, shuffle.Reducers);
            if (!form.TryAdd(target, partition, key, fields.Value(line, key.Length)))
                return false;
            lines.Take(next);
        }

        return true;
    }

    private async Task SpillAsync(SortBuffer source, CancellationToken cancel)
    {
        if (combiner is null)
            WriteRun(source);
        else
            await CombineAsync(combiner, source, cancel);
        source.Clear();
    }

    private void WriteRun(SortBuffer source)
    {
        var path = Path.Combine(attempt.Folder, string.Create(CultureInfo.InvariantCulture, $"spill{runs.Count}.out"));
        var run = source.Sort().WriteTo(path);
        runs.Add(run);
        attempt.Count("Spilled Records", source.Count);
        attempt.Counters.Add(Counters.FileSystem, "FILE: Number of bytes written", run.PartitionStarts[^1]);
    }

    /// <summary>
    /// Runs the combiner over the records of all partitions, in order. Its output is sorted again: a combiner may give its
    /// results in any order, and Hadoop would not find the groups of such a one. Its lines part as a reducer's do: to Hadoop it is one.
    /// </summary>
    private async Task CombineAsync(string command, SortBuffer source, CancellationToken cancel)
    {
        using var combined = new SortBuffer(shuffle.Reducers, memory);
        var sorted = source.Sort();
        await new PipedCommand(attempt, command).RunAsync(
            (input, stop) => FeedAsync(input, sorted, stop),
            (output, stop) => FillAsync(combined, output, attempt.ReduceOutputFields, SpillCombinedAsync, stop), cancel);
        attempt.Count("Combine input records", sorted.Count);
        attempt.Count("Combine output records", combined.Records);
    }

    private Task SpillCombinedAsync(SortBuffer combined, CancellationToken cancel)
    {
        WriteRun(combined);
        combined.Clear();
        return Task.CompletedTask;
    }

    private async Task FeedAsync(Stream input, SortedRecords sorted, CancellationToken cancel)
    {
        var feed = new RecordFeed(input, attempt.ReduceInputSeparator);
        for (var place = 0; place < sorted.Count; place++)
            if (feed.Add(form.Open(sorted.Key(place), sorted.Value(place))))
                await feed.FlushAsync(cancel);
        await feed.FlushAsync(cancel);
    }
}
