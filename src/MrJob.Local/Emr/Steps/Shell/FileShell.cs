using MrJob.Local.Emr.Steps.Files;
using MrJob.Local.S3;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Emr.Steps.Shell;

/// <summary>The commands of <c>hadoop fs</c> that job flows use, with the words of its <c>FsShell</c>.</summary>
/// <param name="folder">Where relative local paths start.</param>
/// <param name="stdout">The log that output goes to.</param>
internal sealed class FileShell(ClusterFiles files, string folder, string stdout)
{
    private readonly FileTree tree = new(files);
    private readonly FileShellCopies copies = new(files, folder);

    /// <exception cref="FileShellException">The command failed.</exception>
    public Task RunAsync(IReadOnlyList<string> args, CancellationToken cancel)
    {
        var command = args.Count > 0 ? args[0].TrimStart('-') : "";
        List<string> options = [.. args.Skip(1).TakeWhile(arg => arg.StartsWith('-') && arg.Length > 1)];
        List<string> paths = [.. args.Skip(1 + options.Count)];
        return (command, paths.Count) switch
        {
            ("ls", _) => ListAsync(paths.Count == 0 ? [HadoopPath.Home] : paths, options.Contains("-R")),
            ("cat", > 0) => CatAsync(paths, cancel),
            ("mkdir", > 0) => MakeFoldersAsync(paths, options.Contains("-p")),
            ("rm", > 0) => RemoveAsync(paths, options),
            ("test", 1) => TestAsync(paths[0], options),
            ("put" or "copyFromLocal", > 1) => copies.PutAsync(command, paths, options.Contains("-f"), cancel),
            ("get" or "copyToLocal", 2) => copies.GetAsync(command, paths[0], paths[1], options.Contains("-f")),
            ("cp" or "mv", > 1) => copies.CopyAsync(command, paths, options.Contains("-f"), cancel),
            _ => throw FileShellException.Unknown(command, paths.Count),
        };
    }

    private async Task ListAsync(IEnumerable<string> paths, bool recursive)
    {
        foreach (var path in paths.SelectMany(path => tree.Require("ls", path)))
            await PrintAsync(tree.File(path) is { } file
                ? FolderListing.Line(new InputFile(path, file))
                : FolderListing.OfFolder(path, files.List(path.Bucket, path.FolderPrefix), recursive));
    }

    private async Task CatAsync(IEnumerable<string> paths, CancellationToken cancel)
    {
        await using var output = new FileStream(stdout, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        foreach (var path in paths.SelectMany(path => tree.Require("cat", path)))
        {
            await using var content = File.OpenRead(tree.RequireFile("cat", path).File);
            await content.CopyToAsync(output, cancel);
        }
    }

    private Task MakeFoldersAsync(IEnumerable<string> paths, bool withParents)
    {
        foreach (var path in paths)
            MakeFolder(path, HadoopPath.Parse(path), withParents);
        return Task.CompletedTask;
    }

    /// <summary>On S3 a folder needs no making.</summary>
    private void MakeFolder(string path, HadoopPath folder, bool withParents)
    {
        var parent = folder.At(folder.Key[..Math.Max(0, folder.Key.LastIndexOf('/'))]);
        if (tree.File(folder) is not null || (!withParents && tree.IsFolder(folder)))
            throw FileShellException.Exists("mkdir", path);
        if (!folder.IsHdfs)
            return;
        if (!withParents && parent.Key.Length > 0 && !tree.IsFolder(parent))
            throw FileShellException.Missing("mkdir", path);
        files.Hdfs.MakeFolder(folder.Key);
    }

    private async Task RemoveAsync(IEnumerable<string> paths, List<string> options)
    {
        var recursive = options.Contains("-r") || options.Contains("-R");
        foreach (var path in paths.Where(path => !options.Contains("-f") || tree.Find(HadoopPath.Parse(path)).Count > 0))
            foreach (var found in tree.Require("rm", path))
            {
                if (!recursive)
                    tree.RequireFile("rm", found);
                tree.Remove("rm", found);
                await PrintAsync($"Deleted {found}\n");
            }
    }

    private Task TestAsync(string path, List<string> options)
    {
        var parsed = HadoopPath.Parse(path);
        var file = tree.File(parsed);
        var holds = options is [var option] && option switch
        {
            "-e" => file is not null || tree.IsFolder(parsed),
            "-d" => file is null && tree.IsFolder(parsed),
            "-f" => file is not null,
            "-z" => file is { Size: 0 },
            "-s" => file is { Size: > 0 },
            _ => throw new FileShellException($"test: Illegal option {option}", 255),
        };
        return holds ? Task.CompletedTask : throw new FileShellException($"test {string.Join(' ', options)} {path}: it is not so");
    }

    private Task PrintAsync(string text) => File.AppendAllTextAsync(stdout, text);
}
