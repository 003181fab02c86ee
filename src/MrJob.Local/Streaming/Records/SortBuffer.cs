namespace MrJob.Local.Streaming.Records;

/// <summary>
/// Takes a program's output as it comes and sorts it in place: the bytes are read straight into the buffer, records point into
/// it. When it is full it is written out as a sorted <see cref="RunFile"/> and emptied.
/// </summary>
/// <param name="memory">Bytes that data and index may take, but for a single line that is longer.</param>
internal sealed class SortBuffer(FieldSplit fields, int partitions, long memory)
{
    private const int FirstBytes = 1 << 20;
    private const int LeastFree = 64 << 10;

    /// <summary>Hadoop's <c>mapreduce.map.sort.spill.percent</c>; what is left is for growing.</summary>
    private const double SpillAt = 0.8;

    private RecordPosition[] positions = new RecordPosition[1024];
    private int count;
    private int[] order = [];
    private ulong[] prefixes = [];
    private byte[] data = GC.AllocateUninitializedArray<byte>((int)Math.Min(FirstBytes, Math.Max(memory, LeastFree)));
    private int filled;
    private int lineStart;
    private int searched;

    /// <summary>Records taken, those written out included.</summary>
    public long Records { get; private set; }

    /// <summary>Bytes of keys and values taken, those written out included.</summary>
    public long RecordBytes { get; private set; }

    /// <summary>Whether there are whole records in it.</summary>
    public bool HasRecords => count > 0;

    /// <summary>Whether it should be written out before it takes more.</summary>
    public bool IsFull => HasRecords && filled + ((long)count * RecordPosition.Bytes) >= memory * SpillAt;

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Free
    {
        get
        {
            if (data.Length - filled < LeastFree)
                Array.Resize(ref data, (int)Math.Min(Array.MaxLength, data.Length < memory ? Math.Min(memory, 2L * data.Length) : 2L * data.Length));
            return data.AsMemory(filled);
        }
    }

    /// <summary>Says how many bytes were put into <see cref="Free"/>.</summary>
    public void Filled(int bytes)
    {
        filled += bytes;
        while (LineEnds.TryFind(data.AsSpan(lineStart, filled - lineStart), searched, out var end, out var next))
        {
            Add(end);
            (lineStart, searched) = (lineStart + next, 0);
        }

        var rest = filled - lineStart;
        searched = rest > 0 && data[filled - 1] == '\r' ? rest - 1 : rest;
    }

    /// <summary>No more bytes come: what is left is the last line.</summary>
    public void End()
    {
        if (filled > lineStart)
            Add(LineEnds.LastLineLength(data.AsSpan(lineStart, filled - lineStart)));
        lineStart = filled;
    }

    /// <summary>The whole records in order. They stay valid until <see cref="Clear"/>.</summary>
    public SortedRecords Sort()
    {
        if (order.Length < count)
            (order, prefixes) = (new int[positions.Length], new ulong[positions.Length]);
        return new SortedRecords(data, positions, order, new RecordSorter(data, positions, count, order, prefixes).Sort(partitions));
    }

    /// <summary>Takes the whole records out.</summary>
    public void Clear()
    {
        count = 0;
        data.AsSpan(lineStart, filled - lineStart).CopyTo(data);
        (filled, lineStart) = (filled - lineStart, 0);
    }

    private void Add(int length)
    {
        var line = data.AsSpan(lineStart, length);
        var keyLength = fields.KeyLength(line);
        var valueStart = Math.Min(keyLength + fields.Separator.Length, length);
        var partition = partitions == 1 ? 0 : HashPartitioner.Partition(line[..keyLength], partitions);
        if (count == positions.Length)
            Array.Resize(ref positions, count + (count / 2));
        positions[count++] = new RecordPosition(lineStart, keyLength, lineStart + valueStart, length - valueStart, partition);
        Records++;
        RecordBytes += keyLength + length - valueStart;
    }
}
