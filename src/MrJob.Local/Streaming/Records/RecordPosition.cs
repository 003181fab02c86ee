namespace MrJob.Local.Streaming.Records;

/// <summary>Where a record lies in a <see cref="SortBuffer"/>.</summary>
internal readonly record struct RecordPosition(int KeyStart, int KeyLength, int ValueStart, int ValueLength, int Partition)
{
    /// <summary>What an entry of the index costs: itself, its place in the order and its sort prefix.</summary>
    public const int Bytes = 5 * sizeof(int) + sizeof(int) + sizeof(ulong);

    public ReadOnlySpan<byte> Key(byte[] data) => data.AsSpan(KeyStart, KeyLength);

    public ReadOnlySpan<byte> Value(byte[] data) => data.AsSpan(ValueStart, ValueLength);
}
