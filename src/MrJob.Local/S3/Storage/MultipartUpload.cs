using System.Globalization;

namespace MrJob.Local.S3.Storage;

/// <summary>An upload in parts that was begun and neither completed nor aborted.</summary>
/// <param name="Headers">What the object will have as its headers.</param>
/// <param name="ChecksumAlgorithm">The algorithm that every part and the object have a checksum of; null for none.</param>
/// <param name="ChecksumType">Of the object: <see cref="ObjectChecksum.FullObject"/> or <see cref="ObjectChecksum.Composite"/>.</param>
internal sealed record MultipartUpload(
    string UploadId, string Bucket, string Key, DateTimeOffset Initiated, IReadOnlyDictionary<string, string> Headers,
    string? ChecksumAlgorithm = null, string ChecksumType = ObjectChecksum.Composite);

/// <summary>A part that was answered for. Its file's name says everything, so that storing it is one rename.</summary>
/// <param name="Number">1 to 10,000.</param>
/// <param name="Checksum">The bytes of the part's checksum in the upload's algorithm; empty for none.</param>
internal sealed record UploadedPart(int Number, string ETag, byte[] Checksum, long Size, DateTimeOffset LastModified, string File)
{
    /// <summary>Such as <c>00007-9e107d9d372bb6826bd81d3542a419d6-1c291ca3</c>.</summary>
    public static string FileName(int number, string etag, byte[] checksum) =>
        $"{number:00000}-{etag}-{Convert.ToHexString(checksum)}";

    public static UploadedPart FromFile(FileInfo file)
    {
        var name = file.Name.Split('-');
        return new(
            int.Parse(name[0], CultureInfo.InvariantCulture), name[1], Convert.FromHexString(name[2]),
            file.Length, file.LastWriteTimeUtc, file.FullName);
    }
}
