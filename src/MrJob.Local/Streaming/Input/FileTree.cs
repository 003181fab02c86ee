using MrJob.Local.S3;

namespace MrJob.Local.Streaming.Input;

/// <summary>A file system as Hadoop sees it: folders are on S3 whatever keys have below them, or a marker.</summary>
internal sealed class FileTree(IObjectStore store)
{
    private const string FolderMarker = "_$folder$";

    public StoredObject? File(HadoopPath path) => path.Key.Length > 0 ? store.Find(path.Bucket, path.Key) : null;

    public bool IsFolder(HadoopPath path) => path.Key.Length == 0
        ? store.BucketExists(path.Bucket)
        : store.Find(path.Bucket, path.Key + FolderMarker) is not null || store.List(path.Bucket, path.FolderPrefix).Count > 0;

    /// <summary>Files and folders that a path names: those that match if it is a pattern, else itself if it exists.</summary>
    public IReadOnlyList<HadoopPath> Find(HadoopPath path) =>
        PathGlob.IsPattern(path.Key) ? Match(path) : File(path) is not null || IsFolder(path) ? [path] : [];

    /// <summary>The files in the folder and in its folders, hidden ones too.</summary>
    public IEnumerable<InputFile> FilesIn(HadoopPath folder) => store.List(folder.Bucket, folder.FolderPrefix)
        .Where(found => !IsMarker(found.Key)).Select(found => new InputFile(folder.At(found.Key), found));

    /// <summary>Deletes a file, or a folder with all that is in it.</summary>
    public void Delete(HadoopPath path)
    {
        foreach (var below in store.List(path.Bucket, path.FolderPrefix).Reverse()) // a folder is listed before what is in it
            store.Delete(below.Bucket, below.Key);
        foreach (var key in new[] { path.Key, path.Key + "/", path.Key + FolderMarker })
            store.Delete(path.Bucket, key);
    }

    /// <summary>The keys that match the pattern, and the folders on the way to keys.</summary>
    private List<HadoopPath> Match(HadoopPath pattern)
    {
        var regex = PathGlob.Compile(pattern.Key);
        return [.. store.List(pattern.Bucket, PathGlob.LiteralPrefix(pattern.Key))
            .SelectMany(found => KeyAndFolders(found.Key)).Distinct()
            .Where(key => regex.IsMatch(key)).Order(StringComparer.Ordinal).Select(pattern.At)];
    }

    private static IEnumerable<string> KeyAndFolders(string key)
    {
        for (var slash = key.IndexOf('/'); slash >= 0; slash = key.IndexOf('/', slash + 1))
            yield return key[..slash];
        if (!IsMarker(key))
            yield return key;
    }

    private static bool IsMarker(string key) => key.EndsWith('/') || key.EndsWith(FolderMarker, StringComparison.Ordinal);
}
