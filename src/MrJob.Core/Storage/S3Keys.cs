using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Core.Storage;

/// <summary>What calls about one object need.</summary>
internal static class S3Keys
{
    /// <summary>
    /// The URI, if it can be asked for. .NET's HTTP client takes <c>.</c> and <c>..</c> out of a path, so that a call for <c>a/../b</c> would
    /// be one for <c>b</c>: better none. Such keys can be listed and, as their names go in the body, deleted.
    /// </summary>
    public static S3Uri Check(S3Uri uri) =>
        uri.Key.Length == 0 ? throw new FormatException($"{uri} names no object; it must look like s3://bucket/key.")
        : uri.Key.Split('/').Any(segment => segment is "." or "..") ? throw new FormatException(
            $"{uri} has a '.' or '..' between slashes, which this client cannot ask for; it can be listed and deleted.")
        : uri;

    /// <summary>The key as the SDK must be given it where it goes into a path: it takes a first slash off.</summary>
    public static string InPath(S3Uri uri) => uri.Key.StartsWith('/') ? "/" + uri.Key : uri.Key;

    /// <summary>The folder that a <c>_$folder$</c> marker stands for; null when the key is no such marker.</summary>
    public static string? FolderOfMarker(string key) =>
        key.EndsWith(S3Uri.MarkerEnding, StringComparison.Ordinal) ? key[..^S3Uri.MarkerEnding.Length] + "/" : null;

    public static S3File ToFile(GetObjectMetadataResponse head, S3Uri uri)
    {
        var tag = head.ETag?.Trim('"') ?? "";
        return new(uri, head.ContentLength, head.LastModified is { } date ? new(date.ToUniversalTime()) : default, tag)
        {
            Md5 = IsPlain(head) && tag.Length == 32 && tag.All(char.IsAsciiHexDigit) ? tag.ToLowerInvariant() : null,
            ContentType = head.Headers.ContentType,
        };
    }

    // With a key of KMS or of the caller the ETag is no digest of the content.
    private static bool IsPlain(GetObjectMetadataResponse head) =>
        (head.ServerSideEncryptionMethod is null || head.ServerSideEncryptionMethod == ServerSideEncryptionMethod.None
            || head.ServerSideEncryptionMethod == ServerSideEncryptionMethod.AES256)
        && (head.ServerSideEncryptionCustomerMethod is null || head.ServerSideEncryptionCustomerMethod == ServerSideEncryptionCustomerMethod.None);
}
