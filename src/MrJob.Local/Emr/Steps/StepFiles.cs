using System.Globalization;
using MrJob.Local.S3;
using MrJob.Local.Streaming;

namespace MrJob.Local.Emr.Steps;

/// <summary>Fetches a step's script or jar, from S3, HDFS or this machine.</summary>
internal static class StepFiles
{
    /// <summary>A copy in the folder, executable by its owner; null when there is no such object or file.</summary>
    public static string? Fetch(IObjectStore store, string uri, string folder)
    {
        if (SourceFiles.Find(store, uri) is not { } source)
            return null;

        // Each in a folder of its own: two may have the same name.
        var all = Directory.CreateDirectory(Path.Combine(folder, "fetched"));
        var own = all.CreateSubdirectory(all.GetDirectories().Length.ToString(CultureInfo.InvariantCulture));
        var file = Path.Combine(own.FullName, uri.Split('/')[^1]);
        File.Copy(source, file);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
