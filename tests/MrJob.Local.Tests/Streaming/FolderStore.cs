using MrJob.Local.S3;

namespace MrJob.Local.Tests.Streaming;

/// <summary>An object store for tests: a folder for each bucket, a file for each object, named by its escaped key.</summary>
internal sealed class FolderStore(string root) : IObjectStore
{
    public bool BucketExists(string bucket) => Directory.Exists(Path.Combine(root, bucket));

    public void CreateBucket(string bucket) => Directory.CreateDirectory(Path.Combine(root, bucket));

    public StoredObject? Find(string bucket, string key) =>
        key.Length > 0 && File.Exists(PathOf(bucket, key)) ? Describe(bucket, key) : null;

    public IReadOnlyList<StoredObject> List(string bucket, string prefix) => !BucketExists(bucket)
        ? []
        : [.. Directory.EnumerateFiles(Path.Combine(root, bucket)).Select(file => Uri.UnescapeDataString(Path.GetFileName(file)))
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(key => Describe(bucket, key))];

    public Task<StoredObject> ImportAsync(string bucket, string key, string file, CancellationToken cancel = default)
    {
        File.Move(file, PathOf(bucket, key), overwrite: true); // throws DirectoryNotFoundException without the bucket
        return Task.FromResult(Describe(bucket, key));
    }

    public bool Delete(string bucket, string key)
    {
        var there = File.Exists(PathOf(bucket, key));
        File.Delete(PathOf(bucket, key));
        return there;
    }

    public void Put(string bucket, string key, byte[] content)
    {
        CreateBucket(bucket);
        File.WriteAllBytes(PathOf(bucket, key), content);
    }

    private string PathOf(string bucket, string key) => Path.Combine(root, bucket, Uri.EscapeDataString(key));

    private StoredObject Describe(string bucket, string key)
    {
        var file = new FileInfo(PathOf(bucket, key));
        return new StoredObject(bucket, key, file.FullName, file.Length, "etag", file.LastWriteTimeUtc);
    }
}
