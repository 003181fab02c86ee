namespace MrJob.Local.Streaming.Input;

/// <summary>
/// Makes every line end in one LF: LF, CR and CRLF all end a line for Hadoop's <c>LineReader</c>, and the last line need not
/// have an end. Works on blocks of any size.
/// </summary>
internal sealed class LineNormalizer
{
    private bool afterReturn;
    private bool inLine;

    /// <summary>How many lines have ended.</summary>
    public long Lines { get; private set; }

    /// <summary>The block with normal line ends. Works in place: a line end never grows.</summary>
    public Memory<byte> Normalize(Memory<byte> block)
    {
        var bytes = block.Span;
        if (bytes.IsEmpty)
            return block;
        if (afterReturn && bytes[0] == '\n')
            block = block[1..];
        bytes = block.Span;
        afterReturn = false;
        if (bytes.IsEmpty)
            return block;

        afterReturn = bytes[^1] == '\r';
        var length = bytes.Contains((byte)'\r') ? ReplaceReturns(bytes) : bytes.Length;
        Lines += bytes[..length].Count((byte)'\n');
        inLine = bytes[length - 1] != '\n';
        return block[..length];
    }

    /// <summary>Whether the last line still needs its end; counts it.</summary>
    public bool EndsLastLine()
    {
        if (!inLine)
            return false;
        (inLine, Lines) = (false, Lines + 1);
        return true;
    }

    private static int ReplaceReturns(Span<byte> bytes)
    {
        var written = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n' && i > 0 && bytes[i - 1] == '\r' && written > 0)
            {
                // The CR before it has been written as this line's end.
                bytes[written - 1] = (byte)'\n';
                continue;
            }

            bytes[written++] = bytes[i];
        }

        bytes[..written].Replace((byte)'\r', (byte)'\n');
        return written;
    }
}
