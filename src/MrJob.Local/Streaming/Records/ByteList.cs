namespace MrJob.Local.Streaming.Records;

/// <summary>Bytes that are put together, over and over, in one array.</summary>
internal sealed class ByteList
{
    private byte[] bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Add(byte value) => Add([value]);

    public void Add(ReadOnlySpan<byte> values)
    {
        if (bytes.Length - Length < values.Length)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, Length + values.Length));
        values.CopyTo(bytes.AsSpan(Length));
        Length += values.Length;
    }

    /// <summary>Turns the bytes from there on into their complements, which reverses how they compare.</summary>
    public void Complement(int from)
    {
        foreach (ref var value in bytes.AsSpan(from, Length - from))
            value = (byte)~value;
    }
}
