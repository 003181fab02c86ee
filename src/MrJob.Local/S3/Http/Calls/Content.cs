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
        await StageAsync(exchange, staged => BodyReader.ReadAsync(exchange.Request, plan, staged.Append, exchange.Aborted), take);
    }

    /// <summary>Stages a stretch of each file, one after the other, hands them on, and removes what was not taken.</summary>
    /// <param name="digests">Of what is staged.</param>
    public static Task CopyAsync(
        S3Exchange exchange, IEnumerable<(Func<SafeFileHandle> Open, ByteRange Range)> sources, BodyDigests digests,
        Func<string, BodyReceipt, Task> take) =>
        StageAsync(
            exchange,
            async staged =>
            {
                foreach (var (open, range) in sources)
                    using (var source = open())
                        foreach (var piece in FilePieces.Read(source, range))
                        {
                            exchange.Aborted.ThrowIfCancellationRequested();
                            await BodySink.AddAsync(new(piece), digests, staged.Append);
                        }
                return digests.Finish();
            },
            take);

    public static ObjectChecksum? FullChecksum(BodyReceipt receipt) =>
        receipt.Kind is { } kind ? new(kind.Name, Convert.ToBase64String(receipt.Checksum)) : null;

    private static async Task StageAsync(S3Exchange exchange, Func<StagedFile, Task<BodyReceipt>> fill, Func<string, BodyReceipt, Task> take)
    {
        var staged = exchange.Store.Staging.Create();
        try
        {
            BodyReceipt receipt;
            using (staged)
                receipt = await fill(staged);
            await take(staged.Path, receipt);
        }
        catch
        {
            File.Delete(staged.Path);
            throw;
        }
    }
}
