using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>
/// How records are kept while they are sorted. In the order of their keys' bytes they are kept as they are; in another order under a
/// sort key, with the key packed before the value.
/// </summary>
/// <param name="order">Null for the order of bytes.</param>
internal sealed class SortForm(KeyFieldOrder? order)
{
    private readonly ByteList sortKey = new();
    private readonly ByteList packed = new();

    /// <summary>Adds a record to the buffer; false when that is full.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryAdd(SortBuffer buffer, int partition, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (order is null)
            return buffer.TryAdd(partition, key, value);

        sortKey.Clear();
        order.Encode(key, sortKey);
        packed.Clear();
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, key.Length);
        packed.Add(length);
        packed.Add(key);
        packed.Add(value);
        return buffer.TryAdd(partition, sortKey.Span, packed.Span);
    }

    /// <summary>The record that was added, from what was kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public KeyValue Open(ReadOnlySpan<byte> keptKey, ReadOnlySpan<byte> keptValue)
    {
        if (order is null)
            return new KeyValue(keptKey, keptValue);
        var end = sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(keptValue);
        return new KeyValue(keptValue[sizeof(int)..end], keptValue[end..]);
    }
}

/// <summary>A record.</summary>
internal readonly ref struct KeyValue(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
{
    public ReadOnlySpan<byte> Key { get; } = key;

    public ReadOnlySpan<byte> Value { get; } = value;
}
