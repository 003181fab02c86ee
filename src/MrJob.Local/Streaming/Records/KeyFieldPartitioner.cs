using System.Text;

namespace MrJob.Local.Streaming.Records;

/// <summary>Hadoop's <c>KeyFieldBasedPartitioner</c>: keys that agree in the chosen fields go to the same reducer.</summary>
/// <param name="fields">Null when no field was chosen: then the whole key counts, as a Java string.</param>
internal sealed class KeyFieldPartitioner(KeyFields? fields) : IPartitioner
{
    private readonly (int Start, int End)[] ranges = new (int, int)[fields?.Fields.Count ?? 0];

    public int Partition(ReadOnlySpan<byte> key, int partitions) => key.IsEmpty ? 0 : (Hash(key) & int.MaxValue) % partitions;

    private int Hash(ReadOnlySpan<byte> key)
    {
        if (fields is null)
            return JavaStringHash(key);

        fields.Find(key, ranges);
        var hash = 0;
        foreach (var (start, end) in ranges)
            if (start >= 0 && end > start)
                hash = HashPartitioner.HashBytes(key[start..end], hash);
        return hash;
    }

    /// <summary>Java's <c>String.hashCode</c>: over UTF-16.</summary>
    private static int JavaStringHash(ReadOnlySpan<byte> key)
    {
        var hash = 0;
        foreach (var unit in Encoding.UTF8.GetString(key))
            hash = unchecked((31 * hash) + unit);
        return hash;
    }
}
