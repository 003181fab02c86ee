using System.Buffers;
using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>Reads a stretch of a stored file, a piece at a time.</summary>
internal static class FilePieces
{
    private const int PieceSize = 1 << 16;

    /// <summary>A piece is good until the next is asked for.</summary>
    /// <exception cref="EndOfStreamException">The file is shorter than the store knows it: somebody changed it by hand.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        SafeFileHandle file, ByteRange range, [EnumeratorCancellation] CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceSize);
        try
        {
            var end = range.Start + range.Length;
            for (var at = range.Start; at < end;)
            {
                var wanted = (int)Math.Min(buffer.Length, end - at);
                var read = await RandomAccess.ReadAsync(file, buffer.AsMemory(0, wanted), at, cancel);
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
