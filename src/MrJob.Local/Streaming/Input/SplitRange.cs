using Microsoft.Win32.SafeHandles;

namespace MrJob.Local.Streaming.Input;

/// <summary>
/// The bytes of the whole lines that belong to a split. As with Hadoop's <c>LineRecordReader</c> a split leaves its first line to
/// the split before it, unless it is the file's first, and reads on to the end of the line that begins at or before its end.
/// </summary>
internal static class SplitRange
{
    private const int BlockBytes = 64 << 10;

    public static (long Start, long End) Of(SafeFileHandle file, long start, long length)
    {
        var size = RandomAccess.GetLength(file);
        return (start == 0 ? 0 : AfterLine(file, start, size), AfterLine(file, start + length, size));
    }

    /// <summary>The position after the first line end at or after the position; LF, CR and CRLF end lines.</summary>
    private static long AfterLine(SafeFileHandle file, long position, long size)
    {
        var block = new byte[BlockBytes];
        while (position < size)
        {
            var read = block.AsSpan(0, RandomAccess.Read(file, block, position));
            if (read.IsEmpty)
                break;
            var end = read.IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0)
                return position + end + (read[end] == '\r' && IsLineFeed(file, position + end + 1) ? 2 : 1);
            position += read.Length;
        }

        return size;
    }

    private static bool IsLineFeed(SafeFileHandle file, long position)
    {
        Span<byte> next = stackalloc byte[1];
        return RandomAccess.Read(file, next, position) == 1 && next[0] == '\n';
    }
}
