using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>Eight bytes of a key as a number that orders as the bytes do, unsigned: most comparisons end there.</summary>
internal static class KeyPrefix
{
    public const int Bytes = sizeof(ulong);

    /// <summary>The eight bytes from the offset; zeros stand for what the key has not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong At(ReadOnlySpan<byte> key, int offset)
    {
        if (key.Length - offset >= Bytes)
            return BinaryPrimitives.ReadUInt64BigEndian(key[offset..]);
        if (key.Length <= offset)
            return 0;

        var prefix = 0UL;
        foreach (var b in key[offset..])
            prefix = (prefix << 8) | b;
        return prefix << (8 * (Bytes - (key.Length - offset)));
    }
}
