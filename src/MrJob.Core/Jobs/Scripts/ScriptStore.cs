using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs.Scripts;

/// <summary>Puts the scripts on S3 that a job's tasks or a cluster's nodes run. Putting one again changes nothing: its content follows from the job.</summary>
internal sealed class ScriptStore(IAmazonS3 s3, ServiceSettings settings)
{
    /// <summary>All scripts of the job, and of the cluster that it may have to start.</summary>
    public async Task WriteAsync(Job job, CancellationToken cancel)
    {
        foreach (var script in JobScripts.Of(job))
            await PutAsync(script, cancel);
        if (job.Spec.Options.ClusterId is null)
            await WriteAsync(job.Spec.Options, cancel);
    }

    /// <summary>The bootstrap script of a cluster, if it has one.</summary>
    public async Task WriteAsync(JobOptions options, CancellationToken cancel)
    {
        if (JobScripts.Bootstrap(options, settings) is { } script)
            await PutAsync(script, cancel);
    }

    private Task PutAsync(ScriptFile script, CancellationToken cancel) => s3.PutObjectAsync(
        new PutObjectRequest { BucketName = script.Uri.Bucket, Key = script.Uri.Key, ContentBody = script.Text, ContentType = "text/x-shellscript" }, cancel);
}

/// <summary>A text that belongs on S3.</summary>
internal sealed record ScriptFile(S3Uri Uri, string Text);
