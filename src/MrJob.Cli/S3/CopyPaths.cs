using MrJob.Core.Storage;

namespace MrJob.Cli.S3;

/// <summary>Which name an object gets where it is copied to.</summary>
internal static class CopyPaths
{
    /// <summary>Whether a copy may be of several objects, so that it goes into a folder.</summary>
    public static bool IsMany(S3Uri from, bool isGlob, bool recursive) => isGlob || recursive || from.IsFolder;

    /// <summary>
    /// The name below the folder that is copied to: for one object its own; for a folder what follows that folder; for a glob what follows its
    /// last folder without a wildcard, so that no two objects get the same name.
    /// </summary>
    public static string Below(S3Uri from, S3Uri file, bool isGlob, bool recursive)
    {
        if (isGlob)
        {
            var wildcard = Enumerable.Range(0, from.Key.Length).First(i => S3Glob.IsGlob(from.Key[i].ToString()));
            return file.Key[(from.Key.LastIndexOf('/', wildcard) + 1)..];
        }
        var folder = from.AsFolder().Key;
        return recursive && file.Key.StartsWith(folder, StringComparison.Ordinal) ? file.Key[folder.Length..] : file.Name;
    }

    /// <summary>The path for a name below a local folder.</summary>
    /// <exception cref="CommandException">A key may hold "..": it must not lead out of the folder.</exception>
    public static string Local(string folder, string name, S3Uri file)
    {
        var root = Path.GetFullPath(folder);
        var path = Path.GetFullPath(Path.Combine(root, name.TrimStart('/')));
        var below = Path.TrimEndingDirectorySeparator(root) + Path.DirectorySeparatorChar;
        return (path == root && name.Length == 0) || path.StartsWith(below, StringComparison.Ordinal)
            ? path : throw new CommandException(ExitCodes.JobFailed, $"{file} has a name that cannot be a file below {root}.");
    }
}
