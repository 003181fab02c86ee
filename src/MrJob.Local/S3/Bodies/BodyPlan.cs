using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace MrJob.Local.S3.Bodies;

/// <summary>How a request's body comes and what must be true of it, as its headers say.</summary>
/// <param name="Framed">In <c>aws-chunked</c> frames, with or without signatures and trailers.</param>
/// <param name="Length">Of the content, without frames; null where only the connection says it.</param>
/// <param name="Kind">The checksum to compute; null for none.</param>
/// <param name="Checksum">The checksum to find; null where it comes in a trailer, or only the algorithm is named.</param>
/// <param name="Sha256">Lower-case hex; null where the body is not signed.</param>
internal sealed record BodyPlan(bool Framed, long? Length, byte[]? Md5, ChecksumKind? Kind, byte[]? Checksum, string? Sha256)
{
    /// <summary>S3's limit for one request: 5 GB.</summary>
    public const long LargestBody = 5L << 30;

    /// <exception cref="S3Exception">400: the headers contradict themselves or each other.</exception>
    public static BodyPlan From(IHeaderDictionary headers)
    {
        var sha256 = headers["x-amz-content-sha256"].ToString();
        var framed = sha256.StartsWith("STREAMING-", StringComparison.Ordinal)
            || headers.ContentEncoding.ToString().Contains("aws-chunked", StringComparison.OrdinalIgnoreCase);
        var (kind, checksum) = ChecksumOf(headers);
        return new(framed, LengthOf(headers, framed), Md5Of(headers), kind, checksum, IsHash(sha256) ? sha256 : null);
    }

    /// <exception cref="S3Exception">400: the body is not what its headers, or its trailers, say.</exception>
    public void Verify(BodyReceipt receipt, IReadOnlyDictionary<string, string> trailers)
    {
        if (Length is { } length && length != receipt.Size)
            throw S3Errors.IncompleteBody();
        if (Md5 is not null && !Md5.AsSpan().SequenceEqual(receipt.Md5))
            throw S3Errors.BadDigest("Content-MD5");
        if (Sha256 is not null && Sha256 != Convert.ToHexStringLower(receipt.Sha256))
            throw S3Errors.Sha256Mismatch();
        var expected = Checksum ?? (Kind is not null && trailers.TryGetValue(Kind.Header, out var trailer) ? Kind.Parse(trailer) : null);
        if (expected is not null && !expected.AsSpan().SequenceEqual(receipt.Checksum))
            throw S3Errors.BadDigest(Kind!.Name);
    }

    private static (ChecksumKind?, byte[]?) ChecksumOf(IHeaderDictionary headers)
    {
        var given = ChecksumKind.All.Where(kind => headers.ContainsKey(kind.Header)).ToList();
        if (given.Count > 1)
            throw S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        if (given.Count == 1)
            return (given[0], given[0].Parse(headers[given[0].Header].ToString()));
        var trailer = headers["x-amz-trailer"].ToString().Trim();
        var announced = ChecksumKind.All.FirstOrDefault(kind => kind.Header.Equals(trailer, StringComparison.OrdinalIgnoreCase));
        return announced is null && headers["x-amz-sdk-checksum-algorithm"].ToString() is { Length: > 0 } name
            ? (ChecksumKind.Named(name), null)
            : (announced, null);
    }

    private static long? LengthOf(IHeaderDictionary headers, bool framed)
    {
        var length = framed ? Number(headers["x-amz-decoded-content-length"].ToString()) : headers.ContentLength;
        return length > LargestBody ? throw S3Errors.EntityTooLarge(length.Value, LargestBody) : length;
    }

    private static long? Number(string text) =>
        text == "" ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw S3Errors.InvalidArgument("x-amz-decoded-content-length", text, "The decoded content length is not a number.");

    private static byte[]? Md5Of(IHeaderDictionary headers)
    {
        if (!headers.TryGetValue("Content-MD5", out var value))
            return null;
        var md5 = new byte[16];
        return Convert.TryFromBase64String(value.ToString(), md5, out var written) && written == md5.Length
            ? md5
            : throw S3Errors.InvalidDigest();
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
