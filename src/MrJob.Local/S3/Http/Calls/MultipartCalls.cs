using System.Globalization;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using MrJob.Local.S3.Bodies;
using MrJob.Local.S3.Storage;
using static MrJob.Local.S3.Http.S3Xml;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>Uploads in parts.</summary>
internal static class MultipartCalls
{
    private const int MostParts = 10_000;
    private const int PartsOnAPage = 1000;

    public static Task Create(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        S3Names.CheckKey(exchange.Key);
        var kind = exchange.Header("x-amz-checksum-algorithm") is { Length: > 0 } name ? ChecksumKind.Named(name) : null;
        var upload = new MultipartUpload(
            Guid.NewGuid().ToString("N"), exchange.BucketName, exchange.Key, exchange.Time.GetUtcNow(),
            ObjectHeaders.From(exchange.Request.Headers), kind?.Name, TypeOf(exchange, kind));
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
        var plan = BodyPlan.From(exchange.Request.Headers);
        var kind = KindOf(upload);
        if (kind is not null && plan.Kind is not null && plan.Kind != kind)
            throw S3Errors.InvalidRequest($"Checksum Type mismatch occurred, expected checksum Type: {kind.Name}, actual checksum Type: {plan.Kind.Name}");
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
        var range = exchange.Header("x-amz-copy-source-range") is { Length: > 0 } asked
            ? ByteRange.Parse(asked, source.Entry.Size)
                ?? throw S3Errors.InvalidArgument("x-amz-copy-source-range", asked, "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy")
            : new ByteRange(0, source.Entry.Size);
        await Content.CopyAsync(exchange, [(source.Handle, range)], KindOf(upload), (file, receipt) =>
        {
            exchange.Store.Uploads.AddPart(upload, number, file, receipt.ETag, receipt.Checksum);
            return exchange.AnswerAsync(WriteCalls.CopyResult("CopyPartResult", receipt.ETag, exchange.Time.GetUtcNow()));
        });
    }

    public static async Task Complete(S3Exchange exchange)
    {
        var upload = UploadOf(exchange);
        var condition = WriteCalls.ConditionOf(exchange);
        var request = await ReadAsync(exchange.Request, "CompleteMultipartUpload", exchange.Aborted);
        var parts = PartSelection.Choose(exchange.Store.Uploads.Parts(upload), PartSelection.Parse(request));
        var kind = KindOf(upload);
        var wholeKind = upload.ChecksumType == ObjectChecksum.FullObject ? kind : null;
        await Content.CopyAsync(exchange, parts.Select(Whole), wholeKind, async (file, receipt) =>
        {
            var checksum = kind is null || wholeKind is not null ? Content.FullChecksum(receipt) : Composite(kind, parts);
            CheckAsked(exchange, kind, checksum);
            var content = new StagedContent(file, receipt.Size, ETagOf(parts), upload.Headers, checksum, [.. parts.Select(part => part.Size)]);
            var entry = exchange.Store.Put(exchange.BucketName, exchange.Key, content, condition, new("CompleteMultipartUpload", exchange.RequestId));
            exchange.Store.Uploads.Remove(upload.UploadId);
            await exchange.AnswerAsync(Completed(exchange, entry));
        });
    }

    public static Task Abort(S3Exchange exchange)
    {
        exchange.Store.Uploads.Remove(UploadOf(exchange).UploadId);
        return exchange.AnswerNothing(StatusCodes.Status204NoContent);
    }

    public static Task ListParts(S3Exchange exchange)
    {
        var upload = UploadOf(exchange);
        var marker = exchange.Number("part-number-marker", 0, 0, int.MaxValue);
        var most = Math.Min(exchange.Number("max-parts", PartsOnAPage, 0, int.MaxValue), PartsOnAPage);
        var rest = exchange.Store.Uploads.Parts(upload).Where(part => part.Number > marker).ToList();
        var page = rest.Take(most).ToList();
        var kind = KindOf(upload);
        return exchange.AnswerAsync(Element("ListPartsResult",
            Identity(upload),
            Element("PartNumberMarker", marker),
            Element("NextPartNumberMarker", page.Count == 0 ? marker : page[^1].Number),
            Element("MaxParts", most),
            Element("IsTruncated", page.Count < rest.Count),
            Element("StorageClass", "STANDARD"),
            kind is null ? null : Element("ChecksumAlgorithm", kind.Name),
            page.Select(part => Element("Part",
                Element("PartNumber", part.Number),
                Element("LastModified", Time(part.LastModified)),
                Element("ETag", ETags.Quote(part.ETag)),
                Element("Size", part.Size),
                kind is null ? null : Element(kind.Element, Convert.ToBase64String(part.Checksum))))));
    }

    public static Task ListUploads(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        var prefix = exchange.Query("prefix") ?? "";
        var uploads = exchange.Store.Uploads.List(exchange.BucketName).Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal));
        return exchange.AnswerAsync(Element("ListMultipartUploadsResult",
            Element("Bucket", exchange.BucketName),
            Element("Prefix", prefix),
            Element("IsTruncated", false),
            uploads.Select(upload => Element("Upload",
                Element("Key", upload.Key),
                Element("UploadId", upload.UploadId),
                Element("StorageClass", "STANDARD"),
                Element("Initiated", Time(upload.Initiated))))));
    }

    private static MultipartUpload UploadOf(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        return exchange.Store.Uploads.Require(exchange.BucketName, exchange.Key, exchange.Query("uploadId")!);
    }

    private static int PartNumber(S3Exchange exchange) => exchange.Number("partNumber", 0, 1, MostParts) is var number and > 0
        ? number
        : throw S3Errors.InvalidArgument("partNumber", "", $"Part number must be an integer between 1 and {MostParts}, inclusive");

    private static ChecksumKind? KindOf(MultipartUpload upload) => upload.ChecksumAlgorithm is { } name ? ChecksumKind.Named(name) : null;

    private static string TypeOf(S3Exchange exchange, ChecksumKind? kind)
    {
        var asked = exchange.Header("x-amz-checksum-type").ToUpperInvariant();
        return asked switch
        {
            "" => kind?.Name == "CRC64NVME" ? ObjectChecksum.FullObject : ObjectChecksum.Composite,
            ObjectChecksum.FullObject when kind is { IsCrc: true } => asked,
            ObjectChecksum.Composite when kind is not null and not { Name: "CRC64NVME" } => asked,
            _ => throw S3Errors.InvalidRequest($"The {asked} checksum type cannot be used with the {kind?.Name ?? "null"} checksum algorithm."),
        };
    }

    private static (Func<Microsoft.Win32.SafeHandles.SafeFileHandle>, ByteRange) Whole(UploadedPart part) =>
        (() => File.OpenHandle(part.File, share: FileShare.ReadWrite | FileShare.Delete), new(0, part.Size));

    /// <summary>The MD5 of the parts' MD5s, and how many they are: what S3 gives objects that came in parts.</summary>
    private static string ETagOf(IReadOnlyList<UploadedPart> parts)
    {
        using var md5 = new RunningHash(HashAlgorithmName.MD5);
        foreach (var part in parts)
            md5.Append(Convert.FromHexString(part.ETag));
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(md5.Finish())}-{parts.Count}");
    }

    private static ObjectChecksum Composite(ChecksumKind kind, IReadOnlyList<UploadedPart> parts)
    {
        using var digest = kind.Begin();
        foreach (var part in parts)
            digest.Append(part.Checksum);
        var value = string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(digest.Finish())}-{parts.Count}");
        return new(kind.Name, value, ObjectChecksum.Composite);
    }

    /// <summary>The whole's checksum, where the request has one, must be what came of the parts.</summary>
    private static void CheckAsked(S3Exchange exchange, ChecksumKind? kind, ObjectChecksum? checksum)
    {
        if (kind is not null && exchange.Header(kind.Header) is { Length: > 0 } asked && asked.Split('-')[0] != checksum!.Value.Split('-')[0])
            throw S3Errors.BadDigest(kind.Name);
    }

    private static IEnumerable<XElement> Identity(MultipartUpload upload) =>
        [Element("Bucket", upload.Bucket), Element("Key", upload.Key), Element("UploadId", upload.UploadId)];

    private static XElement Completed(S3Exchange exchange, ObjectEntry entry) => Element("CompleteMultipartUploadResult",
        Element("Location", $"http://{exchange.Request.Host}/{exchange.BucketName}/{Uri.EscapeDataString(exchange.Key)}"),
        Element("Bucket", exchange.BucketName),
        Element("Key", exchange.Key),
        Element("ETag", ETags.Quote(entry.ETag)),
        entry.Checksum is { } checksum ? Element(ChecksumKind.Named(checksum.Algorithm).Element, checksum.Value) : null,
        entry.Checksum is { } typed ? Element("ChecksumType", typed.Type) : null);
}
