using MrJob.Local.S3;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Streaming;

/// <summary>Finds what a step is shipped with: scripts, jars and archives on S3, on the cluster's HDFS or on this machine.</summary>
internal static class SourceFiles
{
    /// <summary>The file with the content; null when there is none. Without a scheme it is one of this machine, by its whole path.</summary>
    /// <exception cref="StreamingClientException">The scheme is of no file system that we have.</exception>
    public static string? Find(IObjectStore store, string uri) => HadoopPath.SchemeOf(uri) switch
    {
        null => Local(uri),
        "file" => Uri.TryCreate(uri, UriKind.Absolute, out var file) ? Local(file.LocalPath) : null,
        { Length: 1 } when OperatingSystem.IsWindows() => Local(uri),
        _ => Stored(store, HadoopPath.Parse(uri)),
    };

    private static string? Local(string file) => Path.IsPathFullyQualified(file) && File.Exists(file) ? file : null;

    private static string? Stored(IObjectStore store, HadoopPath path) => store.Find(path.Bucket, path.Key)?.File;
}
