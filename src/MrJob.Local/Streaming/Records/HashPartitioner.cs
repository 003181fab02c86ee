using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>Says which reducer gets a key.</summary>
internal interface IPartitioner
{
    int Partition(ReadOnlySpan<byte> key, int partitions);
}

/// <summary>Hadoop's default partitioner over <c>Text</c> keys: the same key goes to the same part file as on a cluster.</summary>
internal sealed class HashPartitioner : IPartitioner
{
    public static HashPartitioner Instance { get; } = new();

    /// <summary><c>(key.hashCode() &amp; Integer.MAX_VALUE) % partitions</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Partition(ReadOnlySpan<byte> key, int partitions) => (HashBytes(key) & int.MaxValue) % partitions;

    /// <summary>The hash code of a <c>Text</c>, by <c>WritableComparator.hashBytes</c>: bytes are signed, the sum wraps round.</summary>
    public static int HashBytes(ReadOnlySpan<byte> bytes) => HashBytes(bytes, 1);

    /// <summary>Goes on from a hash code: 31 times as much, plus the byte, for each byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int HashBytes(ReadOnlySpan<byte> bytes, int hash)
    {
        // Four at a time: each step waits for the one before it.
        for (; bytes.Length >= 4; bytes = bytes[4..])
            hash = unchecked((31 * 31 * 31 * 31 * hash) + (31 * 31 * 31 * (sbyte)bytes[0]) + (31 * 31 * (sbyte)bytes[1]) + (31 * (sbyte)bytes[2]) + (sbyte)bytes[3]);
        foreach (var b in bytes)
            hash = unchecked((31 * hash) + (sbyte)b);
        return hash;
    }
}
