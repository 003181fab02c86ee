using System.Globalization;
using MrJob.Local.Emr.Steps.Files;
using MrJob.Local.S3;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;

namespace MrJob.Local.Emr.Steps;

/// <summary><c>s3-dist-cp</c>: copies files between S3 and HDFS, with the folders that they are in.</summary>
internal sealed class DistCpStep(StepContext context)
{
    private const string Logger = "com.amazon.elasticmapreduce.s3distcp.S3DistCp";

    public async Task<StepResult> RunAsync(IReadOnlyList<string> args, CancellationToken cancel)
    {
        context.Logs.Syslog(Logger, $"Running with args: {string.Join(' ', args)}");
        var options = DistCpOptions.Parse(args);
        var found = Find(options);
        var chosen = found.Where(file => options.Pattern?.IsMatch(file.Path.ToString()) is not false).ToList();
        var copy = new CopyFile(context.Files, Path.Combine(context.Folder, "copies"));
        foreach (var file in chosen)
            await copy.ToAsync(file.Object.File, TargetOf(file.Path, options), cancel);
        if (options.DeleteOnSuccess)
            foreach (var file in chosen)
                context.Files.Delete(file.Object.Bucket, file.Object.Key);
        context.Logs.Syslog(Logger, string.Create(
            CultureInfo.InvariantCulture, $"Copied {chosen.Count} of {found.Count} files, {chosen.Sum(file => file.Object.Size)} bytes"));
        return StepResult.Success;
    }

    private static HadoopPath TargetOf(HadoopPath file, DistCpOptions options) =>
        options.Target.Child(file == options.Source ? file.Name : file.Key[options.Source.FolderPrefix.Length..]);

    /// <summary>The files of the source. On a rerun it may be gone: the run that was cut off had copied all and was deleting.</summary>
    /// <exception cref="StreamingClientException">There is nothing of that name.</exception>
    private List<InputFile> Find(DistCpOptions options)
    {
        var (tree, source) = (new FileTree(context.Files), options.Source);
        if (tree.File(source) is { } single)
            return [new InputFile(source, single)];
        return tree.IsFolder(source) ? [.. tree.FilesIn(source)]
            : context.Step.Rerun && options.DeleteOnSuccess ? []
            : throw new StreamingClientException(1, $"s3-dist-cp: Input path does not exist: {source}");
    }
}
