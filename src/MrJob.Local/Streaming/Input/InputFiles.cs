using MrJob.Local.S3;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Input;

/// <summary>Finds the files that a job's inputs name, by the rules of Hadoop's <c>FileInputFormat</c>.</summary>
/// <param name="skipFolders">Folders in folders are left out where they would be a fault.</param>
internal sealed class InputFiles(IObjectStore store, bool recursive, bool skipFolders = false)
{
    private readonly FileTree tree = new(store);

    /// <summary>
    /// The files of all inputs, in order. A folder stands for the files in it, and for those of its folders if recursive. Names
    /// that start with <c>_</c> or <c>.</c> are hidden.
    /// </summary>
    /// <exception cref="StreamingClientException">In Hadoop's words: an input is missing, a pattern matches nothing, or a folder has folders.</exception>
    public IReadOnlyList<InputFile> Find(IEnumerable<string> inputs)
    {
        var files = new List<InputFile>();
        var errors = new List<string>();
        foreach (var path in inputs.SelectMany(PathGlob.SplitList).Select(HadoopPath.Parse))
        {
            var matches = tree.Find(path);
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

    private IEnumerable<InputFile> FilesOf(HadoopPath path) => tree.File(path) is { } file
        ? [new InputFile(path, file)]
        : tree.FilesIn(path).Where(found => IsInput(path, found.Path.Key[path.FolderPrefix.Length..]));

    /// <param name="name">Of a file, below the folder.</param>
    private bool IsInput(HadoopPath folder, string name)
    {
        if (name.Split('/').Any(IsHidden))
            return false;
        if (recursive || name.IndexOf('/') is not (>= 0 and var slash))
            return true;
        return skipFolders ? false : throw new StreamingClientException(5, $"Error Launching job : Not a file: {folder.Child(name[..slash])}");
    }
}
