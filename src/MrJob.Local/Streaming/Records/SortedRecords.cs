namespace MrJob.Local.Streaming.Records;

/// <summary>Records in order of partition, key and arrival.</summary>
internal sealed class SortedRecords(byte[] data, RecordPosition[] positions, int[] order, int[] partitionStarts)
{
    public int Count => partitionStarts[^1];

    public ReadOnlySpan<byte> Key(int place) => positions[order[place]].Key(data);

    public ReadOnlySpan<byte> Value(int place) => positions[order[place]].Value(data);

    /// <summary>Writes them as a file.</summary>
    public RunFile WriteTo(string path)
    {
        using var run = new RunWriter(path);
        for (var partition = 0; partition < partitionStarts.Length - 1; partition++)
        {
            run.BeginPartition();
            for (var place = partitionStarts[partition]; place < partitionStarts[partition + 1]; place++)
                run.Write(Key(place), Value(place));
        }

        return run.Finish();
    }
}
