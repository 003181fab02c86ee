using MrJob.Local.S3;
using MrJob.Local.S3.Storage;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Emr.Steps.Files;

/// <summary>
/// A cluster's HDFS: a folder of ordinary files on this machine. It is a tree, other than S3: each folder is listed as a key that
/// ends in a slash. Keys are those of <see cref="HadoopPath"/>, which lead nowhere else.
/// </summary>
internal sealed class HdfsFolder(string root) : IObjectStore
{
    public bool BucketExists(string bucket) => true;

    public void CreateBucket(string bucket) => Directory.CreateDirectory(root);

    public StoredObject? Find(string bucket, string key) =>
        new FileInfo(PathOf(key)) is { Exists: true } file && !key.EndsWith('/') ? Describe(key, file) : null;

    public IReadOnlyList<StoredObject> List(string bucket, string prefix)
    {
        var folder = new DirectoryInfo(PathOf(prefix[..Math.Max(0, prefix.LastIndexOf('/'))]));
        if (!folder.Exists)
            return [];
        return [.. folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(folder).Select(Describe)
            .Where(found => found.Key != "/" && found.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(found => found.Key, KeyOrder.Utf8)];
    }

    /// <exception cref="IOException">A file is where a folder should be, or the other way round.</exception>
    public Task<StoredObject> ImportAsync(string bucket, string key, string file, CancellationToken cancel = default)
    {
        var target = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(file, target, overwrite: true);
        return Task.FromResult(Describe(key, new FileInfo(target)));
    }

    /// <summary>Deletes a file, or a folder that is empty.</summary>
    public bool Delete(string bucket, string key)
    {
        var path = PathOf(key);
        if (key.EndsWith('/') && Directory.Exists(path))
            Directory.Delete(path);
        else if (File.Exists(path))
            File.Delete(path);
        else
            return false;
        return true;
    }

    /// <summary>Makes a folder and those on its way.</summary>
    public void MakeFolder(string key) => Directory.CreateDirectory(PathOf(key));

    private string PathOf(string key) => Path.Combine(root, key);

    private StoredObject Describe(FileSystemInfo found)
    {
        var key = Path.GetRelativePath(root, found.FullName).Replace(Path.DirectorySeparatorChar, '/');
        return found is FileInfo file ? Describe(key, file) : Describe(key == "." ? "/" : key + "/", found, size: 0);
    }

    private static StoredObject Describe(string key, FileInfo file) => Describe(key, file, file.Length);

    private static StoredObject Describe(string key, FileSystemInfo found, long size) =>
        new(HadoopPath.HdfsBucket, key, found.FullName, size, "", found.LastWriteTimeUtc);
}
