namespace MrJob.Core.Storage;

/// <summary>What S3 tells of an object without its content.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="LastModified">By S3's clock, in whole seconds.</param>
/// <param name="ETag">Without its quotes.</param>
public sealed record S3File(S3Uri Uri, long Size, DateTimeOffset LastModified, string ETag)
{
    /// <summary>
    /// The MD5 of the content in hexadecimal, where its ETag is that: null when it was uploaded in parts, is encrypted with a key of KMS or
    /// of the caller, or was only seen in a listing, which does not tell how it is encrypted.
    /// </summary>
    public string? Md5 { get; init; }

    /// <summary>Such as <c>text/plain</c>; null in a listing.</summary>
    public string? ContentType { get; init; }

    /// <summary>Whether it only says that a folder is there.</summary>
    public bool IsFolderMarker => S3Uri.IsFolderMarker(Uri.Key);
}

/// <summary>An entry of a folder: an object, or a folder, whose URI ends in a slash.</summary>
/// <param name="File">Null for a folder.</param>
public sealed record S3Entry(S3Uri Uri, S3File? File)
{
    /// <summary>Whether it is a folder: keys go on below it.</summary>
    public bool IsFolder => File is null;
}
