using System.IO.Compression;
using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Core.Storage;

namespace MrJob.Core.Logs;

/// <summary>Finds and reads logs that EMR copied to S3.</summary>
internal sealed class LogFiles(IAmazonS3 s3)
{
    /// <summary>Only the end of a longer log is kept: the error that ended a task is there.</summary>
    private const int MaxLines = 20_000;

    public async Task<IReadOnlyList<LogFile>> ListAsync(S3Uri folder, CancellationToken cancel)
    {
        var found = new List<LogFile>();
        try
        {
            await foreach (var log in s3.ListAllAsync(new ListObjectsV2Request { BucketName = folder.Bucket, Prefix = folder.Key }, cancel))
                found.Add(new((folder with { Key = log.Key }).ToString(), log.Size ?? 0));
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            // a bucket that is gone, or that the service may not read: no logs are to be had there
        }
        return found;
    }

    /// <summary>The log's last lines, unpacked if its name ends in <c>.gz</c>. What is not UTF-8 is shown as replacement characters.</summary>
    public async Task<IReadOnlyList<string>> ReadAsync(LogFile log, CancellationToken cancel)
    {
        var uri = S3Uri.Parse(log.Uri);
        using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = uri.Bucket, Key = uri.Key }, cancel);
        await using var stream = uri.Key.EndsWith(".gz", StringComparison.Ordinal)
            ? new GZipStream(response.ResponseStream, CompressionMode.Decompress) : response.ResponseStream;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = new Queue<string>();
        try
        {
            while (await reader.ReadLineAsync(cancel) is { } line)
            {
                lines.Enqueue(line);
                if (lines.Count > MaxLines)
                    lines.Dequeue();
            }
        }
        catch (InvalidDataException)
        {
            // EMR may have copied the log while it was being written: what could be unpacked is what there is.
            lines.Enqueue("(the rest of this log cannot be unpacked)");
        }
        return [.. lines];
    }
}
