using MrJob.Local.S3;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Input;

/// <summary>Finds the files that a job's inputs name, by the rules of Hadoop's <c>FileInputFormat</c>.</summary>
internal sealed class InputFiles(IObjectStore store, bool recursive)
{
    private const string FolderMarker = "_$folder$";

    /// <summary>
    /// The files of all inputs, in order. A folder stands for the files in it, and for those of its folders if recursive. Names
    /// that start with <c>_</c> or <c>.</c> are hidden.
    /// </summary>
    /// <exception cref="StreamingClientException">In Hadoop's words: an input is missing, a pattern matches nothing, or a folder has folders.</exception>
    public IReadOnlyList<InputFile> Find(IEnumerable<string> inputs)
    {
        var files = new List<InputFile>();
        var errors = new List<string>();
        foreach (var path in inputs.SelectMany(PathGlob.SplitList).Select(S3Path.Parse))
        {
            var matches = PathGlob.IsPattern(path.Key) ? Match(path) : Exists(path) ? [path] : [];
            var shown = matches.Where(match => !IsHidden(match.Name)).ToList();
            if (matches.Count == 0 && !PathGlob.IsPattern(path.Key))
                errors.Add($"Input path does not exist: {path}");
            else if (shown.Count == 0)
                errors.Add($"Input Pattern {path} matches 0 files");
            files.AddRange(shown.SelectMany(FilesOf));
        }

        return errors.Count == 0
            ? files
            : throw new StreamingClientException(5, $"Error Launching job : {string.Join('\n', errors)}", "Input path does not exist.");
    }

    private static bool IsHidden(string name) => name.StartsWith('_') || name.StartsWith('.');

    private bool Exists(S3Path path) => store.Find(path.Bucket, path.Key) is not null || IsFolder(path);

    private bool IsFolder(S3Path path) => store.Find(path.Bucket, path.Key + FolderMarker) is not null
        || (path.Key.Length == 0 ? store.BucketExists(path.Bucket) : store.List(path.Bucket, path.FolderPrefix).Count > 0);

    /// <summary>The keys that match the pattern, and the folders on the way to keys.</summary>
    private List<S3Path> Match(S3Path pattern)
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
        if (!key.EndsWith('/') && !key.EndsWith(FolderMarker, StringComparison.Ordinal))
            yield return key;
    }

    private IEnumerable<InputFile> FilesOf(S3Path path)
    {
        if (path.Key.Length > 0 && store.Find(path.Bucket, path.Key) is { } file)
            return [new InputFile(path, file)];
        return store.List(path.Bucket, path.FolderPrefix)
            .Where(found => !found.Key.EndsWith('/') && !found.Key.EndsWith(FolderMarker, StringComparison.Ordinal))
            .Where(found => !found.Key[path.FolderPrefix.Length..].Split('/').Any(IsHidden))
            .Select(found => Inside(path, found));
    }

    private InputFile Inside(S3Path folder, StoredObject found)
    {
        var slash = found.Key.IndexOf('/', folder.FolderPrefix.Length);
        return slash < 0 || recursive
            ? new InputFile(folder.At(found.Key), found)
            : throw new StreamingClientException(5, $"Error Launching job : Not a file: {folder.At(found.Key[..slash])}");
    }
}
