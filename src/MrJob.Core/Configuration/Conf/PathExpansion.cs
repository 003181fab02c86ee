using System.Text.RegularExpressions;

namespace MrJob.Core.Configuration.Conf;

/// <summary>Expands paths of mrjob.conf as Python's <c>expanduser</c> and <c>expandvars</c> do, by which mrjob went, and globs of local files.</summary>
internal static partial class PathExpansion
{
    /// <summary><c>~</c>, <c>$NAME</c> and <c>${NAME}</c> by the process's environment; a variable that is not set stays as it is.</summary>
    public static string Expand(string path) => Expand(path, Environment.GetEnvironmentVariable);

    public static string Expand(string path, Func<string, string?> environment)
    {
        path = Variable().Replace(path, match => environment(match.Groups["name"].Value) ?? match.Value);
        return path is "~" or ['~', '/', ..] && environment("HOME") is { Length: > 0 } home ? home.TrimEnd('/') + path[1..] : path;
    }

    /// <summary>The files and folders that a local path stands for, in order; itself where it is no glob or matches nothing.</summary>
    public static IReadOnlyList<string> Globs(string path)
    {
        if (path.AsSpan().IndexOfAny('*', '?', '[') < 0 || File.Exists(path) || Directory.Exists(path))
            return [path];
        var root = Path.GetPathRoot(path)!;
        IEnumerable<string> found = [root];
        foreach (var part in path[root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries))
            found = found.SelectMany(folder => Children(folder, part)).ToList();
        return found.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } matches ? matches : [path];
    }

    private static IEnumerable<string> Children(string folder, string part)
    {
        if (part.AsSpan().IndexOfAny('*', '?', '[') < 0)
            return Path.Join(folder, part) is var child && (File.Exists(child) || Directory.Exists(child)) ? [child] : [];
        var pattern = Pattern(part); // a shell's globs do not show hidden files
        return pattern is not null && Directory.Exists(folder)
            ? Directory.EnumerateFileSystemEntries(folder).Where(e => pattern.IsMatch(Path.GetFileName(e)) && (part[0] == '.' || Path.GetFileName(e)[0] != '.')) : [];
    }

    /// <summary>
    /// Globs over keys have the same signs, and more: what only they have is itself here, as is a bracket that nothing closes. Null for
    /// what matches nothing, such as [z-a].
    /// </summary>
    private static Storage.S3Glob? Pattern(string part)
    {
        var plain = part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("{", "\\{", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);
        try
        {
            return Storage.S3Glob.Parse(Unclosed().Replace(plain, "\\["));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\[(?![!^]?.[^\]]*\])", RegexOptions.CultureInvariant)]
    private static partial Regex Unclosed();

    [GeneratedRegex(@"\$(\{(?<name>[A-Za-z0-9_]+)\}|(?<name>[A-Za-z0-9_]+))", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();
}
