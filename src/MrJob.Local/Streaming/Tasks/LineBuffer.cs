using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>Reads a program's output and passes on its lines. It grows to hold the longest line.</summary>
internal sealed class LineBuffer
{
    private const int LeastFree = 32 << 10;

    private byte[] bytes = new byte[128 << 10];
    private int filled;
    private int searched;

    /// <summary>Reads to the end.</summary>
    /// <param name="read">Called after each block that was read, when its lines have been passed on.</param>
    public async Task ReadAsync(Stream output, LineAction line, Action read, CancellationToken cancel)
    {
        while (await output.ReadAsync(Free(), cancel) is > 0 and var count)
        {
            filled += count;
            PassOn(line);
            read();
        }

        if (filled > 0)
            line(bytes.AsSpan(0, LineEnds.LastLineLength(bytes.AsSpan(0, filled))));
    }

    private void PassOn(LineAction line)
    {
        var start = 0;
        while (LineEnds.TryFind(bytes.AsSpan(start, filled - start), searched, out var end, out var next))
        {
            line(bytes.AsSpan(start, end));
            (start, searched) = (start + next, 0);
        }

        bytes.AsSpan(start, filled - start).CopyTo(bytes);
        filled -= start;
        searched = filled > 0 && bytes[filled - 1] == '\r' ? filled - 1 : filled;
    }

    private Memory<byte> Free()
    {
        if (bytes.Length - filled < LeastFree)
            Array.Resize(ref bytes, 2 * bytes.Length);
        return bytes.AsMemory(filled);
    }
}

/// <summary>Takes a line, without its end.</summary>
internal delegate void LineAction(ReadOnlySpan<byte> line);
