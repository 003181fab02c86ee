using System.Text.Json;

namespace MrJob.Local.S3.Storage;

/// <summary>The unfinished uploads: a folder each, with what was asked at the beginning and a file for each part.</summary>
internal sealed class MultipartUploads(string root, Staging staging)
{
    private const string UploadFile = "upload.json";

    public void Add(MultipartUpload upload)
    {
        var written = staging.NewFile();
        File.WriteAllBytes(written, JsonSerializer.SerializeToUtf8Bytes(upload, StorageJson.Default.MultipartUpload));
        Directory.CreateDirectory(FolderOf(upload.UploadId));
        File.Move(written, Path.Combine(FolderOf(upload.UploadId), UploadFile));
    }

    /// <exception cref="S3Exception">404 NoSuchUpload: there is none of this id for this key.</exception>
    public MultipartUpload Require(string bucket, string key, string uploadId) =>
        Read(uploadId) is { } upload && upload.Bucket == bucket && upload.Key == key ? upload : throw S3Errors.NoSuchUpload(uploadId);

    /// <summary>The bucket's uploads by key, those of one key by age.</summary>
    public IReadOnlyList<MultipartUpload> List(string bucket) =>
        [.. Directory.EnumerateDirectories(root).Select(folder => Read(Path.GetFileName(folder))).OfType<MultipartUpload>()
            .Where(upload => upload.Bucket == bucket).OrderBy(upload => upload.Key, KeyOrder.Utf8).ThenBy(upload => upload.Initiated)];

    /// <summary>Stores a part, in the place of any earlier one of its number.</summary>
    public void AddPart(MultipartUpload upload, int number, string staged, string etag, byte[] checksum)
    {
        var name = UploadedPart.FileName(number, etag, checksum);
        try
        {
            File.Move(staged, Path.Combine(FolderOf(upload.UploadId), name), overwrite: true);
        }
        catch (DirectoryNotFoundException)
        {
            throw S3Errors.NoSuchUpload(upload.UploadId);
        }
        foreach (var earlier in Directory.EnumerateFiles(FolderOf(upload.UploadId), $"{number:00000}-*"))
            if (Path.GetFileName(earlier) != name)
                File.Delete(earlier);
    }

    /// <summary>The parts by number. Of two of a number, which a process that died may leave, the later counts.</summary>
    public IReadOnlyList<UploadedPart> Parts(MultipartUpload upload) =>
        [.. new DirectoryInfo(FolderOf(upload.UploadId)).EnumerateFiles("?????-*").Select(UploadedPart.FromFile)
            .GroupBy(part => part.Number).Select(same => same.MaxBy(part => part.LastModified)!).OrderBy(part => part.Number)];

    public void Remove(string uploadId)
    {
        // The upload's own file first: without it a folder that is half removed is no upload.
        File.Delete(Path.Combine(FolderOf(uploadId), UploadFile));
        Directory.Delete(FolderOf(uploadId), recursive: true);
    }

    private MultipartUpload? Read(string uploadId)
    {
        // The id comes from a client and names a folder here: only an id of ours may.
        if (!Guid.TryParseExact(uploadId, "N", out _))
            return null;
        var file = Path.Combine(FolderOf(uploadId), UploadFile);
        return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), StorageJson.Default.MultipartUpload) : null;
    }

    private string FolderOf(string uploadId) => Path.Combine(root, uploadId);
}
