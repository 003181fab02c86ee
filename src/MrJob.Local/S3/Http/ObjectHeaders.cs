using System.Text;
using Microsoft.AspNetCore.Http;

namespace MrJob.Local.S3.Http;

/// <summary>The headers that belong to an object: given when it is written, answered when it is read.</summary>
internal static class ObjectHeaders
{
    private const string MetadataPrefix = "x-amz-meta-";

    /// <summary>In bytes, names without prefix and values together.</summary>
    private const int LargestMetadata = 2048;

    private static readonly string[] Kept =
    [
        "content-type", "content-encoding", "content-language", "content-disposition", "cache-control", "expires",
        "x-amz-website-redirect-location",
    ];

    /// <summary>What asks for more than storing bytes: to take it and not do it would be a lie.</summary>
    private static readonly string[] Refused =
    [
        "x-amz-tagging", "x-amz-object-lock-mode", "x-amz-object-lock-legal-hold", "x-amz-server-side-encryption-customer-algorithm",
        "x-amz-write-offset-bytes",
    ];

    public static IReadOnlyDictionary<string, string> Default { get; } =
        new Dictionary<string, string> { ["content-type"] = "binary/octet-stream" };

    /// <exception cref="S3Exception">400 MetadataTooLarge; 501 NotImplemented.</exception>
    public static IReadOnlyDictionary<string, string> From(IHeaderDictionary headers)
    {
        if (Refused.FirstOrDefault(headers.ContainsKey) is { } refused)
            throw S3Errors.NotImplemented($"The header {refused}");
        var kept = new Dictionary<string, string>(Default);
        foreach (var (name, value) in headers)
            if (Keeps(name.ToLowerInvariant()) && Value(name, value.ToString()) is { Length: > 0 } text)
                kept[name.ToLowerInvariant()] = text;
        CheckSize(kept);
        return kept;
    }

    /// <summary>
    /// A stored header as it is answered. Metadata that is not ASCII comes back in RFC 2047's words, each byte that was sent taken for a
    /// character, as docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html shows it.
    /// </summary>
    public static string Answered(string name, string value) =>
        name.StartsWith(MetadataPrefix, StringComparison.Ordinal) && !Ascii.IsValid(value)
            ? $"=?UTF-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}?="
            : value;

    private static bool Keeps(string name) => Kept.Contains(name) || name.StartsWith(MetadataPrefix, StringComparison.Ordinal);

    /// <summary><c>aws-chunked</c> is how the body travelled, not what it is.</summary>
    private static string Value(string name, string value) =>
        !name.Equals("content-encoding", StringComparison.OrdinalIgnoreCase)
            ? value
            : string.Join(',', value.Split(',', StringSplitOptions.TrimEntries).Where(coding => coding != "aws-chunked"));

    private static void CheckSize(Dictionary<string, string> kept)
    {
        var size = kept.Where(header => header.Key.StartsWith(MetadataPrefix, StringComparison.Ordinal))
            .Sum(header => header.Key.Length - MetadataPrefix.Length + header.Value.Length);
        if (size > LargestMetadata)
            throw S3Errors.MetadataTooLarge(size, LargestMetadata);
    }
}
