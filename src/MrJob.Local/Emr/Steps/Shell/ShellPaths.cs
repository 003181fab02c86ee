using MrJob.Local.S3;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Emr.Steps.Shell;

/// <summary>Paths as the commands of <c>hadoop fs</c> take them, with their complaints.</summary>
internal static class ShellPaths
{
    /// <summary>What a path or pattern names.</summary>
    /// <exception cref="FileShellException">Nothing.</exception>
    public static IReadOnlyList<HadoopPath> Require(this FileTree tree, string command, string path) =>
        tree.Find(HadoopPath.Parse(path)) is { Count: > 0 } found ? found : throw FileShellException.Missing(command, path);

    /// <exception cref="FileShellException">It is a folder.</exception>
    public static StoredObject RequireFile(this FileTree tree, string command, HadoopPath path) =>
        tree.File(path) ?? throw FileShellException.Of(command, path.ToString(), "Is a directory");

    /// <summary>The file itself, or all files in the folder, each with its path below what was named.</summary>
    public static IReadOnlyList<(StoredObject File, string Place)> Below(this FileTree tree, HadoopPath path) => tree.File(path) is { } file
        ? [(file, "")]
        : [.. tree.FilesIn(path).Select(found => (found.Object, found.Path.Key[path.FolderPrefix.Length..]))];

    /// <summary>Removes a file, or a folder with all that is in it.</summary>
    /// <exception cref="FileShellException">It is the root.</exception>
    public static void Remove(this FileTree tree, string command, HadoopPath path)
    {
        if (path.Key.Length == 0)
            throw FileShellException.Of(command, path.ToString(), "the root cannot be removed");
        tree.Delete(path);
    }
}
