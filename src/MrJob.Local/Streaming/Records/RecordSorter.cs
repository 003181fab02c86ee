using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>
/// Orders records by key (bytes, unsigned, as Hadoop compares <c>Text</c>), then arrival. Keys are compared eight bytes at a time as
/// numbers, by <see cref="RadixSort"/> unless they are few; only records that agree in them are looked at further.
/// </summary>
/// <remarks>
/// Here and on the rest of a record's way, methods that run for each record are compiled for speed at once: a step may be over before the
/// runtime has found out by itself that they are worth it.
/// </remarks>
/// <param name="data">Where the records lie, as <see cref="RecordFormat"/> says.</param>
internal readonly ref struct RecordSorter(ReadOnlySpan<byte> data)
{
    /// <summary>Below this many, insertion is fastest.</summary>
    private const int Few = 40;

    /// <summary>How many records ahead one is fetched from memory, which takes as long as work on some of them.</summary>
    private const int Ahead = 8;

    private readonly ReadOnlySpan<byte> data = data;

    /// <summary>Sorts entries that are in order of arrival and have the prefixes at the offset; their keys agree before it.</summary>
    /// <param name="spare">Room to work in, as long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort(Span<SortEntry> entries, Span<SortEntry> spare, int offset = 0)
    {
        if (entries.Length <= Few)
        {
            Insert(entries, offset);
            return;
        }

        RadixSort.ByPrefix(entries, spare);
        SortTies(entries, spare, offset);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortTies(Span<SortEntry> entries, Span<SortEntry> spare, int offset)
    {
        for (int first = 0, next; first < entries.Length; first = next)
        {
            var prefix = entries[first].Prefix;
            for (next = first + 1; next < entries.Length && entries[next].Prefix == prefix; next++)
                if (next + Ahead < entries.Length && !entries[next].Ends)
                    Prefetch.Read(in data[entries[next + Ahead].Start]);
            if (next - first > 1)
                SortAlike(entries[first..next], spare[first..next], offset);
        }
    }

    /// <summary>Sorts records that agree in the eight bytes from the offset, where zeros stand for what a key has not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortAlike(Span<SortEntry> entries, Span<SortEntry> spare, int offset)
    {
        if (AreEqualAtSight(entries))
            return;
        var common = CommonLength(entries, offset, out var areEqual);
        if (areEqual)
            return;

        // A key that ends with what all have in common comes first. Several of them are equal, and in order of arrival.
        int ended = 0, rest = 0;
        foreach (var entry in entries)
        {
            var key = Key(entry);
            if (key.Length == common)
                entries[ended++] = entry;
            else
                spare[rest++] = entry.From(key, common);
        }

        spare[..rest].CopyTo(entries[ended..]);
        Sort(entries[ended..], spare[ended..], common);
    }

    /// <summary>Whether the keys end within their common prefix, all alike: then they are equal, and in order of arrival.</summary>
    private static bool AreEqualAtSight(ReadOnlySpan<SortEntry> entries)
    {
        var left = entries[0].Left;
        foreach (var entry in entries)
            if (!entry.Ends || entry.Left != left)
                return false;
        return true;
    }

    /// <summary>How many bytes the keys begin with in common; they are known to agree before the offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int CommonLength(Span<SortEntry> entries, int offset, out bool areEqual)
    {
        var first = Key(entries[0]);
        var common = first.Length;
        areEqual = true;
        foreach (var entry in entries[1..])
        {
            var key = Key(entry);
            common = offset + first[offset..common].CommonPrefixLength(key[offset..]);
            areEqual &= common == first.Length && common == key.Length;
        }

        return common;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Insert(Span<SortEntry> entries, int offset)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            var entry = entries[i];
            var place = i;
            for (; place > 0 && IsBefore(entry, entries[place - 1], offset); place--)
                entries[place] = entries[place - 1];
            entries[place] = entry;
        }
    }

    private bool IsBefore(SortEntry a, SortEntry b, int offset)
    {
        if (a.Prefix != b.Prefix)
            return a.Prefix < b.Prefix;
        if (a.Ends && b.Ends)
            return a.Left < b.Left;
        ReadOnlySpan<byte> left = Key(a), right = Key(b);
        return left[Math.Min(offset, left.Length)..].SequenceCompareTo(right[Math.Min(offset, right.Length)..]) < 0;
    }

    private ReadOnlySpan<byte> Key(SortEntry entry) => RecordFormat.Key(data, entry.Start);
}
