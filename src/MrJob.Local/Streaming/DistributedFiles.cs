using MrJob.Local.S3;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming;

/// <summary>
/// The files of <c>-files</c> and <c>-archives</c>. As on YARN each is fetched once for the job, into a folder of its own, read-only and
/// executable, and appears in every task's working folder as a symbolic link.
/// </summary>
internal sealed class DistributedFiles(IObjectStore store, string folder)
{
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
            File.SetUnixFileMode(file, ArchiveFile.ReadAndExecute);
        links[name] = file;
    }

    /// <summary>Fetches and unpacks an archive: tasks see a folder of the archive's name. What is no archive stays a file.</summary>
    /// <exception cref="StreamingClientException">There is no such file, or it cannot be unpacked.</exception>
    public void AddArchive(string uri)
    {
        var archive = uri.Split('#')[0];
        if (!ArchiveFile.IsOne(archive))
        {
            AddFile(uri);
            return;
        }

        var (source, name) = Locate(uri);
        var unpacked = Directory.CreateDirectory(Path.Combine(NewFolder(), name)).FullName;
        Unpack(source, archive, unpacked);
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
        return (SourceFiles.Find(store, parts[0]) ?? throw new StreamingClientException(1, $"File {parts[0]} does not exist."), name);
    }

    private static void Unpack(string source, string archive, string folder)
    {
        try
        {
            ArchiveFile.Unpack(source, archive, folder);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new StreamingClientException(5, $"Error Launching job : {archive} cannot be unpacked: {e.Message}");
        }
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
