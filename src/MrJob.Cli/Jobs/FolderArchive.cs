using System.Formats.Tar;
using System.IO.Compression;

namespace MrJob.Cli.Jobs;

/// <summary>A folder packed as tar.gz in a temporary file, which goes with this object. The same files give the same bytes, so that they are uploaded once.</summary>
internal sealed class FolderArchive : IDisposable
{
    private FolderArchive(string path) => Path = path;

    public string Path { get; }

    /// <param name="scratch">Where the archive goes.</param>
    public static async Task<FolderArchive> CreateAsync(string folder, string scratch, CancellationToken cancel)
    {
        var archive = new FolderArchive(System.IO.Path.Combine(Directory.CreateDirectory(scratch).FullName, $"mrjob-{Guid.NewGuid():N}.tar.gz"));
        try
        {
            await using var file = File.Create(archive.Path);
            await using var zipped = new GZipStream(file, CompressionLevel.Fastest);
            await using var tar = new TarWriter(zipped, TarEntryFormat.Pax);
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                await AddAsync(tar, folder, path, cancel);
            return archive;
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Delete(Path);

    private static async Task AddAsync(TarWriter tar, string folder, string path, CancellationToken cancel)
    {
        await using var content = File.OpenRead(path);
        var name = System.IO.Path.GetRelativePath(folder, path).Replace(System.IO.Path.DirectorySeparatorChar, '/');
        // Times and owners are no content: with them each machine would have an archive of its own.
        var entry = new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = content, ModificationTime = DateTimeOffset.UnixEpoch,
            Mode = OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead : File.GetUnixFileMode(path),
        };
        await tar.WriteEntryAsync(entry, cancel);
    }
}
