using System.Globalization;

namespace MrJob.Local.Streaming.Records;

/// <summary>Brings many runs down to as many as may be merged at once, so that files open and memory stay bounded whatever the input.</summary>
internal static class MergePasses
{
    /// <summary>As many open files as a task may need under the usual limits of 1,024, with room for another task.</summary>
    public const int MostAtOnce = 256;

    /// <summary>The same records in at most <paramref name="most"/> runs. Neighbours are merged, so that equal keys keep their order.</summary>
    /// <param name="folder">For the runs between.</param>
    public static IReadOnlyList<RunSegment> Reduce(IReadOnlyList<RunSegment> runs, string folder, long memory, int most = MostAtOnce)
    {
        for (var pass = 1; runs.Count > most; pass++)
            runs = [.. runs.Chunk(most).Select((chunk, i) => Merge(chunk, Name(folder, pass, i), memory))];
        return runs;
    }

    private static RunSegment Merge(IReadOnlyList<RunSegment> runs, string path, long memory)
    {
        using var merger = new RunMerger(runs, memory);
        using var merged = new RunWriter(path);
        merged.BeginPartition();
        while (merger.Read())
            merged.Write(merger.Current.Whole);
        return merged.Finish().Segment(0);
    }

    private static string Name(string folder, int pass, int number) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"merge{pass}-{number}.out"));
}
