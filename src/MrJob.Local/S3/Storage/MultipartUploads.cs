using System.Collections.Concurrent;
using System.Text.Json;

namespace MrJob.Local.S3.Storage;

/// <summary>The unfinished uploads in parts: for each a folder with a file of what was asked at the beginning and a file for each part.</summary>
internal sealed class MultipartUploads
{
    private const string UploadFile = "upload.json";

    private readonly ConcurrentDictionary<string, OpenUpload> _open = new();
    private readonly string _root;
    private readonly Staging _staging;

    /// <summary>Takes up the uploads that are in the folder, and removes what is left there of others.</summary>
    public MultipartUploads(string root, Staging staging)
    {
        (_root, _staging) = (root, staging);
        foreach (var folder in Directory.EnumerateDirectories(root))
            if (Read(Path.Combine(folder, UploadFile)) is { } upload)
                _open[upload.UploadId] = new(upload);
            else
                Directory.Delete(folder, recursive: true);
    }

    public void Add(MultipartUpload upload)
    {
        var written = _staging.NewFile();
        File.WriteAllBytes(written, JsonSerializer.SerializeToUtf8Bytes(upload, StorageJson.Default.MultipartUpload));
        Directory.CreateDirectory(FolderOf(upload.UploadId));
        File.Move(written, Path.Combine(FolderOf(upload.UploadId), UploadFile));
        _open[upload.UploadId] = new(upload);
    }

    /// <exception cref="S3Exception">404 NoSuchUpload: there is none of this id for this key.</exception>
    public MultipartUpload Require(string bucket, string key, string uploadId) => Find(bucket, key, uploadId).Upload;

    /// <summary>
    /// The upload, for the caller alone until the hold is disposed: what parts, an end and an abort do to it they do one after the other.
    /// </summary>
    /// <exception cref="S3Exception">404 NoSuchUpload: there is none of this id for this key, or no longer.</exception>
    public async Task<IDisposable> HoldAsync(MultipartUpload upload, CancellationToken cancel)
    {
        var open = Find(upload.Bucket, upload.Key, upload.UploadId);
        await open.Gate.WaitAsync(cancel);
        if (_open.ContainsKey(upload.UploadId))
            return new Hold(open.Gate);
        open.Gate.Release();
        throw S3Errors.NoSuchUpload(upload.UploadId);
    }

    /// <summary>The bucket's uploads by key, those of one key by age.</summary>
    public IReadOnlyList<MultipartUpload> List(string bucket) =>
        [.. _open.Values.Select(open => open.Upload).Where(upload => upload.Bucket == bucket)
            .OrderBy(upload => upload.Key, KeyOrder.Utf8).ThenBy(upload => upload.Initiated).ThenBy(upload => upload.UploadId, StringComparer.Ordinal)];

    /// <summary>Stores a part, in the place of any earlier one of its number. For who holds the upload.</summary>
    public void AddPart(MultipartUpload upload, int number, string staged, string etag, byte[] checksum)
    {
        var name = UploadedPart.FileName(number, etag, checksum);
        File.Move(staged, Path.Combine(FolderOf(upload.UploadId), name), overwrite: true);
        foreach (var earlier in Directory.EnumerateFiles(FolderOf(upload.UploadId), $"{number:00000}-*"))
            if (Path.GetFileName(earlier) != name)
                File.Delete(earlier);
    }

    /// <summary>The parts by number. Of two of a number, which a process that died may leave, the later counts. For who holds the upload.</summary>
    public IReadOnlyList<UploadedPart> Parts(MultipartUpload upload) =>
        [.. new DirectoryInfo(FolderOf(upload.UploadId)).EnumerateFiles("?????-*").Select(UploadedPart.FromFile)
            .GroupBy(part => part.Number).Select(same => same.MaxBy(part => part.LastModified)!).OrderBy(part => part.Number)];

    /// <summary>Does nothing where it is gone.</summary>
    public void Remove(string uploadId)
    {
        if (!_open.TryRemove(uploadId, out _))
            return;
        // The upload's own file first: without it a folder that is half removed is no upload.
        File.Delete(Path.Combine(FolderOf(uploadId), UploadFile));
        Directory.Delete(FolderOf(uploadId), recursive: true);
    }

    private OpenUpload Find(string bucket, string key, string uploadId) =>
        _open.TryGetValue(uploadId, out var open) && open.Upload.Bucket == bucket && open.Upload.Key == key
            ? open
            : throw S3Errors.NoSuchUpload(uploadId);

    private static MultipartUpload? Read(string file) =>
        File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), StorageJson.Default.MultipartUpload) : null;

    private string FolderOf(string uploadId) => Path.Combine(_root, uploadId);

    private sealed record OpenUpload(MultipartUpload Upload)
    {
        public SemaphoreSlim Gate { get; } = new(1);
    }

    private sealed class Hold(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
