using System.Globalization;
using System.Security.Cryptography;
using MrJob.Local.S3.Bodies;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3.Http.Calls;

/// <summary>
/// What stands for an object that came in parts:
/// docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html.
/// </summary>
internal static class MultipartDigests
{
    /// <summary>The MD5 of the parts' MD5s, and how many they are.</summary>
    public static string ETag(IReadOnlyList<UploadedPart> parts)
    {
        using var md5 = new RunningHash(HashAlgorithmName.MD5);
        foreach (var part in parts)
            md5.Append(Convert.FromHexString(part.ETag));
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(md5.Finish())}-{parts.Count}");
    }

    /// <summary>The checksum of the parts' checksums, and how many they are.</summary>
    public static ObjectChecksum Composite(ChecksumKind kind, IReadOnlyList<UploadedPart> parts)
    {
        using var digest = kind.Begin();
        foreach (var part in parts)
            digest.Append(part.Checksum);
        var value = string.Create(CultureInfo.InvariantCulture, $"{Convert.ToBase64String(digest.Finish())}-{parts.Count}");
        return new(kind.Name, value, ObjectChecksum.Composite);
    }

    /// <summary>The type of checksum that an upload will have.</summary>
    /// <param name="asked">Empty for the algorithm's own default.</param>
    /// <exception cref="S3Exception">400 InvalidRequest: the algorithm has no such type.</exception>
    public static string TypeOf(string asked, ChecksumKind? kind) => asked.ToUpperInvariant() switch
    {
        "" => kind?.Name == "CRC64NVME" ? ObjectChecksum.FullObject : ObjectChecksum.Composite,
        ObjectChecksum.FullObject when kind is { IsCrc: true } => ObjectChecksum.FullObject,
        ObjectChecksum.Composite when kind is not null and not { Name: "CRC64NVME" } => ObjectChecksum.Composite,
        _ => throw S3Errors.InvalidRequest($"The {asked} checksum type cannot be used with the {kind?.Name ?? "null"} checksum algorithm."),
    };
}
