using System.Formats.Tar;
using System.IO.Compression;
using MrJob.Local.S3;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Streaming;

/// <summary>
/// The files of <c>-files</c> and <c>-archives</c>. As on YARN each is fetched once for the job, into a folder of its own, read-only and
/// executable, and appears in every task's working folder as a symbolic link.
/// </summary>
internal sealed class DistributedFiles(IObjectStore store, string folder)
{
    private const UnixFileMode ReadAndExecute = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly Dictionary<string, string> links = [];
    private int fetched;

    /// <summary>Fetches a file.</summary>
    /// <param name="uri">Of an object or a local file; <c>#name</c> at its end says what tasks see it as.</param>
    /// <exception cref="StreamingClientException">There is no such file.</exception>
    public void AddFile(string uri)
    {
        var (source, name) = Locate(uri);
        var file = Path.Combine(NewFolder(), name);
        File.Copy(source, file);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, ReadAndExecute);
        links[name] = file;
    }

    /// <summary>Fetches and unpacks an archive: tasks see a folder of the archive's name.</summary>
    public void AddArchive(string uri)
    {
        var (source, name) = Locate(uri);
        var unpacked = Directory.CreateDirectory(Path.Combine(NewFolder(), name)).FullName;
        Unpack(source, uri.Split('#')[0], unpacked);
        links[name] = unpacked;
    }

    /// <summary>Makes the files appear in a task's working folder.</summary>
    public void LinkInto(string workFolder)
    {
        foreach (var (name, target) in links)
            Link(Path.Combine(workFolder, name), target);
    }

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(folder, $"{fetched++}")).FullName;

    private (string Source, string Name) Locate(string uri)
    {
        var parts = uri.Split('#', 2);
        var name = parts.Length == 2 ? parts[1] : parts[0].TrimEnd('/').Split('/')[^1];
        if (name is "" or "." or ".." || name.Contains('/', StringComparison.Ordinal))
            throw new StreamingClientException(1, $"{uri}: the name after # must be a plain file name");
        return (SourceOf(parts[0]) ?? throw new StreamingClientException(1, $"File {parts[0]} does not exist."), name);
    }

    private string? SourceOf(string uri)
    {
        if (S3Path.TryParse(uri, out var path))
            return store.Find(path.Bucket, path.Key)?.File;
        var file = uri.StartsWith("file:", StringComparison.Ordinal) ? new Uri(uri).LocalPath : uri;
        return Path.IsPathFullyQualified(file) && File.Exists(file) ? file : null;
    }

    private static void Unpack(string source, string name, string target)
    {
        using var file = File.OpenRead(source);
        if (name.EndsWith(".zip", StringComparison.Ordinal) || name.EndsWith(".jar", StringComparison.Ordinal))
            ZipFile.ExtractToDirectory(file, target);
        else if (name.EndsWith(".tar", StringComparison.Ordinal))
            TarFile.ExtractToDirectory(file, target, overwriteFiles: true);
        else if (name.EndsWith(".tar.gz", StringComparison.Ordinal) || name.EndsWith(".tgz", StringComparison.Ordinal))
            UnpackGzip(file, target);
        else
            throw StreamingClientException.NotSupported($"the archive {name}; .zip, .jar, .tar, .tar.gz and .tgz are");
    }

    private static void UnpackGzip(Stream file, string target)
    {
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(plain, target, overwriteFiles: true);
    }

    private static void Link(string link, string target)
    {
        if (!OperatingSystem.IsWindows())
            File.CreateSymbolicLink(link, target);
        else if (File.Exists(target)) // links need a privilege there
            File.Copy(target, link);
        else
            Directory.CreateSymbolicLink(link, target);
    }
}
