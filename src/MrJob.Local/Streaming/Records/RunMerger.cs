using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>Merges sorted runs through a heap. Records with equal keys come in the order of the runs, which is that of the map tasks.</summary>
internal sealed class RunMerger : IDisposable
{
    private const int LeastBuffer = 4 << 10;
    private const int MostBuffer = 256 << 10;

    private readonly RunReader[] readers;
    private readonly int[] heap; // numbers of readers, the one with the smallest record first
    private int size;
    private bool started;

    /// <param name="memory">Bytes to share among the runs' buffers.</param>
    public RunMerger(IReadOnlyList<RunSegment> runs, long memory)
    {
        var buffer = (int)Math.Clamp(memory / Math.Max(1, runs.Count), LeastBuffer, MostBuffer);
        readers = [.. runs.Select(run => new RunReader(run, buffer))];
        heap = new int[readers.Length];
    }

    /// <summary>The run that has the current record.</summary>
    public RunReader Current => readers[heap[0]];

    /// <summary>Whether the current record's key is known to be that of the record before.</summary>
    public bool RepeatsKey { get; private set; }

    /// <summary>Moves to the next record; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Read()
    {
        RepeatsKey = false;
        if (!started)
            Start();
        else if (size > 0 && !Current.Read())
            heap[0] = heap[--size];
        else if (size > 0 && Current.RepeatsKey)
            return RepeatsKey = true; // what was first with this key still is
        SiftDown(0);
        return size > 0;
    }

    public void Dispose()
    {
        foreach (var reader in readers)
            reader.Dispose();
    }

    private void Start()
    {
        started = true;
        for (var i = 0; i < readers.Length; i++)
            if (readers[i].Read())
                heap[size++] = i;
        for (var i = (size / 2) - 1; i > 0; i--)
            SiftDown(i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SiftDown(int place)
    {
        for (var child = (2 * place) + 1; child < size; child = (2 * place) + 1)
        {
            if (child + 1 < size && Before(heap[child + 1], heap[child]))
                child++;
            if (!Before(heap[child], heap[place]))
                return;
            (heap[place], heap[child]) = (heap[child], heap[place]);
            place = child;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Before(int a, int b)
    {
        var (left, right) = (readers[a], readers[b]);
        if (left.Prefix != right.Prefix)
            return left.Prefix < right.Prefix;
        var byKey = left.Key.SequenceCompareTo(right.Key);
        return byKey != 0 ? byKey < 0 : a < b;
    }
}
