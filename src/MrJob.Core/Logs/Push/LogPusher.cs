using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Logs.Push;

/// <summary>Has clusters copy logs to S3 now: by themselves when a job failed on a cluster that stays up, and when somebody asks.</summary>
internal sealed partial class LogPusher(
    EmrClients emr, EmrSteps steps, EmrClusters clusters, JobStore jobs, LeaseBook leases, ClusterDirectory directory, StorageClock clock, ServiceSettings settings,
    TimeProvider time, ILogger<LogPusher> logger)
{
    private const string ByHand = "push-logs";

    /// <summary>
    /// Before a job that failed gives its cluster back: asks for its logs, once, and then looks whether they are copied. While they are not, the
    /// job keeps the cluster, so that nobody else's step waits behind the copying.
    /// </summary>
    public async Task<Stored<Job>> AfterFailureAsync(Stored<Job> job, CancellationToken cancel)
    {
        if (PushRules.Wants(job.Value) && await FolderAsync(job.Value, cancel) is { } folder)
            return await AskAsync(job, folder, cancel);
        if (job.Value.Push is not { IsDone: false, StepId: { } step } push)
            return job;
        var isDone = clock.Now >= push.At + PushRules.Patience
            || (await steps.ByIdAsync(job.Value.ClusterId!, [step], cancel)).All(s => s.Status?.State?.Value is not ("PENDING" or "RUNNING" or "CANCEL_PENDING"));
        return isDone ? await jobs.ChangeAsync(job, j => j.Push is { IsDone: false } p ? j with { Push = p with { IsDone = true } } : j, cancel) : job;
    }

    /// <summary>Has the cluster of a job copy the logs of its steps, when somebody asks.</summary>
    /// <param name="force">Although steps of others may have to wait for it.</param>
    /// <returns>The id of the step that copies, or why there is none.</returns>
    public async Task<(string? StepId, string? Refusal)> PushAsync(Job job, bool force, CancellationToken cancel)
    {
        if (job.ClusterId is not { } cluster || !job.Steps.Any(s => s.StepId is not null))
            return (null, $"no step of the job has been sent to a cluster: it is {job.State.ToString().ToUpperInvariant()}");
        var described = await clusters.DescribeAsync(cluster, cancel);
        if (described.Status?.State?.Value is not ("WAITING" or "RUNNING") and var state)
            return (null, $"cluster {cluster} is {state}: it runs no more steps, and EMR copies its logs by itself");
        if (!S3Uri.TryParse(described.LogUri, out var logUri))
            return (null, $"cluster {cluster} keeps no logs on S3 (it has no LogUri)");
        var folder = (logUri / (cluster + "/")).ToString();
        if (force)
            return (await AddAsync(job, folder, clock.Now + settings.Timings.CallTime, cancel), null);
        if ((await steps.ActiveAsync(cluster, cancel)).Count > 0)
            return (null, $"a step is running or waiting on {cluster}");
        if (await leases.AcquireAsync(cluster, ByHand, LeasePurpose.Join, cancel) is not { } lease)
            return (null, $"another job has {cluster}, or is about to join it");
        var (added, isTaken) = await UnderAsync(lease, deadline => AddAsync(job, folder, deadline, cancel), calling => leases.ReleaseAsync(calling, cancel), cancel);
        return isTaken ? (null, $"another job has just joined {cluster}") : (added, null);
    }

    private async Task<Stored<Job>> AskAsync(Stored<Job> job, string folder, CancellationToken cancel)
    {
        string? step = null;
        try
        {
            step = await UnderOwnLeaseAsync(job.Value, folder, cancel);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or TimeoutException && !cancel.IsCancellationRequested)
        {
            LogNotPushed(logger, job.Value.Id, job.Value.ClusterId!, e.Message); // EMR copies them by itself, only later
        }
        return await jobs.ChangeAsync(job, j => j.Push is null ? j with { Push = new(step, clock.Now, IsDone: step is null) } : j, cancel);
    }

    /// <summary>The job may hold its cluster; where several share one it has only a slot, and needs the lease for the moment.</summary>
    private async Task<string?> UnderOwnLeaseAsync(Job job, string folder, CancellationToken cancel)
    {
        var cluster = job.ClusterId!;
        var held = await leases.ReadAsync(cluster, cancel) is { Value.Phase: LeasePhase.Holding } lease && lease.Value.Holder == job.Id ? lease : null;
        if ((held ?? await leases.AcquireAsync(cluster, job.Id, LeasePurpose.Join, cancel)) is not { } mine)
            return null;
        if (held is null && !mine.Value.Slots.Contains(job.Id))
        {
            await leases.ReleaseAsync(mine, cancel); // its slot has gone to another job already, whose step would wait behind the copying
            return null;
        }
        return (await UnderAsync(
            mine, deadline => AddAsync(job, folder, deadline, cancel),
            calling => held is null ? leases.ReleaseAsync(calling, cancel) : leases.HoldAsync(calling, cancel), cancel)).Added;
    }

    /// <summary>Makes the call with the lease saying that it is under way.</summary>
    private async Task<(string? Added, bool IsTaken)> UnderAsync(Stored<Lease> lease, Func<DateTimeOffset, Task<string>> add, Func<Stored<Lease>, Task> after, CancellationToken cancel)
    {
        await emr.Budget.TakeAsync("AddJobFlowSteps", cancel);
        var deadline = clock.Now + settings.Timings.CallTime;
        if (await leases.CallingAsync(lease, deadline, cancel) is not { } calling)
            return (null, true);
        try
        {
            return (await add(deadline), false);
        }
        finally
        {
            await after(calling); // a copying step that was added without our knowing disturbs nobody
        }
    }

    private async Task<string> AddAsync(Job job, string folder, DateTimeOffset deadline, CancellationToken cancel)
    {
        using var window = CallWindow.Open(deadline, clock, time, cancel) ?? throw new TimeoutException("There was no time left to ask EMR. Try again.");
        var added = await emr.Asking.AddJobFlowStepsAsync(
            new()
            {
                JobFlowId = job.ClusterId,
                Steps =
                [
                    new()
                    {
                        // Not by the job's id first: that is how its own steps are found.
                        Name = $"mrjob: copy the logs of {job.Id}", ActionOnFailure = ActionOnFailure.CONTINUE,
                        HadoopJarStep = new()
                        {
                            Jar = "command-runner.jar",
                            Args = ["bash", "-c", PushScript.Text, "mrjob-push-logs", folder, .. job.Steps.Select(s => s.StepId).OfType<string>()],
                        },
                    },
                ],
            },
            window.Token);
        return added.StepIds[0];
    }

    private async Task<string?> FolderAsync(Job job, CancellationToken cancel) =>
        S3Uri.TryParse(job.LogUri ?? (await directory.ReadAsync(job.ClusterId!, cancel))?.LogUri, out var uri) ? (uri / (job.ClusterId + "/")).ToString() : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The logs of {JobId} could not be copied from {ClusterId} at once: {Message}")]
    private static partial void LogNotPushed(ILogger logger, string jobId, string clusterId, string message);
}
