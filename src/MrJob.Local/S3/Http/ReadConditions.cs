using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace MrJob.Local.S3.Http;

/// <summary>What a reader asks of the object it reads, or of the source that it copies.</summary>
internal sealed record ReadConditions(
    string? IfMatch, string? IfNoneMatch, DateTimeOffset? IfModifiedSince, DateTimeOffset? IfUnmodifiedSince)
{
    internal enum Verdict { Proceed, NotModified, Failed }

    public static ReadConditions Of(IHeaderDictionary headers) =>
        new(Text(headers, "If-Match"), Text(headers, "If-None-Match"),
            Date(headers, "If-Modified-Since"), Date(headers, "If-Unmodified-Since"));

    public static ReadConditions OfCopySource(IHeaderDictionary headers) => new(
        Text(headers, "x-amz-copy-source-if-match"), Text(headers, "x-amz-copy-source-if-none-match"),
        Date(headers, "x-amz-copy-source-if-modified-since"), Date(headers, "x-amz-copy-source-if-unmodified-since"));

    /// <summary>In RFC 9110's order: an ETag that is asked for outweighs the time beside it.</summary>
    public Verdict Judge(string etag, DateTimeOffset lastModified)
    {
        // HTTP's times have whole seconds.
        var modified = DateTimeOffset.FromUnixTimeSeconds(lastModified.ToUnixTimeSeconds());
        if (IfMatch is not null ? !ETags.Match(IfMatch, etag) : modified > IfUnmodifiedSince)
            return Verdict.Failed;
        return (IfNoneMatch is not null ? ETags.Match(IfNoneMatch, etag) : modified <= IfModifiedSince)
            ? Verdict.NotModified
            : Verdict.Proceed;
    }

    private static string? Text(IHeaderDictionary headers, string name) =>
        headers.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <summary>A date that cannot be read is no condition, as RFC 9110 has it.</summary>
    private static DateTimeOffset? Date(IHeaderDictionary headers, string name) =>
        DateTimeOffset.TryParse(headers[name].ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;
}

/// <summary>ETags in headers, with quotes or, as many S3 clients send them, without.</summary>
internal static class ETags
{
    public static string Quote(string etag) => $"\"{etag}\"";

    public static string Bare(string text) => text.Trim().Trim('"');

    /// <summary>Whether the header's list has the ETag, or is <c>*</c>.</summary>
    public static bool Match(string header, string etag) => header.Split(',').Select(Bare).Any(asked => asked == etag || asked == "*");
}
