using System.Runtime.CompilerServices;
using System.Text;
using Amazon.S3;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>
/// The list of a job's input files, a line each, which a step with <c>input_manifest</c> reads in place of them: each of its mappers gets one line and
/// fetches that file.
/// </summary>
internal sealed class InputManifest(S3Files files)
{
    /// <summary>A manifest is held in memory while it is made.</summary>
    private const int MostFiles = 100_000;

    public static bool IsUsed(JobSpec spec) => spec.Steps[0] is StreamingStepSpec { InputManifest: true };

    public static S3Uri Uri(Job job) => S3Uri.Parse(job.ScratchDir) / "input-manifest.txt";

    /// <summary>Lists the files that the inputs name, and writes the list.</summary>
    /// <returns>Why that cannot be done, or null.</returns>
    public async Task<Fault?> WriteAsync(Job job, CancellationToken cancel)
    {
        if (!IsUsed(job.Spec))
            return null;
        var lines = new StringBuilder();
        var count = 0;
        foreach (var input in job.Spec.Input)
        {
            if (!S3Uri.TryParse(input, out var uri))
            {
                lines.Append(input).Append('\n'); // a file of the cluster's, as it is
                continue;
            }
            try
            {
                await foreach (var file in DataAsync(uri, cancel))
                {
                    if (++count > MostFiles)
                        return new("$.input", $"has more than {MostFiles} files, which is the most that a step with input_manifest takes");
                    lines.Append(file.Uri).Append('\n');
                }
            }
            catch (Exception e) when (e is FormatException or AmazonS3Exception { ErrorCode: "NoSuchBucket" or "AccessDenied" })
            {
                return new("$.input", $"cannot be listed, as input_manifest has to: {input}: {e.Message}");
            }
        }
        await files.WriteAsync(Uri(job), Encoding.UTF8.GetBytes(lines.ToString()), cancel);
        return null;
    }

    /// <summary>The files that Hadoop would read: matching ones, and those right in matching folders.</summary>
    private async IAsyncEnumerable<S3File> DataAsync(S3Uri input, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in files.GlobEntriesAsync(input, cancel))
        {
            if (entry.File is { } file)
                yield return file;
            else
                await foreach (var found in files.EntriesAsync(entry.Uri, cancel))
                {
                    if (found.File is { } inside && S3Uri.IsData(inside.Uri.Key))
                        yield return inside;
                }
        }
    }
}
