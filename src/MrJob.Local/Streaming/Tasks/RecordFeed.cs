using System.Runtime.CompilerServices;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>Writes records to a reducer or combiner: key, separator, value and LF, in blocks.</summary>
internal sealed class RecordFeed(Stream program, byte[] separator)
{
    /// <summary>Hadoop streaming's buffer, see <see cref="PipedCommand"/>.</summary>
    private const int BlockBytes = 128 << 10;

    private byte[] block = new byte[BlockBytes];
    private int used;

    /// <summary>Adds a record. Says whether the block should be written now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Add(KeyValue record)
    {
        var key = record.Key;
        var value = record.Value;
        var length = key.Length + separator.Length + value.Length + 1;
        if (block.Length - used < length)
            Array.Resize(ref block, Math.Max(2 * block.Length, used + length));

        var line = block.AsSpan(used, length);
        key.CopyTo(line);
        separator.CopyTo(line[key.Length..]);
        value.CopyTo(line[(key.Length + separator.Length)..]);
        line[^1] = (byte)'\n';
        used += length;
        return used >= BlockBytes;
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        await program.WriteAsync(block.AsMemory(0, used), cancel);
        used = 0;
    }
}
