using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>Finds lines in a buffer that is still being filled. LF, CR and CRLF end a line, as for Hadoop's <c>LineReader</c>.</summary>
internal static class LineEnds
{
    /// <summary>The end of the line that begins at 0, and where the next begins; false when the line is not complete yet.</summary>
    /// <param name="searched">How much is known to hold no line end.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFind(ReadOnlySpan<byte> bytes, int searched, out int end, out int next)
    {
        var found = bytes[searched..].IndexOfAny((byte)'\n', (byte)'\r');
        end = next = searched + found;
        if (found < 0)
            return false;

        next = end + 1;
        if (bytes[end] == '\n')
            return true;
        if (next == bytes.Length)
            return false; // an LF that belongs to this CR may follow
        if (bytes[next] == '\n')
            next++;
        return true;
    }

    /// <summary>The length of the last line, of which no more will come.</summary>
    public static int LastLineLength(ReadOnlySpan<byte> rest) => rest is [.., (byte)'\r'] ? rest.Length - 1 : rest.Length;
}
