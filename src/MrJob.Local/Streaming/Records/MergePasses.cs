using System.Globalization;

namespace MrJob.Local.Streaming.Records;

/// <summary>Brings many runs down to as many as may be merged at once, so that files open and memory stay bounded whatever the input.</summary>
internal static class MergePasses
{
    /// <summary>As many open files as each task may have; the runtime raises the process's soft limit to the hard one, often 4,096 and more.</summary>
    public const int MostAtOnce = 256;

    /// <summary>How many records pass between two looks whether the work is still wanted.</summary>
    public const int Stretch = 4096;

    /// <summary>The same records in at most <paramref name="most"/> runs. Neighbours are merged, so that equal keys keep their order.</summary>
    /// <param name="folder">For the runs between.</param>
    /// <param name="go">Called every <see cref="Stretch"/> records.</param>
    public static IReadOnlyList<RunSegment> Reduce(IReadOnlyList<RunSegment> runs, string folder, long memory, Action go, int most = MostAtOnce)
    {
        for (var pass = 1; runs.Count > most; pass++)
            runs = [.. runs.Chunk(most).Select((chunk, i) => Merge(chunk, Name(folder, pass, i), memory, go))];
        return runs;
    }

    private static RunSegment Merge(IReadOnlyList<RunSegment> runs, string path, long memory, Action go)
    {
        using var merger = new RunMerger(runs, memory);
        using var merged = new RunWriter(path);
        merged.BeginPartition();
        for (var count = 1L; merger.Read(); count++)
        {
            merged.Write(merger.Current.Whole);
            if (count % Stretch == 0)
                go();
        }

        return merged.Finish().Segment(0);
    }

    private static string Name(string folder, int pass, int number) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"merge{pass}-{number}.out"));
}
