using MrJob.Local.Emr.Steps.Files;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Emr.Steps.Shell;

/// <summary>The commands of <c>hadoop fs</c> that copy: <c>put</c>, <c>get</c>, <c>cp</c> and <c>mv</c>.</summary>
internal sealed class FileShellCopies(ClusterFiles files, string folder)
{
    private readonly FileTree tree = new(files);
    private readonly CopyFile copy = new(files, folder);

    public async Task PutAsync(string command, IReadOnlyList<string> paths, bool force, CancellationToken cancel)
    {
        foreach (var source in paths.SkipLast(1))
        {
            var local = LocalPath(source);
            var inside = File.Exists(local) ? [local]
                : Directory.Exists(local) ? Directory.GetFiles(local, "*", SearchOption.AllDirectories)
                : throw FileShellException.Missing(command, source);
            var target = Target(command, paths[^1], Path.GetFileName(Path.TrimEndingDirectorySeparator(local)), force);
            foreach (var file in inside)
                await copy.ToAsync(file, Place(target, Path.GetRelativePath(local, file)), cancel);
        }
    }

    public Task GetAsync(string command, string path, string target, bool force)
    {
        foreach (var found in tree.Require(command, path))
        {
            var local = Directory.Exists(LocalPath(target)) ? Path.Combine(LocalPath(target), found.Name) : LocalPath(target);
            foreach (var (file, place) in tree.Below(found))
            {
                var to = place.Length == 0 ? local : Path.Combine(local, place);
                if (File.Exists(to) && !force)
                    throw FileShellException.Exists(command, to);
                Directory.CreateDirectory(Path.GetDirectoryName(to)!);
                File.Copy(file.File, to, overwrite: true);
            }
        }

        return Task.CompletedTask;
    }

    public async Task CopyAsync(string command, IReadOnlyList<string> paths, bool force, CancellationToken cancel)
    {
        foreach (var source in paths.SkipLast(1).SelectMany(path => tree.Require(command, path)))
        {
            var target = Target(command, paths[^1], source.Name, force);
            if ((target + "/").StartsWith(source + "/", StringComparison.Ordinal))
                throw FileShellException.Of(command, source.ToString(), $"Is the same as, or holds, {target}");
            foreach (var (file, place) in tree.Below(source))
                await copy.ToAsync(file.File, Place(target, place), cancel);
            if (command == "mv")
                tree.Remove(command, source);
        }
    }

    private static HadoopPath Place(HadoopPath target, string place) =>
        place is "" or "." ? target : target.Child(place.Replace(Path.DirectorySeparatorChar, '/'));

    /// <summary>Where a copy goes: into the target if that is a folder, else in its place.</summary>
    private HadoopPath Target(string command, string target, string name, bool force)
    {
        var path = HadoopPath.Parse(target);
        if (tree.File(path) is null && tree.IsFolder(path))
            path = path.Child(name);
        return tree.File(path) is null || force ? path : throw FileShellException.Exists(command, path.ToString());
    }

    private string LocalPath(string path) => Path.GetFullPath(
        path.StartsWith("file:", StringComparison.Ordinal) && Uri.TryCreate(path, UriKind.Absolute, out var uri) ? uri.LocalPath : path,
        Directory.CreateDirectory(folder).FullName);
}
