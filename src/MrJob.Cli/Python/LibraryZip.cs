using System.IO.Compression;

namespace MrJob.Cli.Python;

/// <summary>The mrjob library of this machine as <c>mrjob.zip</c>, in a folder that goes with this object. The same library gives the same bytes, so that it is uploaded once.</summary>
internal sealed class LibraryZip : IDisposable
{
    // The earliest time that a zip can say. Times are no content: with them each machine would have a zip of its own.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder;

    private LibraryZip(string folder) => _folder = folder;

    public string Path => System.IO.Path.Combine(_folder, "mrjob.zip");

    /// <param name="package">The package's folder, whose name is the package's.</param>
    /// <param name="scratch">Where the zip goes; null for the system's folder.</param>
    /// <exception cref="CommandException">The library is in no folder.</exception>
    public static async Task<LibraryZip> CreateAsync(string package, string? scratch, CancellationToken cancel)
    {
        if (!Directory.Exists(package))
            throw new CommandException(ExitCodes.BadUsage, $"mrjob is not a folder but in an archive: {package}. Give that to the tasks: --py-file ARCHIVE --no-bootstrap-mrjob");
        var folder = scratch is null ? Directory.CreateTempSubdirectory("mrjob-").FullName
            : Directory.CreateDirectory(System.IO.Path.Combine(scratch, $"mrjob-{Guid.NewGuid():N}")).FullName;
        var zip = new LibraryZip(folder);
        try
        {
            await using var file = File.Create(zip.Path);
            using var archive = new ZipArchive(file, ZipArchiveMode.Create);
            foreach (var path in Files(package))
                await AddAsync(archive, package, path, cancel);
            return zip;
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Without what Python compiled for itself.</summary>
    private static IEnumerable<string> Files(string package) => Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories)
        .Where(f => !f.EndsWith(".pyc", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static async Task AddAsync(ZipArchive archive, string package, string path, CancellationToken cancel)
    {
        var name = System.IO.Path.GetRelativePath(System.IO.Path.GetDirectoryName(package)!, path).Replace(System.IO.Path.DirectorySeparatorChar, '/');
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = NoTime;
        entry.ExternalAttributes = 0;
        await using var content = File.OpenRead(path);
        await using var to = await entry.OpenAsync(cancel);
        await content.CopyToAsync(to, cancel);
    }
}
