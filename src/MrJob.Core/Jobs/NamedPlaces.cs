using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>A place on S3 that a request names.</summary>
/// <param name="Path">Of the member or option that names it.</param>
internal sealed record NamedPlace(string Path, S3Uri Uri);

/// <summary>Finds every place on S3 that a job or cluster names for the service, EMR or its tasks to read or write. What stands in arguments is the program's own.</summary>
internal static class NamedPlaces
{
    public static IEnumerable<NamedPlace> OfJob(JobSpec spec) => Parse(
    [
        .. Each("$.input", spec.Input),
        ("$.output_dir", spec.OutputDir),
        ("$.script", spec.Script),
        .. spec.Steps.Select((step, i) => step switch
        {
            JarStepSpec jar => ($"$.steps[{i}].jar", (string?)jar.Jar),
            SparkStepSpec spark => ($"$.steps[{i}].{(spark.MainClass is null ? "script" : "jar")}", spark.Application),
            _ => ($"$.steps[{i}]", null),
        }),
        ("$.options.cloud_tmp_dir", spec.Options.ClusterId is null ? null : spec.Options.CloudTmpDir), // or else it is among the cluster's
        ("$.options.hadoop_streaming_jar", spec.Options.HadoopStreamingJar),
        .. Each("$.options.libjars", spec.Options.Libjars),
        .. Each("$.options.py_files", spec.Options.PyFiles),
        .. Each("$.options.upload_archives", spec.Options.UploadArchives),
        .. Each("$.options.upload_dirs", spec.Options.UploadDirs),
        .. Each("$.options.upload_files", spec.Options.UploadFiles),
        .. References("$.options.setup", spec.Options.Setup),
    ]);

    public static IEnumerable<NamedPlace> OfCluster(JobOptions options) => Parse(
    [
        ("$.options.cloud_tmp_dir", options.CloudTmpDir),
        ("$.options.cloud_log_dir", options.CloudLogDir),
        .. Bootstrap(options),
    ]);

    /// <summary>The files that every node of a new cluster reads before Hadoop starts.</summary>
    public static IEnumerable<NamedPlace> OfBootstrap(JobOptions options) => Parse(Bootstrap(options));

    private static IEnumerable<(string Path, string? Uri)> Bootstrap(JobOptions options) =>
    [
        .. options.BootstrapActions.Select((action, i) => ($"$.options.bootstrap_actions[{i}]", ShellWords.Split(action) is [var script, ..] ? script : null)),
        .. References("$.options.bootstrap", options.Bootstrap),
    ];

    private static IEnumerable<(string Path, string? Uri)> Each(string path, IEnumerable<string> uris) => uris.Select((uri, i) => (JsonReader.Item(path, i), (string?)uri));

    private static IEnumerable<(string Path, string? Uri)> References(string path, IEnumerable<string> commands) =>
        commands.SelectMany((command, i) => ShellCommand.Parse(command).References.Select(r => (JsonReader.Item(path, i), (string?)r.Path)));

    private static IEnumerable<NamedPlace> Parse(IEnumerable<(string Path, string? Uri)> places)
    {
        foreach (var (path, text) in places)
        {
            if (S3Uri.TryParse(text, out var uri))
                yield return new(path, uri);
        }
    }
}
