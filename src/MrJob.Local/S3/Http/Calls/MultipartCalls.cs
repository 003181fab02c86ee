using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;
using MrJob.Local.S3.Bodies;
using MrJob.Local.S3.Storage;
using static MrJob.Local.S3.Http.S3Xml;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>Uploads in parts.</summary>
internal static class MultipartCalls
{
    private const int MostParts = 10_000;

    public static Task Create(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        S3Names.CheckKey(exchange.Key);
        var kind = exchange.Header("x-amz-checksum-algorithm") is { Length: > 0 } name ? ChecksumKind.Named(name) : null;
        var type = MultipartDigests.TypeOf(exchange.Header("x-amz-checksum-type"), kind);
        var upload = new MultipartUpload(
            Guid.NewGuid().ToString("N"), exchange.BucketName, exchange.Key, exchange.Time.GetUtcNow(),
            ObjectHeaders.From(exchange.Request.Headers), kind?.Name, type);
        exchange.Store.Uploads.Add(upload);
        if (kind is not null)
        {
            exchange.Response.Headers["x-amz-checksum-algorithm"] = kind.Name;
            exchange.Response.Headers["x-amz-checksum-type"] = upload.ChecksumType;
        }
        return exchange.AnswerAsync(Element("InitiateMultipartUploadResult", Identity(upload)));
    }

    public static Task UploadPart(S3Exchange exchange)
    {
        var (upload, number) = (UploadOf(exchange), PartNumber(exchange));
        var (plan, kind) = (BodyPlan.From(exchange.Request.Headers), KindOf(upload));
        if (kind is not null && plan.Kind is not null && plan.Kind != kind)
            throw S3Errors.InvalidRequest(
                $"Checksum Type mismatch occurred, expected checksum Type: {kind.Name}, actual checksum Type: {plan.Kind.Name}");
        return Content.ReceiveAsync(exchange, plan with { Kind = plan.Kind ?? kind }, (file, receipt) =>
        {
            exchange.Store.Uploads.AddPart(upload, number, file, receipt.ETag, kind is null ? [] : receipt.Checksum);
            exchange.Response.Headers.ETag = ETags.Quote(receipt.ETag);
            if (receipt.Kind is not null)
                exchange.Response.Headers[receipt.Kind.Header] = Convert.ToBase64String(receipt.Checksum);
            return exchange.AnswerNothing();
        });
    }

    public static async Task UploadPartCopy(S3Exchange exchange)
    {
        var (upload, number) = (UploadOf(exchange), PartNumber(exchange));
        using var source = OpenedSource.Open(exchange, CopySource.Parse(exchange.Header("x-amz-copy-source")));
        var range = SourceRange(exchange.Header("x-amz-copy-source-range"), source.Entry.Size);
        await Content.CopyAsync(exchange, [(source.Handle, range)], KindOf(upload), (file, receipt) =>
        {
            exchange.Store.Uploads.AddPart(upload, number, file, receipt.ETag, receipt.Checksum);
            return exchange.AnswerAsync(WriteCalls.CopyResult("CopyPartResult", receipt.ETag, exchange.Time.GetUtcNow()));
        });
    }

    public static async Task Complete(S3Exchange exchange)
    {
        var (upload, condition) = (UploadOf(exchange), WriteCalls.ConditionOf(exchange));
        var request = await ReadAsync(exchange.Request, "CompleteMultipartUpload", exchange.Aborted);
        var parts = PartSelection.Choose(exchange.Store.Uploads.Parts(upload), PartSelection.Parse(request));
        var kind = KindOf(upload);
        var wholeKind = upload.ChecksumType == ObjectChecksum.FullObject ? kind : null;
        await Content.CopyAsync(exchange, parts.Select(Whole), wholeKind, (file, receipt) =>
        {
            var checksum = kind is null || wholeKind is not null ? Content.FullChecksum(receipt) : MultipartDigests.Composite(kind, parts);
            CheckAsked(exchange, kind, checksum);
            var content = new StagedContent(
                file, receipt.Size, MultipartDigests.ETag(parts), upload.Headers, checksum, [.. parts.Select(part => part.Size)]);
            var cause = new WriteCause("CompleteMultipartUpload", exchange.RequestId);
            var entry = exchange.Store.Put(exchange.BucketName, exchange.Key, content, condition, cause);
            exchange.Store.Uploads.Remove(upload.UploadId);
            return exchange.AnswerAsync(Completed(exchange, entry));
        });
    }

    public static Task Abort(S3Exchange exchange)
    {
        exchange.Store.Uploads.Remove(UploadOf(exchange).UploadId);
        return exchange.AnswerNothing(StatusCodes.Status204NoContent);
    }

    public static MultipartUpload UploadOf(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        return exchange.Store.Uploads.Require(exchange.BucketName, exchange.Key, exchange.Query("uploadId")!);
    }

    /// <summary>The checksum that the upload's parts and object have; null for none.</summary>
    public static ChecksumKind? KindOf(MultipartUpload upload) => upload.ChecksumAlgorithm is { } name ? ChecksumKind.Named(name) : null;

    public static IEnumerable<XElement> Identity(MultipartUpload upload) =>
        [Element("Bucket", upload.Bucket), Element("Key", upload.Key), Element("UploadId", upload.UploadId)];

    private static int PartNumber(S3Exchange exchange) => exchange.Number("partNumber", 0, 1, MostParts) is var number and > 0
        ? number
        : throw S3Errors.InvalidArgument("partNumber", "", $"Part number must be an integer between 1 and {MostParts}, inclusive");

    private static ByteRange SourceRange(string asked, long size) =>
        asked == "" ? new(0, size)
        : ByteRange.Parse(asked, size)
            ?? throw S3Errors.InvalidArgument(
                "x-amz-copy-source-range", asked,
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets "
                + "of the first and last bytes to copy");

    private static (Func<SafeFileHandle>, ByteRange) Whole(UploadedPart part) =>
        (() => File.OpenHandle(part.File, share: FileShare.ReadWrite | FileShare.Delete), new(0, part.Size));

    /// <summary>The whole's checksum, where the request has one, must be what came of the parts.</summary>
    private static void CheckAsked(S3Exchange exchange, ChecksumKind? kind, ObjectChecksum? checksum)
    {
        if (kind is null || exchange.Header(kind.Header) is not { Length: > 0 } asked)
            return;
        if (asked.Split('-')[0] != checksum!.Value.Split('-')[0])
            throw S3Errors.BadDigest(kind.Name);
    }

    private static XElement Completed(S3Exchange exchange, ObjectEntry entry) => Element("CompleteMultipartUploadResult",
        Element("Location", $"http://{exchange.Request.Host}/{exchange.BucketName}/{Uri.EscapeDataString(exchange.Key)}"),
        Element("Bucket", exchange.BucketName),
        Element("Key", exchange.Key),
        Element("ETag", ETags.Quote(entry.ETag)),
        entry.Checksum is { } checksum ? Element(ChecksumKind.Named(checksum.Algorithm).Element, checksum.Value) : null,
        entry.Checksum is { } typed ? Element("ChecksumType", typed.Type) : null);
}
