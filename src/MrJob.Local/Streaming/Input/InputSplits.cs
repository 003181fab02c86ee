using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Codecs;

namespace MrJob.Local.Streaming.Input;

/// <summary>Cuts input files into splits as <c>FileInputFormat.getSplits</c> of Hadoop's <c>mapred</c> interface does, which streaming uses.</summary>
internal static class InputSplits
{
    /// <summary>
    /// The block size that split sizes are bounded by, <c>fs.s3.block.size</c>: 64 MB, the smaller of the sizes that EMR takes for S3.
    /// </summary>
    public const long BlockSize = 64 << 20;

    /// <summary>The last split of a file may be this much bigger than the others (Hadoop's SPLIT_SLOP).</summary>
    private const double Slop = 1.1;

    /// <summary>
    /// The splits, biggest first, as Hadoop's <c>JobSubmitter</c> numbers the map tasks. The size of each is
    /// max(split.minsize, min(total / mapreduce.job.maps, block size)); this interface of Hadoop's knows no split.maxsize.
    /// </summary>
    /// <param name="maps">How many map tasks to aim at, if the job does not say.</param>
    /// <exception cref="StreamingClientException">A file is compressed in a way that we cannot read.</exception>
    public static IReadOnlyList<InputSplit> Compute(IReadOnlyList<InputFile> files, JobConf conf, int maps)
    {
        var splits = InputFormat.Of(conf) == InputKind.NLine
            ? files.SelectMany(file => LineSplits.Cut(file, conf.Number(LineSplits.LinesPerMap, 1, least: 1)))
            : Cut(files, SplitSize(files.Sum(f => f.Object.Size), conf, maps));
        return [.. splits.OrderByDescending(split => split.Length)];
    }

    private static long SplitSize(long total, JobConf conf, int maps)
    {
        var goal = total / Math.Max(1, conf.Number("mapreduce.job.maps", maps));
        var least = conf.Number("mapreduce.input.fileinputformat.split.minsize", 1);
        return Math.Max(Math.Max(1, least), Math.Min(goal, conf.Number("fs.s3.block.size", BlockSize, least: 1)));
    }

    private static IEnumerable<InputSplit> Cut(IEnumerable<InputFile> files, long size) => files.SelectMany(file => Cut(file, size));

    private static IEnumerable<InputSplit> Cut(InputFile file, long size)
    {
        var (length, codec) = (file.Object.Size, Codec.OfFile(file.Path.Name));
        var start = 0L;
        if (codec is null)
            for (; (double)(length - start) / size > Slop; start += size)
                yield return new InputSplit(file, start, size, codec);
        if (start < length || length == 0)
            yield return new InputSplit(file, start, length - start, codec);
    }
}
