using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>Records in order of partition, key and arrival.</summary>
internal sealed class SortedRecords(SortBuffer records, int[] partitionStarts)
{
    /// <summary>How many records ahead one is fetched from memory.</summary>
    private const int Ahead = 8;

    public int Count => records.Count;

    public ReadOnlySpan<byte> Key(int place) => RecordFormat.Key(records.Data, records.SortedEntries[place].Start);

    public ReadOnlySpan<byte> Value(int place) => RecordFormat.Value(records.Data, records.SortedEntries[place].Start);

    /// <summary>Writes them as a file.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public RunFile WriteTo(string path)
    {
        using var run = new RunWriter(path);
        var data = records.Data;
        var entries = records.SortedEntries;
        for (var partition = 0; partition < partitionStarts.Length - 1; partition++)
        {
            run.BeginPartition();
            for (var place = partitionStarts[partition]; place < partitionStarts[partition + 1]; place++)
            {
                if (place + Ahead < entries.Length)
                    Prefetch.Read(in data[entries[place + Ahead].Start]);
                run.Write(RecordFormat.Whole(data, entries[place].Start));
            }
        }

        return run.Finish();
    }
}
