using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Removes what a job asks to have removed when it has ended: the options <c>cleanup</c> and <c>cleanup_on_failure</c>. Every part can be done again.</summary>
internal sealed partial class Cleanup(S3Files files, ClusterService clusters, ILogger<Cleanup> logger)
{
    /// <summary>When the job has ended: what its steps wrote for each other, and the cluster.</summary>
    public async Task AfterJobAsync(Job job, CancellationToken cancel)
    {
        if (CleanupRules.RemovesScratch(job))
            await TryAsync(job, () => files.DeleteAsync(UrisAsync(StepBuilder.IntermediateFolder(job), cancel), cancel));
        if (CleanupRules.TerminatesCluster(job))
            await TryAsync(job, async () =>
            {
                if (await clusters.TerminateAsync(job.ClusterId!, name: null, force: false, cancel) is { } refusal)
                    LogLeft(logger, job.Id, $"cluster {job.ClusterId}: {refusal}");
            });
    }

    /// <summary>What will never be allowed is left where it is, and said; it must not keep a job from being closed. Anything else is tried again with the closing.</summary>
    private async Task TryAsync(Job job, Func<Task> remove)
    {
        try
        {
            await remove();
        }
        catch (AmazonServiceException e) when (e is DeleteObjectsException || AskFailures.IsRefusal(e) || e.ErrorCode is "AccessDenied" or "AccessDeniedException" or "NoSuchBucket")
        {
            LogLeft(logger, job.Id, e.Message);
        }
    }

    /// <summary>When the final report is written: the logs it was made from, and of those that are there twice, pushed and copied by EMR, the other one too.</summary>
    public async Task AfterReportAsync(Job job, IEnumerable<string> logs, CancellationToken cancel)
    {
        if (CleanupRules.RemovesLogs(job))
            await TryAsync(job, () => files.DeleteAsync(logs.SelectMany(Copies).Select(S3Uri.Parse).ToAsyncEnumerable(), cancel));
    }

    private static string[] Copies(string log) => [log, log.EndsWith(".gz", StringComparison.Ordinal) ? log[..^".gz".Length] : log + ".gz"];

    private async IAsyncEnumerable<S3Uri> UrisAsync(S3Uri folder, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var file in files.ListAsync(folder, cancel))
            yield return file.Uri;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "After {JobId} something is left that it asks to have removed: {Why}")]
    private static partial void LogLeft(ILogger logger, string jobId, string why);
}

/// <summary>What a job that has ended asks to have removed. Pure.</summary>
internal static class CleanupRules
{
    /// <summary>On a cluster of its own the steps wrote to HDFS, which is gone with the cluster; a single step wrote for nobody.</summary>
    public static bool RemovesScratch(Job job) => job is { ClusterId: not null, ClusterUse: not ClusterUse.Own, Steps.Count: > 1 } && Wants(job, "CLOUD_TMP", "TMP", "ALL");

    public static bool RemovesLogs(Job job) => Wants(job, "LOGS", "ALL");

    /// <summary>Only where it is asked for by name: a cluster of the job's own ends by itself, and any other is there to stay.</summary>
    public static bool TerminatesCluster(Job job) => job is { ClusterId: not null, ClusterUse: not ClusterUse.Own } && Wants(job, "CLUSTER");

    private static bool Wants(Job job, params string[] kinds)
    {
        var asked = job.State == JobState.Completed ? job.Spec.Options.Cleanup : job.Spec.Options.CleanupOnFailure;
        return asked.Any(kinds.Contains);
    }
}
