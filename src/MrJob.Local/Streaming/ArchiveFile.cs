using System.Formats.Tar;
using System.IO.Compression;

namespace MrJob.Local.Streaming;

/// <summary>Unpacks archives as YARN does for its containers (<c>FSDownload</c>), by the ending of the name in small letters.</summary>
internal static class ArchiveFile
{
    public const UnixFileMode ReadAndExecute = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly string[] Zipped = [".zip", ".jar"];
    private static readonly string[] Gzipped = [".tar.gz", ".tgz"];

    /// <summary>Whether the name is one of an archive. YARN passes on any other file as it is.</summary>
    public static bool IsOne(string name) => Zipped.Concat(Gzipped).Append(".tar").Any(ending => Ends(name, ending));

    /// <summary>Unpacks all of it; files become read-only and executable, as YARN makes them.</summary>
    /// <exception cref="IOException">It is damaged, or something in it would be, or link to, outside the folder.</exception>
    /// <exception cref="InvalidDataException">It is no such archive.</exception>
    public static void Unpack(string source, string name, string folder)
    {
        using var file = File.OpenRead(source);
        if (Zipped.Any(ending => Ends(name, ending)))
            ZipFile.ExtractToDirectory(file, folder);
        else if (Gzipped.Any(ending => Ends(name, ending)))
            Untar(new GZipStream(file, CompressionMode.Decompress), folder);
        else
            Untar(file, folder);
        if (!OperatingSystem.IsWindows())
            SetModes(folder);
    }

    private static bool Ends(string name, string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static void Untar(Stream archive, string folder)
    {
        using (archive)
            TarFile.ExtractToDirectory(archive, folder, overwriteFiles: true);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void SetModes(string folder)
    {
        File.SetUnixFileMode(folder, ReadAndExecute | UnixFileMode.UserWrite);
        foreach (var inside in new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(inside => inside.LinkTarget is null))
        {
            if (inside is DirectoryInfo)
                SetModes(inside.FullName);
            else
                File.SetUnixFileMode(inside.FullName, ReadAndExecute);
        }
    }
}
