namespace MrJob.Local.Streaming.Records;

/// <summary>A file of sorted records: for each partition in turn, its records in key order.</summary>
/// <param name="PartitionStarts">Byte positions; one more than there are partitions, the last is the end.</param>
internal sealed record RunFile(string File, IReadOnlyList<long> PartitionStarts)
{
    public RunSegment Segment(int partition) => new(File, PartitionStarts[partition], PartitionStarts[partition + 1]);
}

/// <summary>Part of a file that holds sorted records.</summary>
internal sealed record RunSegment(string File, long Start, long End)
{
    public long Length => End - Start;
}
