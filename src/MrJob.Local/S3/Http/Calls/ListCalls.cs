using System.Text;
using System.Xml.Linq;
using MrJob.Local.S3.Storage;
using static MrJob.Local.S3.Http.S3Xml;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>ListObjects, old and new. They differ in how a page names the one after it.</summary>
internal static class ListCalls
{
    private const int MostKeys = 1000;

    public static Task Version2(S3Exchange exchange)
    {
        var index = exchange.Bucket.Index;
        var token = exchange.Query("continuation-token");
        var startAfter = exchange.Query("start-after") ?? "";
        var request = RequestOf(exchange, token is null ? startAfter : FromToken(token));
        var page = Listing.Page(index, request);
        var encode = Encoder(exchange);
        var withOwner = exchange.Query("fetch-owner") == "true";
        return exchange.AnswerAsync(Element("ListBucketResult",
            Common(exchange, request, page, encode),
            Element("KeyCount", page.Objects.Count + page.CommonPrefixes.Count),
            startAfter == "" ? null : Element("StartAfter", encode(startAfter)),
            token is null ? null : Element("ContinuationToken", token),
            page.IsTruncated ? Element("NextContinuationToken", ToToken(page.Last)) : null,
            Contents(page, encode, withOwner)));
    }

    public static Task Version1(S3Exchange exchange)
    {
        var index = exchange.Bucket.Index;
        var request = RequestOf(exchange, exchange.Query("marker") ?? "");
        var page = Listing.Page(index, request);
        var encode = Encoder(exchange);
        return exchange.AnswerAsync(Element("ListBucketResult",
            Common(exchange, request, page, encode),
            Element("Marker", encode(request.After)),
            // Without a delimiter the last key is the next marker, and S3 leaves it out.
            page.IsTruncated && request.Delimiter != "" ? Element("NextMarker", encode(page.Last)) : null,
            Contents(page, encode, withOwner: true)));
    }

    private static ListingRequest RequestOf(S3Exchange exchange, string after) => new(
        exchange.Query("prefix") ?? "", exchange.Query("delimiter") ?? "", after,
        Math.Min(exchange.Number("max-keys", MostKeys, 0, int.MaxValue), MostKeys));

    private static IEnumerable<XElement?> Common(
        S3Exchange exchange, ListingRequest request, ListingPage page, Func<string, string> encode) =>
    [
        Element("Name", exchange.BucketName),
        Element("Prefix", encode(request.Prefix)),
        request.Delimiter == "" ? null : Element("Delimiter", encode(request.Delimiter)),
        Element("MaxKeys", request.MaxKeys),
        exchange.Query("encoding-type") is { } encoding ? Element("EncodingType", encoding) : null,
        Element("IsTruncated", page.IsTruncated),
    ];

    private static IEnumerable<XElement> Contents(ListingPage page, Func<string, string> encode, bool withOwner) =>
    [
        .. page.Objects.Select(entry => Element("Contents",
            Element("Key", encode(entry.Key)),
            Element("LastModified", Time(entry.LastModified)),
            Element("ETag", ETags.Quote(entry.ETag)),
            entry.Checksum is { } checksum ? Element("ChecksumAlgorithm", checksum.Algorithm) : null,
            entry.Checksum is { } typed ? Element("ChecksumType", typed.Type) : null,
            Element("Size", entry.Size),
            withOwner ? BucketCalls.Owner() : null,
            Element("StorageClass", "STANDARD"))),
        .. page.CommonPrefixes.Select(prefix => Element("CommonPrefixes", Element("Prefix", encode(prefix)))),
    ];

    /// <summary>How keys are written, as <c>encoding-type</c> asks.</summary>
    public static Func<string, string> Encoder(S3Exchange exchange) => exchange.Query("encoding-type") switch
    {
        null => text => text,
        "url" => text => Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal),
        var other => throw S3Errors.InvalidArgument("encoding-type", other, "Invalid Encoding Method specified in Request"),
    };

    private static string ToToken(string last) => Convert.ToBase64String(Encoding.UTF8.GetBytes(last));

    private static string FromToken(string token)
    {
        var bytes = new byte[token.Length];
        return token != "" && Convert.TryFromBase64String(token, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw S3Errors.InvalidArgument("continuation-token", token, "The continuation token provided is incorrect");
    }
}
