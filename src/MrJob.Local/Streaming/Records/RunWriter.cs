using Microsoft.Win32.SafeHandles;

namespace MrJob.Local.Streaming.Records;

/// <summary>Writes a <see cref="RunFile"/>. A record is the lengths of key and value, seven bits a byte, then both.</summary>
internal sealed class RunWriter(string path) : IDisposable
{
    private const int MostLengthBytes = 5;

    private readonly SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
    private readonly List<long> partitionStarts = [];
    private byte[] buffer = new byte[256 << 10];
    private int used;
    private long flushed;

    public void BeginPartition() => partitionStarts.Add(flushed + used);

    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Reserve((2 * MostLengthBytes) + key.Length + value.Length);
        WriteLength(key.Length);
        WriteLength(value.Length);
        key.CopyTo(buffer.AsSpan(used));
        value.CopyTo(buffer.AsSpan(used + key.Length));
        used += key.Length + value.Length;
    }

    public RunFile Finish()
    {
        Flush();
        return new RunFile(path, [.. partitionStarts, flushed]);
    }

    public void Dispose() => file.Dispose();

    private void WriteLength(int length)
    {
        for (; length >= 0x80; length >>= 7)
            buffer[used++] = (byte)(length | 0x80);
        buffer[used++] = (byte)length;
    }

    private void Reserve(int bytes)
    {
        if (buffer.Length - used >= bytes)
            return;
        Flush();
        if (buffer.Length < bytes)
            buffer = new byte[bytes];
    }

    private void Flush()
    {
        RandomAccess.Write(file, buffer.AsSpan(0, used), flushed);
        (flushed, used) = (flushed + used, 0);
    }
}
