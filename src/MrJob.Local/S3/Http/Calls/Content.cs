using Microsoft.Win32.SafeHandles;
using MrJob.Local.S3.Bodies;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>Content on its way into the store: from a request, or from files that are there.</summary>
internal static class Content
{
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

    private static async Task AppendAsync(
        Stream staged, SafeFileHandle source, ByteRange range, BodyDigests digests, CancellationToken cancel)
    {
        await foreach (var piece in FilePieces.ReadAsync(source, range, cancel))
        {
            digests.Append(piece.Span);
            staged.Write(piece.Span);
        }
    }
}
