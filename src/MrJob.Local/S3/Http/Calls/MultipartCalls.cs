using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;
using MrJob.Local.S3.Bodies;
using MrJob.Local.S3.Storage;
using static MrJob.Local.S3.Http.S3Xml;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>Uploads in parts.</summary>
internal static partial class MultipartCalls
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

    public static async Task UploadPart(S3Exchange exchange)
    {
        var (upload, number) = (UploadOf(exchange), PartNumber(exchange));
        var (plan, kind) = (BodyPlan.From(exchange.Request.Headers), KindOf(upload));
        if (kind is not null && plan.Kind is not null && plan.Kind != kind)
            throw S3Errors.InvalidRequest(
                $"Checksum Type mismatch occurred, expected checksum Type: {kind.Name}, actual checksum Type: {plan.Kind.Name}");
        await Content.ReceiveAsync(exchange, plan with { Kind = plan.Kind ?? kind }, async (file, receipt) =>
        {
            using (await exchange.Store.Uploads.HoldAsync(upload, exchange.Aborted))
                exchange.Store.Uploads.AddPart(upload, number, file, receipt.ETag, kind is null ? [] : receipt.Checksum);
            exchange.Response.Headers.ETag = ETags.Quote(receipt.ETag);
            if (receipt.Kind is not null)
                exchange.Response.Headers[receipt.Kind.Header] = Convert.ToBase64String(receipt.Checksum);
            await exchange.AnswerNothing();
        });
    }

    public static async Task UploadPartCopy(S3Exchange exchange)
    {
        var (upload, number) = (UploadOf(exchange), PartNumber(exchange));
        using var source = OpenedSource.Open(exchange, CopySource.Parse(exchange.Header("x-amz-copy-source")));
        var range = SourceRange(exchange.Header("x-amz-copy-source-range"), source.Entry.Size);
        using var digests = new BodyDigests(KindOf(upload));
        await Content.CopyAsync(exchange, [(source.Handle, range)], digests, async (file, receipt) =>
        {
            using (await exchange.Store.Uploads.HoldAsync(upload, exchange.Aborted))
                exchange.Store.Uploads.AddPart(upload, number, file, receipt.ETag, receipt.Checksum);
            var checksum = receipt.Kind is { } kind ? Element(kind.Element, Convert.ToBase64String(receipt.Checksum)) : null;
            await exchange.AnswerAsync(Element("CopyPartResult",
                Element("LastModified", Time(exchange.Time.GetUtcNow())), Element("ETag", ETags.Quote(receipt.ETag)), checksum));
        });
    }

    public static async Task Complete(S3Exchange exchange)
    {
        var (upload, condition) = (UploadOf(exchange), WriteCalls.ConditionOf(exchange));
        using var watch = condition.Since;
        var request = await ReadAsync(exchange.Request, "CompleteMultipartUpload", exchange.Aborted);
        using var hold = await exchange.Store.Uploads.HoldAsync(upload, exchange.Aborted);
        var parts = PartSelection.Choose(exchange.Store.Uploads.Parts(upload), PartSelection.Parse(request));
        CheckSize(exchange, parts);
        var kind = KindOf(upload);
        var wholeKind = upload.ChecksumType == ObjectChecksum.FullObject ? kind : null;
        using var digests = new BodyDigests(wholeKind, md5: false);
        await Content.CopyAsync(exchange, parts.Select(Whole), digests, (file, receipt) =>
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

    public static async Task Abort(S3Exchange exchange)
    {
        var upload = UploadOf(exchange);
        using (await exchange.Store.Uploads.HoldAsync(upload, exchange.Aborted))
            exchange.Store.Uploads.Remove(upload.UploadId);
        await exchange.AnswerNothing(StatusCodes.Status204NoContent);
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

    /// <summary>Other than a read's range, a copy's names its first and its last byte, and both must be there.</summary>
    private static ByteRange SourceRange(string asked, long size)
    {
        if (asked == "")
            return new(0, size);
        if (CopyRange().Match(asked) is not { Success: true } match
            || !long.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !long.TryParse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
            throw S3Errors.InvalidArgument(
                "x-amz-copy-source-range", asked,
                "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets "
                + "of the first and last bytes to copy");
        return first <= last && last < size
            ? new(first, last - first + 1)
            : throw S3Errors.InvalidArgument("x-amz-copy-source-range", asked, $"Range specified is not valid for source object of size: {size}");
    }

    private static void CheckSize(S3Exchange exchange, IReadOnlyList<UploadedPart> parts)
    {
        var size = parts.Sum(part => part.Size);
        if (exchange.Header("x-amz-mp-object-size") is { Length: > 0 } asked && asked != size.ToString(CultureInfo.InvariantCulture))
            throw S3Errors.InvalidRequest($"The provided 'x-amz-mp-object-size' header value {asked} does not match what was computed: {size}");
    }

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
        ChecksumHeaders.Elements(entry.Checksum));

    [GeneratedRegex(@"^bytes=(\d+)-(\d+)\z")]
    private static partial Regex CopyRange();
}
