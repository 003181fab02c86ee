using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace MrJob.Local.Streaming.Records;

/// <summary>Writes a <see cref="RunFile"/>, in blocks.</summary>
internal sealed class RunWriter(string path) : IDisposable
{
    private readonly SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
    private readonly List<long> partitionStarts = [];
    private readonly byte[] buffer = new byte[256 << 10];
    private int used;
    private long flushed;

    public void BeginPartition() => partitionStarts.Add(flushed + used);

    /// <summary>Writes a record as it is in memory, see <see cref="RecordFormat"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> record)
    {
        if (buffer.Length - used < record.Length)
            Flush();
        if (record.Length > buffer.Length)
        {
            WriteOut(record);
            return;
        }

        record.CopyTo(buffer.AsSpan(used));
        used += record.Length;
    }

    public RunFile Finish()
    {
        Flush();
        return new RunFile(path, [.. partitionStarts, flushed]);
    }

    public void Dispose() => file.Dispose();

    private void Flush()
    {
        WriteOut(buffer.AsSpan(0, used));
        used = 0;
    }

    private void WriteOut(ReadOnlySpan<byte> bytes)
    {
        RandomAccess.Write(file, bytes, flushed);
        flushed += bytes.Length;
    }
}
