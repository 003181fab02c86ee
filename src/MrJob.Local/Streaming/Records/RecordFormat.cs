using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>A record in memory and in a run file: the lengths of key and value, seven bits a byte, then both.</summary>
internal static class RecordFormat
{
    /// <summary>How long the two lengths may be together.</summary>
    public const int MostHeaderBytes = 10;

    /// <summary>Writes a record and gives its length. The target must have room for the header and both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(Span<byte> target, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var at = 0;
        WriteLength(target, ref at, key.Length);
        WriteLength(target, ref at, value.Length);
        key.CopyTo(target[at..]);
        value.CopyTo(target[(at + key.Length)..]);
        return at + key.Length + value.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Key(ReadOnlySpan<byte> data, int start)
    {
        var length = ReadLength(data, ref start);
        ReadLength(data, ref start);
        return data.Slice(start, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> data, int start)
    {
        var keyLength = ReadLength(data, ref start);
        var length = ReadLength(data, ref start);
        return data.Slice(start + keyLength, length);
    }

    /// <summary>The whole record, header included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> data, int start)
    {
        var at = start;
        var length = ReadLength(data, ref at) + ReadLength(data, ref at);
        return data[start..(at + length)];
    }

    /// <summary>Reads a length and moves behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadLength(ReadOnlySpan<byte> data, ref int at)
    {
        int part = data[at++];
        if (part < 0x80)
            return part;
        var length = part & 0x7F;
        for (var shift = 7; ; shift += 7)
        {
            part = data[at++];
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
                return length;
        }
    }

    private static void WriteLength(Span<byte> target, ref int at, int length)
    {
        for (; length >= 0x80; length >>= 7)
            target[at++] = (byte)(length | 0x80);
        target[at++] = (byte)length;
    }
}
