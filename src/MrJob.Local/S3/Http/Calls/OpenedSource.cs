using Microsoft.Win32.SafeHandles;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>The object that a copy reads: it stays as it is for as long as it is open.</summary>
internal sealed class OpenedSource(ObjectEntry entry, SafeFileHandle content) : IDisposable
{
    public ObjectEntry Entry => entry;

    public SafeFileHandle Handle() => content;

    /// <exception cref="S3Exception">404; 412: the request's <c>x-amz-copy-source-if-…</c> do not hold.</exception>
    public static OpenedSource Open(S3Exchange exchange, CopySource source)
    {
        var (entry, content) = exchange.Store.Require(source.Bucket).Open(source.Key) ?? throw S3Errors.NoSuchKey(source.Key);
        var opened = new OpenedSource(entry, content);
        if (ReadConditions.OfCopySource(exchange.Request.Headers).Judge(entry.ETag, entry.LastModified) == ReadConditions.Verdict.Proceed)
            return opened;
        opened.Dispose();
        throw S3Errors.PreconditionFailed("x-amz-copy-source-If-");
    }

    public void Dispose() => content.Dispose();
}
