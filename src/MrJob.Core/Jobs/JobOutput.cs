using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Core.Logs;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>The output files of a job.</summary>
internal sealed class JobOutput(IAmazonS3 s3, TimeProvider time)
{
    /// <summary>How long a link works. It dies earlier with the role session that signed it.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromHours(1);

    /// <summary>Data files in key order, which is the order of reducers. Markers, logs and hidden files are no output.</summary>
    public async Task<IReadOnlyList<OutputFile>> ListAsync(Job job, CancellationToken cancel)
    {
        var folder = S3Uri.Parse(job.OutputDir).AsFolder();
        var files = new List<OutputFile>();
        await foreach (var found in s3.ListAllAsync(new ListObjectsV2Request { BucketName = folder.Bucket, Prefix = folder.Key }, cancel))
        {
            if (S3Uri.IsData(found.Key[folder.Key.Length..]))
                files.Add(new((folder with { Key = found.Key }).ToString(), found.Size ?? 0, await LinkAsync(folder.Bucket, found.Key)));
        }
        return files;
    }

    /// <summary>The logs with links.</summary>
    public async Task<IReadOnlyList<OutputFile>> LinksAsync(IEnumerable<LogFile> logs)
    {
        var linked = new List<OutputFile>();
        foreach (var log in logs)
        {
            var uri = S3Uri.Parse(log.Uri);
            linked.Add(new(log.Uri, log.Size, await LinkAsync(uri.Bucket, uri.Key)));
        }
        return linked;
    }

    /// <summary>A link by which anybody may read the object until it expires.</summary>
    public Task<string> LinkAsync(string bucket, string key) => s3.GetPreSignedURLAsync(new GetPreSignedUrlRequest
    {
        BucketName = bucket, Key = key, Verb = HttpVerb.GET, Expires = (time.GetUtcNow() + LinkLife).UtcDateTime,
        Protocol = s3.Config.ServiceURL?.StartsWith("http:", StringComparison.OrdinalIgnoreCase) == true ? Protocol.HTTP : Protocol.HTTPS,
    });
}

/// <summary>A file of output, or a log.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Url">A presigned link.</param>
internal sealed record OutputFile(string Uri, long Size, string Url);
