using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using MrJob.Local.S3.Bodies;
using MrJob.Local.S3.Storage;
using static MrJob.Local.S3.Http.S3Xml;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>The calls that put, copy and delete objects.</summary>
internal static class WriteCalls
{
    private const int MostDeletes = 1000;

    /// <summary>Besides new metadata, what makes a copy of an object to itself a change.</summary>
    private static readonly string[] ChangesMore =
        ["x-amz-storage-class", "x-amz-website-redirect-location", "x-amz-server-side-encryption"];

    public static async Task Put(S3Exchange exchange)
    {
        // What can be refused is refused before the body comes.
        _ = exchange.Bucket;
        S3Names.CheckKey(exchange.Key);
        var headers = ObjectHeaders.From(exchange.Request.Headers);
        var condition = ConditionOf(exchange);
        using var watch = condition.Since;
        await Content.ReceiveAsync(exchange, BodyPlan.From(exchange.Request.Headers), (file, receipt) =>
        {
            var content = new StagedContent(file, receipt.Size, receipt.ETag, headers, Content.FullChecksum(receipt));
            var entry = exchange.Store.Put(exchange.BucketName, exchange.Key, content, condition, new("PutObject", exchange.RequestId));
            exchange.Response.Headers.ETag = ETags.Quote(entry.ETag);
            ChecksumHeaders.Write(exchange.Response, entry.Checksum);
            return exchange.AnswerNothing();
        });
    }

    public static async Task Copy(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        S3Names.CheckKey(exchange.Key);
        var source = CopySource.Parse(exchange.Header("x-amz-copy-source"));
        var replacesHeaders = exchange.Header("x-amz-metadata-directive").Equals("REPLACE", StringComparison.OrdinalIgnoreCase);
        if (source == new CopySource(exchange.BucketName, exchange.Key) && !replacesHeaders && !ChangesMore.Any(exchange.Request.Headers.ContainsKey))
            throw S3Errors.InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, "
                + "storage class, website redirect location or encryption attributes.");

        var (given, condition) = (ObjectHeaders.From(exchange.Request.Headers), ConditionOf(exchange));
        using var watch = condition.Since;
        using var opened = OpenedSource.Open(exchange, source);
        var entry = opened.Entry;
        if (entry.Size > BodyPlan.LargestBody)
            throw S3Errors.InvalidRequest(
                $"The specified copy source is larger than the maximum allowable size for a copy source: {BodyPlan.LargestBody}");
        var headers = replacesHeaders ? given : entry.Headers;
        // The ETag of an object that came in parts is of the parts; that of the copy, which has none, is of the whole.
        using var digests = new BodyDigests(KindOf(exchange, entry), md5: entry.Parts is not null);
        await Content.CopyAsync(exchange, [(opened.Handle, new(0, entry.Size))], digests, (file, receipt) =>
        {
            var etag = entry.Parts is null ? entry.ETag : receipt.ETag;
            var content = new StagedContent(file, receipt.Size, etag, headers, Content.FullChecksum(receipt));
            var copy = exchange.Store.Put(exchange.BucketName, exchange.Key, content, condition, new("CopyObject", exchange.RequestId));
            return exchange.AnswerAsync(CopyResult("CopyObjectResult", copy.ETag, copy.LastModified, copy.Checksum));
        });
    }

    public static Task Delete(S3Exchange exchange)
    {
        S3Names.CheckKey(exchange.Key);
        var condition = ConditionOf(exchange);
        using var watch = condition.Since;
        if (exchange.Query("versionId") is null or "null")
            exchange.Store.Delete(exchange.BucketName, exchange.Key, condition, exchange.RequestId);
        return exchange.AnswerNothing(StatusCodes.Status204NoContent);
    }

    public static async Task DeleteMany(S3Exchange exchange)
    {
        _ = exchange.Bucket;
        var request = await ReadAsync(exchange.Request, "Delete", exchange.Aborted);
        var asked = request.Children("Object").ToList();
        if (asked.Count is 0 or > MostDeletes || asked.Any(item => string.IsNullOrEmpty(item.Text("Key"))))
            throw S3Errors.MalformedXml();
        var quiet = request.Text("Quiet") == "true";
        var results = asked.Select(item => DeleteOne(exchange, item)).ToList();
        await exchange.AnswerAsync(Element("DeleteResult", results.Where(result => !quiet || result.Name.LocalName == "Error")));
    }

    public static XElement CopyResult(string name, string etag, DateTimeOffset lastModified, ObjectChecksum? checksum) =>
        Element(name,
            Element("LastModified", Time(lastModified)),
            Element("ETag", ETags.Quote(etag)),
            ChecksumHeaders.Elements(checksum));

    /// <summary>What a write asks of the key, from its headers. Of a key to be created it says what happens to it from now on.</summary>
    /// <exception cref="S3Exception">501 NotImplemented: <c>If-None-Match</c> with anything but <c>*</c>, as in S3.</exception>
    public static WriteCondition ConditionOf(S3Exchange exchange)
    {
        var (none, match) = (exchange.Header(HeaderNames.IfNoneMatch), exchange.Header(HeaderNames.IfMatch));
        if (none is not ("" or "*"))
            throw S3Errors.NotImplemented("If-None-Match with anything but * on a write");
        return new(
            IfAbsent: none == "*", IfETag: match == "" ? null : ETags.Bare(match),
            Since: none == "*" ? exchange.Bucket.Watch(exchange.Key) : null);
    }

    private static ChecksumKind? KindOf(S3Exchange exchange, ObjectEntry source) =>
        exchange.Header("x-amz-checksum-algorithm") is { Length: > 0 } asked ? ChecksumKind.Named(asked)
        : source.Checksum is { } checksum ? ChecksumKind.Named(checksum.Algorithm)
        : null;

    private static XElement DeleteOne(S3Exchange exchange, XElement asked)
    {
        var key = asked.Text("Key")!;
        try
        {
            S3Names.CheckKey(key);
            var condition = asked.Text("ETag") is { Length: > 0 } etag ? new WriteCondition(IfETag: ETags.Bare(etag)) : WriteCondition.None;
            if (asked.Text("VersionId") is { Length: > 0 } version and not "null")
                throw S3Errors.NoSuchVersion(key, version);
            exchange.Store.Delete(exchange.BucketName, key, condition, exchange.RequestId);
            return Element("Deleted", Element("Key", key));
        }
        catch (S3Exception e)
        {
            return Element("Error", Element("Key", key), Element("Code", e.Code), Element("Message", e.Message));
        }
    }
}
