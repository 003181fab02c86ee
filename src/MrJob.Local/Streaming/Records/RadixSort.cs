using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>
/// Sorts entries by their prefix without comparing them: by one byte after another, the last first. More than the processor's cache holds
/// are first dealt into parts, by the first byte. Entries that agree keep their order.
/// </summary>
internal static class RadixSort
{
    private const int Values = 256;

    /// <summary>As many entries as two arrays of them stay in a core's own cache: 2 × 256 KB.</summary>
    private const int Cached = 16 << 10;

    /// <param name="spare">Room to work in, as long.</param>
    public static void ByPrefix(Span<SortEntry> entries, Span<SortEntry> spare) => Sort(entries, spare[..entries.Length], KeyPrefix.Bytes);

    /// <param name="digits">How many of the prefix's bytes, counted from its end, are left to sort by.</param>
    private static void Sort(Span<SortEntry> entries, Span<SortEntry> spare, int digits)
    {
        if (entries.Length <= Cached || digits == 1)
            LastByteFirst(entries, spare, digits);
        else
            Deal(entries, spare, digits - 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Deal(Span<SortEntry> entries, Span<SortEntry> spare, int digit)
    {
        Span<int> ends = stackalloc int[Values];
        ends.Clear();
        foreach (ref readonly var entry in entries)
            ends[Digit(entry, digit)]++;
        ToStarts(ends);
        foreach (ref readonly var entry in entries)
            spare[ends[Digit(entry, digit)]++] = entry; // a part's start becomes its end
        spare.CopyTo(entries);

        var start = 0;
        foreach (var end in ends)
        {
            if (end - start > 1)
                Sort(entries[start..end], spare[start..end], digit);
            start = end;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LastByteFirst(Span<SortEntry> entries, Span<SortEntry> spare, int digits)
    {
        Span<int> counts = stackalloc int[digits * Values];
        counts.Clear();
        foreach (ref readonly var entry in entries)
            for (var digit = 0; digit < digits; digit++)
                counts[(digit * Values) + Digit(entry, digit)]++;

        var from = entries;
        var to = spare;
        for (var digit = 0; digit < digits; digit++)
        {
            var starts = counts.Slice(digit * Values, Values);
            if (starts[Digit(from[0], digit)] == from.Length)
                continue; // all have the same
            ToStarts(starts);
            foreach (ref readonly var entry in from)
                to[starts[Digit(entry, digit)]++] = entry;
            var filled = to;
            to = from;
            from = filled;
        }

        if (from != entries)
            from.CopyTo(entries);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digit(in SortEntry entry, int digit) => (byte)(entry.Prefix >> (8 * digit));

    private static void ToStarts(Span<int> counts)
    {
        var start = 0;
        foreach (ref var count in counts)
            (count, start) = (start, start + count);
    }
}
