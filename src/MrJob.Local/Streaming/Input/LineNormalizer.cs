namespace MrJob.Local.Streaming.Input;

/// <summary>
/// Gives a mapper the lines alone, each ended by one LF: LF, CR and CRLF all end a line for Hadoop's <c>LineReader</c>, and the last
/// line need not have an end. Works on blocks of any size, in place: a line end never grows.
/// </summary>
/// <param name="isFileStart">The first block is a file's first, which a byte order mark may begin; it is no text.</param>
internal sealed class LineNormalizer(bool isFileStart) : IMapInput
{
    private bool atStart = isFileStart;
    private bool afterReturn;
    private bool inLine;

    public long Records { get; private set; }

    public ReadOnlyMemory<byte> Add(Memory<byte> block)
    {
        if (atStart)
            block = ByteOrderMark.Skip(block);
        atStart = false;
        if (afterReturn && !block.IsEmpty && block.Span[0] == '\n')
            (block, afterReturn) = (block[1..], false);
        return block.IsEmpty ? block : Normalize(block);
    }

    public ReadOnlyMemory<byte> End()
    {
        if (!inLine)
            return default;
        (inLine, Records) = (false, Records + 1);
        return "\n"u8.ToArray();
    }

    private Memory<byte> Normalize(Memory<byte> block)
    {
        var bytes = block.Span;
        afterReturn = bytes[^1] == '\r';
        var length = bytes.Contains((byte)'\r') ? ReplaceReturns(bytes) : bytes.Length;
        Records += bytes[..length].Count((byte)'\n');
        inLine = bytes[length - 1] != '\n';
        return block[..length];
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
