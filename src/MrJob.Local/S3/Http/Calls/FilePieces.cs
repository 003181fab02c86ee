using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>Reads a stretch of a stored file, a piece at a time.</summary>
internal static class FilePieces
{
    private const int PieceSize = 1 << 18;

    /// <summary>
    /// A piece is good until the next is asked for. Reads block: on Linux an asynchronous read is a blocking one on another thread,
    /// and handing each piece from thread to thread would cost more than reading it.
    /// </summary>
    /// <exception cref="EndOfStreamException">The file is shorter than the store knows it: somebody changed it by hand.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Read(SafeFileHandle file, ByteRange range)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(PieceSize, Math.Max(1, range.Length)));
        try
        {
            var end = range.Start + range.Length;
            for (var at = range.Start; at < end;)
            {
                var wanted = (int)Math.Min(buffer.Length, end - at);
                var read = RandomAccess.Read(file, buffer.AsSpan(0, wanted), at);
                if (read == 0)
                    throw new EndOfStreamException("The object's file was cut short behind the store's back.");
                yield return buffer.AsMemory(0, read);
                at += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
