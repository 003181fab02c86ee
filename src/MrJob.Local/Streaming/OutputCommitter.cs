using System.Globalization;
using MrJob.Local.S3;
using MrJob.Local.Streaming.Arguments;
using MrJob.Local.Streaming.Input;
using MrJob.Local.Streaming.Records;

namespace MrJob.Local.Streaming;

/// <summary>
/// Puts a job's part files in its output folder once all tasks have succeeded, and <c>_SUCCESS</c> last, as Hadoop's
/// <c>FileOutputCommitter</c> (version 1). A commit that was cut off left its mark in the step's folder, so that a rerun knows
/// the objects that it left as its own. <c>NullOutputFormat</c> has no parts and checks nothing, but is marked like the others.
/// </summary>
internal sealed class OutputCommitter(IObjectStore store, HadoopPath output, string stepFolder, PartFormat format)
{
    private const string MarkName = "committing";

    private string Mark => Path.Combine(stepFolder, MarkName);

    /// <summary>Drops what an interrupted commit of this very step to this output has left.</summary>
    public void DropOwnLeftovers()
    {
        if (!File.Exists(Mark) || File.ReadAllText(Mark) != output.ToString())
            return;
        foreach (var left in store.List(output.Bucket, output.FolderPrefix).Reverse()) // folders come before what is in them
            store.Delete(left.Bucket, left.Key);
        File.Delete(Mark);
    }

    /// <exception cref="StreamingClientException">In Hadoop's words: the output exists, or its bucket does not.</exception>
    public void Check()
    {
        if (!store.BucketExists(output.Bucket))
            throw new StreamingClientException(5, $"Error Launching job : The specified bucket does not exist: {output.Bucket}");
        if (format.IsKept && Exists())
            throw new StreamingClientException(
                4, $"Error launching job , Output path already exists : Output directory {output} already exists", "Output directory already exists.");
    }

    /// <summary>Moves the part files to the output folder, in order.</summary>
    public async Task CommitAsync(IReadOnlyList<string> parts, bool markSuccess, CancellationToken cancel)
    {
        if (format.IsKept)
            await CommitPartsAsync(parts, cancel);
        if (markSuccess)
            await ImportSuccessAsync(cancel);
    }

    private async Task CommitPartsAsync(IReadOnlyList<string> parts, CancellationToken cancel)
    {
        await WriteMarkAsync(cancel);
        for (var i = 0; i < parts.Count; i++)
            await store.ImportAsync(output.Bucket, output.Child($"part-{i.ToString("00000", CultureInfo.InvariantCulture)}{format.Ending}").Key, parts[i], cancel);
    }

    private bool Exists() => output.Key.Length == 0 || store.Find(output.Bucket, output.Key) is not null
        || store.Find(output.Bucket, output.Key + "_$folder$") is not null || store.List(output.Bucket, output.FolderPrefix).Count > 0;

    private async Task ImportSuccessAsync(CancellationToken cancel)
    {
        var empty = Path.Combine(stepFolder, "success");
        await File.WriteAllBytesAsync(empty, [], cancel);
        await store.ImportAsync(output.Bucket, output.FolderPrefix + "_SUCCESS", empty, cancel);
    }

    /// <summary>The mark must be on disk before the first part is.</summary>
    private async Task WriteMarkAsync(CancellationToken cancel)
    {
        await using var mark = new FileStream(Mark, FileMode.Create);
        await mark.WriteAsync(System.Text.Encoding.UTF8.GetBytes(output.ToString()), cancel);
        mark.Flush(flushToDisk: true);
    }
}
