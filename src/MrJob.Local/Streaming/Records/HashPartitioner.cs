namespace MrJob.Local.Streaming.Records;

/// <summary>Hadoop's default partitioner over <c>Text</c> keys: the same key goes to the same part file as on a cluster.</summary>
internal static class HashPartitioner
{
    /// <summary><c>(key.hashCode() &amp; Integer.MAX_VALUE) % partitions</c>.</summary>
    public static int Partition(ReadOnlySpan<byte> key, int partitions) => (HashBytes(key) & int.MaxValue) % partitions;

    /// <summary>The hash code of a <c>Text</c>, by <c>WritableComparator.hashBytes</c>: bytes are signed, the sum wraps round.</summary>
    public static int HashBytes(ReadOnlySpan<byte> bytes)
    {
        var hash = 1;
        foreach (var b in bytes)
            hash = unchecked((31 * hash) + (sbyte)b);
        return hash;
    }
}
