using MrJob.Core.Pools;

namespace MrJob.Core.Jobs;

/// <summary>Learns that a job has ended: once, and after a crash perhaps again.</summary>
internal delegate void JobEnded(Job job);

/// <summary>Does what remains when a job has ended. Every part can be done again, so a crash in between costs nothing.</summary>
internal sealed class JobCloser(JobStore jobs, LeaseBook leases, Cleanup cleanup, JobEnded tell)
{
    /// <summary>Asks for the report.</summary>
    public async Task ReportAsync(Job job, CancellationToken cancel)
    {
        if (job is { Report: not { Final: true }, Spec.Options.ReadLogs: true } && job.Steps.Any(s => s.StepId is not null))
            await jobs.AskForReportAsync(job.Id, cancel);
    }

    /// <summary>Asks for the report, gives the cluster back, cleans up, and takes the job out of queue and active list, in this order.</summary>
    public async Task CloseAsync(Job job, CancellationToken cancel)
    {
        await ReportAsync(job, cancel);
        if (job.ClusterId is { } cluster)
        {
            if (job.ClusterUse != ClusterUse.Own)
                await leases.ReleaseAsync(cluster, job.Id, cancel);
            await jobs.DeactivateAsync(cluster, job.Id, cancel);
        }
        await cleanup.AfterJobAsync(job, cancel);
        tell(job);
        await jobs.DequeueAsync(job.Id, job.Created, cancel);
        if (job is { ClusterId: not null, ClusterUse: not ClusterUse.Own })
            await jobs.NudgeQueueAsync(cancel);
    }
}
