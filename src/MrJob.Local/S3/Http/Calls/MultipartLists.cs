using MrJob.Local.S3.Storage;
using static MrJob.Local.S3.Http.S3Xml;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>Looks at unfinished uploads.</summary>
internal static class MultipartLists
{
    private const int PartsOnAPage = 1000;
    private const int UploadsOnAPage = 1000;

    public static async Task Parts(S3Exchange exchange)
    {
        var upload = MultipartCalls.UploadOf(exchange);
        var marker = exchange.Number("part-number-marker", 0, 0, int.MaxValue);
        var most = Math.Min(exchange.Number("max-parts", PartsOnAPage, 0, int.MaxValue), PartsOnAPage);
        var rest = (await PartsAsync(exchange, upload)).Where(part => part.Number > marker).ToList();
        var page = rest.Take(most).ToList();
        var kind = MultipartCalls.KindOf(upload);
        await exchange.AnswerAsync(Element("ListPartsResult",
            MultipartCalls.Identity(upload),
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

    public static Task Uploads(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        var request = new UploadListingRequest(
            exchange.Query("prefix") ?? "", exchange.Query("delimiter") ?? "", exchange.Query("key-marker") ?? "",
            exchange.Query("upload-id-marker") ?? "", Math.Min(exchange.Number("max-uploads", UploadsOnAPage, 0, int.MaxValue), UploadsOnAPage));
        var page = UploadListing.Page(exchange.Store.Uploads.List(exchange.BucketName), request);
        var encode = ListCalls.Encoder(exchange);
        return exchange.AnswerAsync(Element("ListMultipartUploadsResult",
            Element("Bucket", exchange.BucketName),
            Element("KeyMarker", encode(request.AfterKey)),
            Element("UploadIdMarker", request.AfterId),
            page.IsTruncated ? Element("NextKeyMarker", encode(page.LastKey)) : null,
            page.IsTruncated ? Element("NextUploadIdMarker", page.LastId) : null,
            Element("Prefix", encode(request.Prefix)),
            request.Delimiter == "" ? null : Element("Delimiter", encode(request.Delimiter)),
            exchange.Query("encoding-type") is { } encoding ? Element("EncodingType", encoding) : null,
            Element("MaxUploads", request.Most),
            Element("IsTruncated", page.IsTruncated),
            page.Uploads.Select(upload => Element("Upload",
                Element("Key", encode(upload.Key)),
                Element("UploadId", upload.UploadId),
                BucketCalls.Owner(),
                Element("StorageClass", "STANDARD"),
                Element("Initiated", Time(upload.Initiated)))),
            page.CommonPrefixes.Select(prefix => Element("CommonPrefixes", Element("Prefix", encode(prefix))))));
    }

    private static async Task<IReadOnlyList<UploadedPart>> PartsAsync(S3Exchange exchange, MultipartUpload upload)
    {
        using (await exchange.Store.Uploads.HoldAsync(upload, exchange.Aborted))
            return exchange.Store.Uploads.Parts(upload);
    }
}
