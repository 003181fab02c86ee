using Amazon.S3;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>
/// Looks whether a job's inputs are there, and its output is not, before the job is accepted: Hadoop would find that out only when a cluster has started.
/// </summary>
internal sealed class PathChecker(S3Files files)
{
    private const int AtOnce = 8;

    public async Task<IReadOnlyList<Fault>> CheckAsync(Job job, CancellationToken cancel) =>
        [.. await InputsAsync(job, cancel), .. await OutputAsync(job, cancel)];

    /// <summary>A fault for each input on S3 that is no object, no folder with objects, and no glob that matches one. Other file systems are the cluster's.</summary>
    private async Task<IReadOnlyList<Fault>> InputsAsync(Job job, CancellationToken cancel)
    {
        if (!job.Spec.Options.CheckInputPaths)
            return [];
        var faults = new Fault?[job.Spec.Input.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        await Parallel.ForAsync(0, faults.Length, options, async (i, token) => faults[i] = await InputAsync(job.Spec.Input[i], i, token));
        return [.. faults.OfType<Fault>()];
    }

    private async Task<Fault?> InputAsync(string input, int index, CancellationToken cancel)
    {
        var path = JsonReader.Item("$.input", index);
        if (!S3Uri.TryParse(input, out var uri))
            return null;
        try
        {
            await foreach (var _ in files.GlobEntriesAsync(uri, cancel))
                return null;
            return new(path, $"matches nothing: {input}. With the option check_input_paths: false the job runs all the same");
        }
        catch (FormatException e) // a malformed glob
        {
            return new(path, e.Message);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "NoSuchBucket" or "AccessDenied")
        {
            return new(path, $"cannot be read: {input}: {e.Message}");
        }
    }

    /// <summary>A fault when the output folder holds anything: Hadoop writes into no folder that exists.</summary>
    private async Task<IReadOnlyList<Fault>> OutputAsync(Job job, CancellationToken cancel)
    {
        const string path = "$.output_dir";
        if (job.Spec.OutputDir is not { } output)
            return [];
        try
        {
            await foreach (var _ in files.ListFolderAsync(S3Uri.Parse(output), cancel))
                return [new(path, $"exists already: {output}. Hadoop writes into a new folder only")];
            return [];
        }
        catch (AmazonS3Exception e) when (e.ErrorCode is "NoSuchBucket" or "AccessDenied")
        {
            return [new(path, $"cannot be looked at: {output}: {e.Message}")];
        }
    }
}
