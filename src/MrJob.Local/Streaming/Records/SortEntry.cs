using System.Runtime.CompilerServices;

namespace MrJob.Local.Streaming.Records;

/// <summary>A record as the sorter sees it: as much of it as is needed to leave the record itself alone most of the time.</summary>
internal readonly struct SortEntry
{
    /// <summary>What <see cref="Left"/> is for a key that goes on behind the prefix.</summary>
    private const int Longer = KeyPrefix.Bytes + 1;
    private const int LeftBits = 4;

    // In this order they take 16 bytes.
    private readonly ulong prefix;
    private readonly int start;
    private readonly int partitionAndLeft;

    private SortEntry(ulong prefix, int start, int partition, int left) =>
        (this.prefix, this.start, partitionAndLeft) = (prefix, start, (partition << LeftBits) | left);

    /// <summary>How many bytes an entry takes.</summary>
    public static int Bytes => Unsafe.SizeOf<SortEntry>();

    /// <summary>Eight bytes of the key, see <see cref="KeyPrefix"/>.</summary>
    public ulong Prefix => prefix;

    /// <summary>Where the record lies; later records lie further on.</summary>
    public int Start => start;

    public int Partition => partitionAndLeft >> LeftBits;

    /// <summary>Whether the key ends within the prefix. Two that do are equal when their prefixes and <see cref="Left"/> are.</summary>
    public bool Ends => Left < Longer;

    /// <summary>How many bytes the key has from where the prefix begins, or nine if there are more than eight.</summary>
    public int Left => partitionAndLeft & ((1 << LeftBits) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SortEntry For(ReadOnlySpan<byte> key, int start, int partition, int offset = 0) =>
        new(KeyPrefix.At(key, offset), start, partition, Math.Min(key.Length - offset, Longer));

    /// <summary>The same record, seen from further on in its key.</summary>
    public SortEntry From(ReadOnlySpan<byte> key, int offset) => For(key, Start, Partition, offset);
}
