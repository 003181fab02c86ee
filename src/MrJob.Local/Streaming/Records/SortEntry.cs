namespace MrJob.Local.Streaming.Records;

/// <summary>A record as the sorter sees it.</summary>
/// <param name="Prefix">Eight bytes of its key, see <see cref="KeyPrefix"/>.</param>
/// <param name="Start">Where it lies; later records lie further on.</param>
internal readonly record struct SortEntry(ulong Prefix, int Start, int Partition)
{
    public const int Bytes = 16;
}
