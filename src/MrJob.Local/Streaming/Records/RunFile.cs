namespace MrJob.Local.Streaming.Records;

/// <summary>A file of sorted records: for each partition in turn, its records in key order.</summary>
/// <param name="PartitionStarts">Byte positions; one more than there are partitions, the last is the end.</param>
internal sealed record RunFile(string File, IReadOnlyList<long> PartitionStarts)
{
    public bool Has(int partition) => PartitionStarts[partition] < PartitionStarts[partition + 1];
}
