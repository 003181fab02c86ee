using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace MrJob.Local.Streaming.Records;

/// <summary>Reads a <see cref="RunSegment"/>, record by record.</summary>
internal sealed class RunReader : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly long end;
    private long filePosition;
    private byte[] buffer;
    private int filled;
    private int next;
    private int recordStart;
    private int keyStart;
    private int keyLength;

    public RunReader(RunSegment segment, int bufferBytes)
    {
        file = File.OpenHandle(segment.File, options: FileOptions.SequentialScan);
        (filePosition, end) = (segment.Start, segment.End);
        buffer = new byte[bufferBytes];
    }

    public ReadOnlySpan<byte> Key => buffer.AsSpan(keyStart, keyLength);

    public ReadOnlySpan<byte> Value => buffer.AsSpan(keyStart + keyLength, next - keyStart - keyLength);

    /// <summary>The record as it is in the file.</summary>
    public ReadOnlySpan<byte> Whole => buffer.AsSpan(recordStart, next - recordStart);

    /// <summary>The first bytes of the key, see <see cref="KeyPrefix"/>.</summary>
    public ulong Prefix { get; private set; }

    /// <summary>Whether the key is known to be that of the record before.</summary>
    public bool RepeatsKey { get; private set; }

    /// <summary>Moves to the next record; false at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Read()
    {
        if (next == filled && filePosition == end)
            return false;

        var hasMoved = Have(RecordFormat.MostHeaderBytes);
        var at = next;
        var length = RecordFormat.ReadLength(buffer, ref at);
        var bytes = length + RecordFormat.ReadLength(buffer, ref at);
        var header = at - next;
        hasMoved |= Have(header + bytes);
        recordStart = next;
        SetKey(next + header, length, hasMoved);
        next = keyStart + bytes;
        return true;
    }

    public void Dispose() => file.Dispose();

    /// <param name="isLost">Whether the last key is not where it was any more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SetKey(int start, int length, bool isLost)
    {
        var key = buffer.AsSpan(start, length);
        var prefix = KeyPrefix.At(key, 0);
        RepeatsKey = !isLost && prefix == Prefix && length == keyLength && (length <= KeyPrefix.Bytes || key.SequenceEqual(Key));
        (keyStart, keyLength, Prefix) = (start, length, prefix);
    }

    /// <summary>Sees to it that as many bytes from the next one on are in the buffer, or all that there are; says whether it moved what was there.</summary>
    private bool Have(int bytes)
    {
        if (filled - next >= bytes)
            return false;

        var rest = buffer.AsSpan(next, filled - next);
        var target = buffer.Length < bytes ? new byte[bytes] : buffer;
        rest.CopyTo(target);
        (buffer, next, filled) = (target, 0, rest.Length);
        while (filled < bytes && filePosition < end)
            filled += Fill();
        return true;
    }

    private int Fill()
    {
        var most = (int)Math.Min(buffer.Length - filled, end - filePosition);
        var read = RandomAccess.Read(file, buffer.AsSpan(filled, most), filePosition);
        filePosition += read;
        return read > 0 ? read : throw new EndOfStreamException("a run of sorted records is cut short");
    }
}
