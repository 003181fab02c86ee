using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Input;

/// <summary>Cuts input files into splits as <c>FileInputFormat.getSplits</c> of Hadoop's <c>mapred</c> interface does, which streaming uses.</summary>
internal static class InputSplits
{
    /// <summary>
    /// The block size that split sizes are bounded by: 32 MB, <c>fs.local.block.size</c>, what Hadoop takes for a local file
    /// system, which is where the objects are. EMR's property for it, <c>fs.s3.block.size</c> (there 64 or 128 MB), is honoured.
    /// </summary>
    public const long BlockSize = 32 << 20;

    /// <summary>The last split of a file may be this much bigger than the others (Hadoop's SPLIT_SLOP).</summary>
    private const double Slop = 1.1;

    private static readonly string[] UnreadableEndings = [".bz2", ".snappy", ".lz4", ".zst", ".lzo"];

    /// <summary>
    /// The splits, biggest first, as Hadoop's <c>JobSubmitter</c> numbers the map tasks. The size of each is
    /// max(split.minsize, min(total / mapreduce.job.maps, block size, split.maxsize)).
    /// </summary>
    /// <param name="maps">How many map tasks to aim at, if the job does not say.</param>
    public static IReadOnlyList<InputSplit> Compute(IReadOnlyList<InputFile> files, JobConf conf, int maps)
    {
        var goal = files.Sum(f => f.Object.Size) / Math.Max(1, conf.Number("mapreduce.job.maps", maps));
        var least = conf.Number("mapreduce.input.fileinputformat.split.minsize", 1);
        var block = conf.Number("fs.s3.block.size", BlockSize, least: 1);
        var most = conf.Number("mapreduce.input.fileinputformat.split.maxsize", block, least: 1);
        var size = Math.Max(Math.Max(1, least), Math.Min(goal, Math.Min(block, most)));
        return [.. files.SelectMany(file => Cut(file, size)).OrderByDescending(split => split.Length)];
    }

    private static IEnumerable<InputSplit> Cut(InputFile file, long size)
    {
        var (length, compression) = (file.Object.Size, CompressionOf(file));
        var start = 0L;
        if (compression == Compression.None)
            for (; (double)(length - start) / size > Slop; start += size)
                yield return new InputSplit(file, start, size, compression);
        if (start < length || length == 0)
            yield return new InputSplit(file, start, length - start, compression);
    }

    private static Compression CompressionOf(InputFile file) => Path.GetExtension(file.Path.Name) switch
    {
        ".gz" => Compression.Gzip,
        ".deflate" => Compression.Deflate,
        var ending when UnreadableEndings.Contains(ending) => throw StreamingClientException.NotSupported($"input compressed as {ending}: {file.Path}"),
        _ => Compression.None,
    };
}
