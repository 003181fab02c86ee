using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>Distributes entries by one byte of their prefix after another, the last byte first. Entries that agree keep their order.</summary>
internal static class RadixSort
{
    private const int Values = 256;

    /// <param name="spare">Room to work in, as long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ByPrefix(Span<SortEntry> entries, Span<SortEntry> spare)
    {
        Span<int> counts = stackalloc int[KeyPrefix.Bytes * Values];
        Count(entries, counts);
        var from = entries;
        var to = spare[..entries.Length];
        for (var digit = 0; digit < KeyPrefix.Bytes; digit++)
        {
            var starts = counts.Slice(digit * Values, Values);
            if (starts[Digit(from[0], digit)] == from.Length)
                continue; // all have the same
            ToStarts(starts);
            foreach (var entry in from)
                to[starts[Digit(entry, digit)]++] = entry;
            var filled = to;
            to = from;
            from = filled;
        }

        if (from != entries)
            from.CopyTo(entries);
    }

    private static int Digit(in SortEntry entry, int digit) => (byte)(entry.Prefix >> (8 * digit));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Count(ReadOnlySpan<SortEntry> entries, Span<int> counts)
    {
        counts.Clear();
        foreach (ref readonly var entry in entries)
            for (var digit = 0; digit < KeyPrefix.Bytes; digit++)
                counts[(digit * Values) + Digit(entry, digit)]++;
    }

    private static void ToStarts(Span<int> counts)
    {
        var start = 0;
        foreach (ref var count in counts)
            (count, start) = (start, start + count);
    }
}
