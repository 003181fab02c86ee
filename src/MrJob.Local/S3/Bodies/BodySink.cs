using System.Buffers;

namespace MrJob.Local.S3.Bodies;

/// <summary>
/// Where a body goes: through its digests and to where it is kept. Much of it at a time is digested on another thread while it is
/// written: MD5, at some 700 MB/s, is the slowest thing that happens to a body.
/// </summary>
internal static class BodySink
{
    /// <summary>In bytes: 0.1 ms of MD5. For less, another thread is not worth its call.</summary>
    private const int Much = 1 << 16;

    /// <param name="write">Does not keep the content.</param>
    public static async ValueTask AddAsync(ReadOnlySequence<byte> content, BodyDigests digests, Action<ReadOnlySequence<byte>> write)
    {
        var isMuch = content.Length >= Much && digests.Any;
        var digesting = isMuch ? Task.Run(() => Digest(content, digests)) : Task.CompletedTask;
        try
        {
            if (!isMuch)
                Digest(content, digests);
            write(content);
        }
        finally
        {
            // The content is the caller's again after this, whatever happened.
            await digesting;
        }
    }

    private static void Digest(ReadOnlySequence<byte> content, BodyDigests digests)
    {
        foreach (var piece in content)
            digests.Append(piece.Span);
    }
}
