using System.Text;

namespace MrJob.Local.S3.Http;

/// <summary>What a request is about, from its target as sent: <c>/bucket/key</c>, or <c>/key</c> at <c>bucket.localhost</c>.</summary>
/// <param name="Bucket">Null for the service itself.</param>
/// <param name="Key">Null for the bucket itself.</param>
internal sealed record S3Target(string? Bucket, string? Key)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <param name="rawTarget">The request line's, neither decoded nor normalized: keys hold <c>..</c>, <c>//</c> and <c>%2F</c>.</param>
    /// <param name="host">Without a port.</param>
    /// <exception cref="S3Exception">400 InvalidURI.</exception>
    public static S3Target Parse(string rawTarget, string host)
    {
        var path = PathOf(rawTarget);
        if (BucketOf(host) is { } bucket)
            return new(bucket, NullIfEmpty(Decode(path)));
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0
            ? new(NullIfEmpty(Decode(path)), null)
            : new(Decode(path[..slash]), NullIfEmpty(Decode(path[(slash + 1)..])));
    }

    /// <summary>Takes percent-encoding off text that came as bytes, one a character. A plus is a plus.</summary>
    /// <exception cref="S3Exception">400 InvalidURI: a broken escape, or bytes that are not UTF-8.</exception>
    public static string Decode(string text)
    {
        var bytes = new byte[text.Length];
        var length = 0;
        for (var i = 0; i < text.Length; length++)
        {
            var isEscape = text[i] == '%';
            if (!isEscape && text[i] > byte.MaxValue || isEscape && !IsHex(text, i + 1))
                throw S3Errors.InvalidUri();
            bytes[length] = isEscape ? Convert.FromHexString(text.AsSpan(i + 1, 2))[0] : (byte)text[i];
            i += isEscape ? 3 : 1;
        }
        return Text(bytes.AsSpan(0, length));
    }

    private static bool IsHex(string text, int at) =>
        at + 1 < text.Length && char.IsAsciiHexDigit(text[at]) && char.IsAsciiHexDigit(text[at + 1]);

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw S3Errors.InvalidUri();
        }
    }

    private static string PathOf(string rawTarget)
    {
        var path = rawTarget.Split('?', 2)[0];
        if (path.StartsWith('/'))
            return path[1..];
        // A proxy's form: http://host/path.
        var authority = path.IndexOf("://", StringComparison.Ordinal);
        var slash = authority < 0 ? -1 : path.IndexOf('/', authority + 3);
        return slash < 0 ? "" : path[(slash + 1)..];
    }

    private static string? BucketOf(string host)
    {
        if (!host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
            return null;
        var name = host[..^".localhost".Length].ToLowerInvariant();
        name = name == "s3" ? "" : name.EndsWith(".s3", StringComparison.Ordinal) ? name[..^".s3".Length] : name;
        return NullIfEmpty(name);
    }

    private static string? NullIfEmpty(string text) => text == "" ? null : text;
}
