using Amazon.ElasticMapReduce.Model;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Cancels a job: the wish is recorded first, and carried out by whoever looks at the job next.</summary>
internal sealed partial class Canceller(JobStore jobs, EmrClients emr, EmrClusters clusters, TimeProvider time, ILogger<Canceller> logger)
{
    /// <summary>Records that nothing of the job may start any more. A job that has ended stays as it ended.</summary>
    public async Task<Stored<Job>> RequestAsync(Stored<Job> job, CancellationToken cancel)
    {
        job = await jobs.ChangeAsync(
            job, j => j.State.IsFinal() || j.CancelRequested is not null ? j : j with { CancelRequested = time.GetUtcNow() }, cancel);
        if (job.Value.State.IsFinal())
            return job;
        // "Look now" to SelectPool or TrackJobs, whichever has the job.
        await jobs.EnqueueAsync(job.Value, cancel);
        return job;
    }

    /// <summary>
    /// Asks EMR to end what the job has on its cluster: the cluster itself when it is the job's own. The job ends when its steps
    /// have; asking again until then does no harm.
    /// </summary>
    public async Task<Stored<Job>> CancelAsync(Stored<Job> job, CancellationToken cancel)
    {
        job = await jobs.ChangeAsync(job, j => JobLife.Settle(j, time.GetUtcNow()), cancel);
        if (job.Value.State.IsFinal() || job.Value.ClusterId is not { } cluster)
            return job;
        if (job.Value.ClusterUse != ClusterUse.Own)
        {
            await CancelStepsAsync(job.Value, cluster, cancel);
            return job;
        }
        await emr.Budget.TakeAsync("TerminateJobFlows", cancel);
        await clusters.TerminateAsync(cluster, cancel);
        return job;
    }

    private async Task CancelStepsAsync(Job job, string cluster, CancellationToken cancel)
    {
        var open = job.Steps.Where(s => s is { StepId: not null } && !s.State.IsFinal()).Select(s => s.StepId!).ToList();
        if (open.Count == 0)
            return;
        var answer = await emr.Reading.CancelStepsAsync(new CancelStepsRequest { ClusterId = cluster, StepIds = open }, cancel);
        foreach (var refused in (answer.CancelStepsInfoList ?? []).Where(i => i.Status?.Value == "FAILED"))
            LogNotCancelled(logger, refused.StepId, job.Id, refused.Reason);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "EMR does not cancel step {StepId} of {JobId}: {Reason}")]
    private static partial void LogNotCancelled(ILogger logger, string stepId, string jobId, string? reason);
}
