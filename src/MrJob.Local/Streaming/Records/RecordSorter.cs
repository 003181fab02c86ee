namespace MrJob.Local.Streaming.Records;

/// <summary>
/// Orders records by partition, then key (bytes, unsigned, as Hadoop compares <c>Text</c>), then arrival. Keys are compared
/// eight bytes at a time as numbers, which the runtime sorts fastest; only keys that agree in them are looked at further.
/// </summary>
/// <param name="order">Room for the result, at least <paramref name="count"/> long.</param>
/// <param name="prefixes">Room to work in, as long.</param>
internal sealed class RecordSorter(byte[] data, RecordPosition[] records, int count, int[] order, ulong[] prefixes)
{
    /// <summary>Below this many, insertion is faster than sorting prefixes.</summary>
    private const int Few = 12;

    /// <summary>Puts the numbers of the records in order; says where in it each partition begins, and last the end.</summary>
    public int[] Sort(int partitions)
    {
        var starts = ByPartition(partitions);
        for (var partition = 0; partition < partitions; partition++)
            SortKeys(starts[partition], starts[partition + 1] - starts[partition], 0);
        return starts;
    }

    private int[] ByPartition(int partitions)
    {
        var starts = new int[partitions + 1];
        for (var i = 0; i < count; i++)
            starts[records[i].Partition + 1]++;
        for (var partition = 0; partition < partitions; partition++)
            starts[partition + 1] += starts[partition];

        var next = starts.AsSpan(0, partitions).ToArray();
        for (var i = 0; i < count; i++)
            order[next[records[i].Partition]++] = i;
        return starts;
    }

    /// <summary>Sorts a range whose keys agree before the offset.</summary>
    private void SortKeys(int start, int length, int offset)
    {
        while (length > Few)
        {
            var items = order.AsSpan(start, length);
            var keys = prefixes.AsSpan(start, length);
            for (var i = 0; i < length; i++)
                keys[i] = KeyPrefix.At(records[items[i]].Key(data), offset);
            keys.Sort(items);
            offset += KeyPrefix.Bytes;
            if (keys[0] != keys[^1])
            {
                SortRuns(start, length, offset);
                return;
            }

            if (SortEnded(items, offset))
                return;
        }

        if (length > 1)
            Insert(order.AsSpan(start, length), offset);
    }

    private void SortRuns(int start, int length, int offset)
    {
        for (int first = 0, next; first < length; first = next)
        {
            var keys = prefixes.AsSpan(start, length);
            for (next = first + 1; next < length && keys[next] == keys[first];)
                next++;
            if (next - first > Few && SortEnded(order.AsSpan(start + first, next - first), offset))
                continue;
            SortKeys(start + first, next - first, offset);
        }
    }

    /// <summary>Sorts keys that agree before the offset, if one of them ends there; says whether it did.</summary>
    private bool SortEnded(Span<int> items, int offset)
    {
        var (shortest, longest) = (int.MaxValue, 0);
        foreach (var item in items)
            (shortest, longest) = (Math.Min(shortest, records[item].KeyLength), Math.Max(longest, records[item].KeyLength));
        if (shortest > offset)
            return false;
        if (shortest == longest)
            items.Sort();
        else
            items.Sort((a, b) => Compare(a, b, Math.Min(offset, shortest)));
        return true;
    }

    private void Insert(Span<int> items, int offset)
    {
        for (var i = 1; i < items.Length; i++)
        {
            var item = items[i];
            var place = i;
            for (; place > 0 && Compare(item, items[place - 1], offset) < 0; place--)
                items[place] = items[place - 1];
            items[place] = item;
        }
    }

    private int Compare(int a, int b, int offset)
    {
        var left = records[a].Key(data);
        var right = records[b].Key(data);
        var byKey = left[Math.Min(offset, left.Length)..].SequenceCompareTo(right[Math.Min(offset, right.Length)..]);
        return byKey != 0 ? byKey : a.CompareTo(b);
    }
}
