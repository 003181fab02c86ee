using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using MrJob.Local.S3.Storage;
using static MrJob.Local.S3.Http.S3Xml;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>GetObject and HeadObject.</summary>
internal static class ReadCalls
{
    private const string OverridePrefix = "response-";

    private static readonly string[] Overridable =
        ["content-type", "content-language", "expires", "cache-control", "content-disposition", "content-encoding"];

    public static async Task Get(S3Exchange exchange)
    {
        var (entry, content) = exchange.Bucket.Open(CheckedKey(exchange)) ?? throw S3Errors.NoSuchKey(exchange.Key);
        using (content)
            if (Begin(exchange, entry) is { } range)
                foreach (var piece in FilePieces.Read(content, range))
                    await exchange.Response.Body.WriteAsync(piece, exchange.Aborted);
    }

    public static Task Head(S3Exchange exchange)
    {
        Begin(exchange, exchange.Bucket.Index.Find(CheckedKey(exchange)) ?? throw S3Errors.NoSuchKey(exchange.Key));
        return Task.CompletedTask;
    }

    /// <summary>Nothing here has tags, and the AWS CLI asks before it copies a large object.</summary>
    public static Task GetTagging(S3Exchange exchange)
    {
        _ = exchange.Bucket.Index.Find(CheckedKey(exchange)) ?? throw S3Errors.NoSuchKey(exchange.Key);
        return exchange.AnswerAsync(Element("Tagging", Element("TagSet")));
    }

    private static string CheckedKey(S3Exchange exchange)
    {
        S3Names.CheckKey(exchange.Key);
        return exchange.Query("versionId") is { } version and not "null"
            ? throw S3Errors.NoSuchVersion(exchange.Key, version)
            : exchange.Key;
    }

    /// <summary>Answers all but the body. Gives what of the content is the body; null where there is to be none.</summary>
    private static ByteRange? Begin(S3Exchange exchange, ObjectEntry entry)
    {
        var response = exchange.Response;
        response.Headers.ETag = ETags.Quote(entry.ETag);
        response.Headers.LastModified = entry.LastModified.ToString("r", CultureInfo.InvariantCulture);
        switch (ReadConditions.Of(exchange.Request.Headers).Judge(entry.ETag, entry.LastModified))
        {
            case ReadConditions.Verdict.Failed:
                throw S3Errors.PreconditionFailed("If-Match or If-Unmodified-Since");
            case ReadConditions.Verdict.NotModified:
                response.StatusCode = StatusCodes.Status304NotModified;
                return null;
        }
        var part = RangeOf(exchange, entry);
        WriteHeaders(exchange, entry, part);
        return part ?? new(0, entry.Size);
    }

    private static ByteRange? RangeOf(S3Exchange exchange, ObjectEntry entry)
    {
        if (exchange.Query("partNumber") is null)
            return ByteRange.Parse(exchange.Header(HeaderNames.Range), entry.Size);
        if (entry.Parts is { } parts)
            exchange.Response.Headers["x-amz-mp-parts-count"] = parts.Count.ToString(CultureInfo.InvariantCulture);
        return ByteRange.OfPart(exchange.Number("partNumber", 1, 1, 10_000), entry);
    }

    private static void WriteHeaders(S3Exchange exchange, ObjectEntry entry, ByteRange? range)
    {
        var response = exchange.Response;
        foreach (var (name, value) in entry.Headers)
            response.Headers[name] = ObjectHeaders.Answered(name, value);
        foreach (var name in Overridable)
            if (exchange.Query(OverridePrefix + name) is { } overridden)
                response.Headers[name] = HeaderText(name, overridden);
        response.Headers.AcceptRanges = "bytes";
        response.ContentLength = range?.Length ?? entry.Size;
        if (range is { Length: > 0 } some)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = some.Of(entry.Size);
        }
        else if (exchange.Header("x-amz-checksum-mode").Equals("ENABLED", StringComparison.OrdinalIgnoreCase))
            ChecksumHeaders.Write(response, entry.Checksum);
    }

    /// <summary>Headers travel as bytes, one a character: what is beyond ASCII goes as UTF-8.</summary>
    private static string HeaderText(string name, string value) =>
        value.Any(char.IsControl)
            ? throw S3Errors.InvalidArgument(OverridePrefix + name, value, "Header values must not hold control characters")
            : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value));
}
