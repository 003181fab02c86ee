using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>
/// Records in bounded memory, to be sorted. One block has all: records from its front, and from its end, towards them, an entry for
/// each record and as much again to sort in.
/// </summary>
/// <param name="memory">Bytes that it may take. A single record that is longer still gets its room.</param>
internal sealed class SortBuffer(int partitions, long memory) : IDisposable
{
    private static readonly int EntryBytes = 2 * SortEntry.Bytes;

    private readonly NativeBlock block = new(Whole(Math.Min(memory, Array.MaxLength - SortEntry.Bytes)));
    private int count;
    private int filled;

    /// <summary>Records taken, those written out included.</summary>
    public long Records { get; private set; }

    /// <summary>Bytes of keys and values taken, those written out included.</summary>
    public long RecordBytes { get; private set; }

    /// <summary>How many records are in it.</summary>
    public int Count => count;

    /// <summary>Where its records lie.</summary>
    public ReadOnlySpan<byte> Data => block.Bytes[..filled];

    /// <summary>The records in order, once they are sorted.</summary>
    public Span<SortEntry> SortedEntries => Entries[^(2 * count)..^count];

    /// <summary>Takes a record; false when it must be written out first, see <see cref="Clear"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool TryAdd(int partition, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var most = (long)RecordFormat.MostHeaderBytes + key.Length + value.Length;
        if (block.Length - filled - ((count + 1L) * EntryBytes) < most)
        {
            if (count > 0)
                return false;
            block.Grow(Whole(most + EntryBytes + SortEntry.Bytes));
        }

        Entries[^++count] = SortEntry.For(key, filled, partition);
        filled += RecordFormat.Write(block.Bytes[filled..], key, value);
        Records++;
        RecordBytes += key.Length + value.Length;
        return true;
    }

    /// <summary>The records by partition, key and arrival. They stay valid until <see cref="Clear"/>.</summary>
    public SortedRecords Sort()
    {
        var taken = Entries[^count..];
        var sorted = SortedEntries;
        var starts = ByPartition(taken, sorted);
        var sorter = new RecordSorter(Data);
        for (var partition = 0; partition < partitions; partition++)
        {
            var range = starts[partition]..starts[partition + 1];
            sorter.Sort(sorted[range], taken[range]);
        }

        return new SortedRecords(this, starts);
    }

    /// <summary>Takes the records out.</summary>
    public void Clear() => (count, filled) = (0, 0);

    public void Dispose() => block.Dispose();

    /// <summary>The block as entries, which are filled from its end.</summary>
    private Span<SortEntry> Entries => MemoryMarshal.Cast<byte, SortEntry>(block.Bytes);

    /// <summary>Distributes the entries, the last of which came first; says where each partition begins, and last the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int[] ByPartition(ReadOnlySpan<SortEntry> taken, Span<SortEntry> sorted)
    {
        var starts = new int[partitions + 1];
        foreach (var entry in taken)
            starts[entry.Partition + 1]++;
        for (var partition = 0; partition < partitions; partition++)
            starts[partition + 1] += starts[partition];

        var next = starts.AsSpan(0, partitions).ToArray();
        for (var i = taken.Length - 1; i >= 0; i--)
            sorted[next[taken[i].Partition]++] = taken[i];
        return starts;
    }

    /// <summary>Rounded up to whole entries.</summary>
    private static int Whole(long bytes) => checked((int)((bytes + SortEntry.Bytes - 1) / SortEntry.Bytes * SortEntry.Bytes));
}
