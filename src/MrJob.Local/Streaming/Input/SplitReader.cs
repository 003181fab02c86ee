using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Input;

/// <summary>Writes the records of a split to a mapper's standard input. Where those are lines without keys, blocks go through whole.</summary>
internal sealed class SplitReader(InputSplit split, JobConf conf)
{
    /// <summary>As big as the buffer that Hadoop streaming writes through, see <see cref="Tasks.PipedCommand"/>.</summary>
    private const int BlockBytes = 128 << 10;

    private readonly byte[] block = new byte[BlockBytes];
    private IMapInput? records;

    /// <summary>Records read so far.</summary>
    public long Records => records?.Records ?? 0;

    /// <summary>Bytes of the file read so far.</summary>
    public long Bytes { get; private set; }

    public async Task CopyToAsync(Stream mapper, CancellationToken cancel)
    {
        if (split.Codec is null)
            await CopyRangeAsync(mapper, cancel);
        else
            await CopyCompressedAsync(split.Codec.Reader, mapper, cancel);
        await mapper.WriteAsync(records!.End(), cancel);
    }

    private async Task CopyRangeAsync(Stream mapper, CancellationToken cancel)
    {
        using var file = File.OpenHandle(split.File.Object.File, options: FileOptions.SequentialScan);
        var (start, end) = SplitRange.Of(file, split.Start, split.Length);
        Begin(start);
        for (var at = start; at < end;)
        {
            var read = RandomAccess.Read(file, block.AsSpan(0, (int)Math.Min(block.Length, end - at)), at);
            if (read == 0)
                throw new EndOfStreamException($"{split.File.Path} ended at {at}, before {end}");
            await mapper.WriteAsync(records!.Add(block.AsMemory(0, read)), cancel);
            at += read;
        }
    }

    private async Task CopyCompressedAsync(Func<Stream, Stream> open, Stream mapper, CancellationToken cancel)
    {
        Begin(0);
        await using var file = File.OpenRead(split.File.Object.File);
        await using var plain = open(file);
        while (await plain.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancel) is > 0 and var read)
            await mapper.WriteAsync(records!.Add(block.AsMemory(0, read)), cancel);
    }

    private void Begin(long start)
    {
        Bytes = split.Length;
        records = InputFormat.Of(conf) == InputKind.KeyValue || !InputFormat.IgnoresKey(conf)
            ? new KeyedLines(conf, start)
            : new LineNormalizer(isFileStart: start == 0);
    }
}
