namespace MrJob.Local.Streaming.Input;

/// <summary>UTF-8's byte order mark, which Hadoop drops from the start of a file.</summary>
internal static class ByteOrderMark
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    public static Memory<byte> Skip(Memory<byte> text) => text.Span.StartsWith(Mark) ? text[Mark.Length..] : text;

    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text) => text.StartsWith(Mark) ? text[Mark.Length..] : text;
}
