using MrJob.Local.S3.Storage;
using static MrJob.Local.S3.Http.S3Xml;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>Looks at unfinished uploads.</summary>
internal static class MultipartLists
{
    private const int PartsOnAPage = 1000;

    public static Task Parts(S3Exchange exchange)
    {
        var upload = MultipartCalls.UploadOf(exchange);
        var marker = exchange.Number("part-number-marker", 0, 0, int.MaxValue);
        var most = Math.Min(exchange.Number("max-parts", PartsOnAPage, 0, int.MaxValue), PartsOnAPage);
        var rest = exchange.Store.Uploads.Parts(upload).Where(part => part.Number > marker).ToList();
        var page = rest.Take(most).ToList();
        var kind = MultipartCalls.KindOf(upload);
        return exchange.AnswerAsync(Element("ListPartsResult",
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

    /// <summary>All in one page: a laptop has few.</summary>
    public static Task Uploads(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        var prefix = exchange.Query("prefix") ?? "";
        var uploads = exchange.Store.Uploads.List(exchange.BucketName)
            .Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal));
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
}
