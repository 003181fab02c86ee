using System.IO.Compression;

namespace MrJob.Local.Streaming.Input;

/// <summary>Writes the lines of a split to a mapper's standard input, each ended by LF. Blocks go through whole.</summary>
internal sealed class SplitReader(InputSplit split)
{
    /// <summary>As big as the buffer that Hadoop streaming writes through, see <see cref="Tasks.PipedCommand"/>.</summary>
    private const int BlockBytes = 128 << 10;

    private readonly LineNormalizer lines = new();
    private readonly byte[] block = new byte[BlockBytes];

    /// <summary>Records read so far.</summary>
    public long Records => lines.Lines;

    /// <summary>Bytes of the file read so far.</summary>
    public long Bytes { get; private set; }

    public async Task CopyToAsync(Stream mapper, CancellationToken cancel)
    {
        if (split.Compression == Compression.None)
            await CopyRangeAsync(mapper, cancel);
        else
            await CopyCompressedAsync(mapper, cancel);
        if (lines.EndsLastLine())
            await mapper.WriteAsync("\n"u8.ToArray(), cancel);
    }

    private async Task CopyRangeAsync(Stream mapper, CancellationToken cancel)
    {
        using var file = File.OpenHandle(split.File.Object.File, options: FileOptions.SequentialScan);
        var (start, end) = SplitRange.Of(file, split.Start, split.Length);
        Bytes = split.Length;
        for (var at = start; at < end;)
        {
            var read = RandomAccess.Read(file, block.AsSpan(0, (int)Math.Min(block.Length, end - at)), at);
            if (read == 0)
                throw new EndOfStreamException($"{split.File.Path} ended at {at}, before {end}");
            await WriteAsync(mapper, read, isFirst: at == 0, cancel);
            at += read;
        }
    }

    private async Task CopyCompressedAsync(Stream mapper, CancellationToken cancel)
    {
        await using var file = File.OpenRead(split.File.Object.File);
        await using Stream plain = split.Compression == Compression.Gzip
            ? new GZipStream(file, CompressionMode.Decompress)
            : new ZLibStream(file, CompressionMode.Decompress);
        Bytes = split.Length;
        var isFirst = true;
        while (await plain.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancel) is > 0 and var read)
        {
            await WriteAsync(mapper, read, isFirst, cancel);
            isFirst = false;
        }
    }

    private ValueTask WriteAsync(Stream mapper, int length, bool isFirst, CancellationToken cancel)
    {
        var text = block.AsMemory(0, length);
        if (isFirst && text.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) // Hadoop drops a byte order mark, too
            text = text[3..];
        return mapper.WriteAsync(lines.Normalize(text), cancel);
    }
}
