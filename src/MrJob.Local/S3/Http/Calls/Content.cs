using System.Buffers;
using Microsoft.Win32.SafeHandles;
using MrJob.Local.S3.Bodies;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>Content on its way into the store: from a request, or from files that are there.</summary>
internal static class Content
{
    private const int BufferSize = 1 << 16;

    /// <summary>Stages the request's body, hands it on, and removes what was not taken.</summary>
    public static async Task ReceiveAsync(S3Exchange exchange, BodyPlan plan, Func<string, BodyReceipt, Task> take)
    {
        if (exchange.Request.ContentLength is null && exchange.Request.Headers.TransferEncoding.Count == 0)
            throw S3Errors.MissingContentLength();
        await StageAsync(exchange, staged => BodyReader.CopyToAsync(staged, exchange.Request, plan, exchange.Aborted), take);
    }

    /// <summary>Stages a stretch of each file, one after the other, hands them on, and removes what was not taken.</summary>
    public static Task CopyAsync(
        S3Exchange exchange, IEnumerable<(Func<SafeFileHandle> Open, ByteRange Range)> sources, ChecksumKind? kind,
        Func<string, BodyReceipt, Task> take) =>
        StageAsync(
            exchange,
            async staged =>
            {
                using var digests = new BodyDigests(kind);
                foreach (var (open, range) in sources)
                    using (var source = open())
                        await AppendAsync(staged, source, range, digests, exchange.Aborted);
                return digests.Finish();
            },
            take);

    public static ObjectChecksum? FullChecksum(BodyReceipt receipt) =>
        receipt.Kind is { } kind ? new(kind.Name, Convert.ToBase64String(receipt.Checksum)) : null;

    private static async Task StageAsync(S3Exchange exchange, Func<Stream, Task<BodyReceipt>> fill, Func<string, BodyReceipt, Task> take)
    {
        var staged = exchange.Store.Staging.Create();
        try
        {
            BodyReceipt receipt;
            await using (staged)
                receipt = await fill(staged);
            await take(staged.Name, receipt);
        }
        finally
        {
            File.Delete(staged.Name);
        }
    }

    private static async Task AppendAsync(Stream staged, SafeFileHandle source, ByteRange range, BodyDigests digests, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var (at, end) = (range.Start, range.Start + range.Length);
            while (at < end)
            {
                var read = await RandomAccess.ReadAsync(source, buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - at)), at, cancel);
                if (read == 0)
                    throw new EndOfStreamException("A stored file was cut short behind the store's back.");
                digests.Append(buffer.AsSpan(0, read));
                staged.Write(buffer.AsSpan(0, read));
                at += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
