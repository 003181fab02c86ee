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

        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "fetched")).FullName, uri.Split('/')[^1]);
        File.Copy(source, file, overwrite: true);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
