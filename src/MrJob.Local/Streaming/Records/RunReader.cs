using Microsoft.Win32.SafeHandles;

namespace MrJob.Local.Streaming.Records;

/// <summary>Reads one partition of a <see cref="RunFile"/>, record by record.</summary>
internal sealed class RunReader : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly long end;
    private long filePosition;
    private byte[] buffer;
    private int filled;
    private int next;
    private int keyStart;
    private int keyLength;
    private int valueLength;

    public RunReader(RunFile run, int partition, int bufferBytes)
    {
        file = File.OpenHandle(run.File, options: FileOptions.SequentialScan);
        (filePosition, end) = (run.PartitionStarts[partition], run.PartitionStarts[partition + 1]);
        buffer = new byte[bufferBytes];
    }

    public ReadOnlySpan<byte> Key => buffer.AsSpan(keyStart, keyLength);

    public ReadOnlySpan<byte> Value => buffer.AsSpan(keyStart + keyLength, valueLength);

    /// <summary>The first bytes of the key, see <see cref="KeyPrefix"/>.</summary>
    public ulong Prefix { get; private set; }

    /// <summary>Moves to the next record; false at the end.</summary>
    public bool Read()
    {
        if (next == filled && filePosition == end)
            return false;

        keyLength = ReadLength();
        valueLength = ReadLength();
        Have(keyLength + valueLength);
        keyStart = next;
        next += keyLength + valueLength;
        Prefix = KeyPrefix.At(Key, 0);
        return true;
    }

    public void Dispose() => file.Dispose();

    private int ReadLength()
    {
        for (int length = 0, shift = 0; ; shift += 7)
        {
            Have(1);
            var part = buffer[next++];
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
                return length;
        }
    }

    /// <summary>Sees to it that as many bytes from the next one on are in the buffer.</summary>
    private void Have(int bytes)
    {
        if (filled - next >= bytes)
            return;

        var rest = buffer.AsSpan(next, filled - next);
        var target = buffer.Length < bytes ? new byte[bytes] : buffer;
        rest.CopyTo(target);
        (buffer, next, filled) = (target, 0, rest.Length);
        while (filled < bytes)
            filled += Fill();
    }

    private int Fill()
    {
        var most = (int)Math.Min(buffer.Length - filled, end - filePosition);
        var read = RandomAccess.Read(file, buffer.AsSpan(filled, most), filePosition);
        filePosition += read;
        return read > 0 ? read : throw new EndOfStreamException("a run of sorted records is cut short");
    }
}
