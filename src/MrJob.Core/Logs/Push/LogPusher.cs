using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
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
    private const string ByForce = "and its steps would wait for the copying; with --force (force=true) they may";

    /// <summary>
    /// Before a job that failed gives its cluster back: asks for its logs, once, and then looks whether they are copied. While they are not, the
    /// job keeps the cluster, so that nobody else's step waits behind the copying.
    /// </summary>
    public async Task<Stored<Job>> AfterFailureAsync(Stored<Job> job, CancellationToken cancel)
    {
        if (PushRules.Wants(job.Value) && await FolderAsync(job.Value, cancel) is { } folder)
            return await AskAsync(job, folder, cancel);
        if (job.Value.Push is not { IsDone: false } push || !await IsOverAsync(job.Value.ClusterId!, push, cancel))
            return job;
        return await jobs.ChangeAsync(job, j => j.Push is { IsDone: false } p ? j with { Push = p with { IsDone = true } } : j, cancel);
    }

    private async Task<bool> IsOverAsync(string cluster, LogPush push, CancellationToken cancel)
    {
        if (push.StepId is not { } step)
            return clock.Now >= push.At + settings.Timings.CallTime + settings.Timings.AfterDeadline; // nothing of what was asked can be under way any more
        if ((await steps.ByIdAsync(cluster, [step], cancel)).All(s => s.Status?.State?.Value is not ("PENDING" or "RUNNING" or "CANCEL_PENDING")))
            return true;
        if (clock.Now < push.At + PushRules.Patience)
            return false;
        // The next job's steps would wait for one that hangs.
        await emr.Reading.CancelStepsAsync(new CancelStepsRequest { ClusterId = cluster, StepIds = [step], StepCancellationOption = StepCancellationOption.TERMINATE_PROCESS }, cancel);
        return clock.Now >= push.At + PushRules.Patience * 2;
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
        await emr.Budget.TakeAsync("AddJobFlowSteps", cancel);
        var deadline = clock.Now + settings.Timings.CallTime;
        if (force)
            return (await AddAsync(job, folder, deadline, cancel), null);
        if (await leases.AcquireAsync(cluster, ByHand, LeasePurpose.Join, cancel) is not { } lease)
            return (null, $"{(await leases.ReadAsync(cluster, cancel) is { Value.Holder: var holder } && holder == job.Id ? "the job itself" : "another job")} has {cluster}, {ByForce}");
        // Looked at under the lease: nobody joins meanwhile. And while the copying runs, it is what others find there.
        if ((await steps.ActiveAsync(cluster, cancel)).Count > 0)
        {
            await leases.ReleaseAsync(lease, cancel);
            return (null, $"a step is running or waiting on {cluster}, {ByForce}");
        }
        var (added, isTaken) = await UnderAsync(lease, deadline, () => AddAsync(job, folder, deadline, cancel), freed => leases.ReleaseAsync(freed, cancel), cancel);
        return isTaken ? (null, $"another job has just joined {cluster}, {ByForce}") : (added, null);
    }

    /// <summary>
    /// Written down before it is asked, so that it is asked once, whatever becomes of the answer. From then on there is a fixed time for asking: when
    /// it is over, others may take it that nobody asks any more.
    /// </summary>
    private async Task<Stored<Job>> AskAsync(Stored<Job> job, string folder, CancellationToken cancel)
    {
        await emr.Budget.TakeAsync("AddJobFlowSteps", cancel);
        var asking = new LogPush(null, clock.Now, IsDone: false);
        var isOurs = false; // another's may look the same: S3's clock has whole seconds
        job = await jobs.ChangeAsync(job, j => (isOurs = j.Push is null) ? j with { Push = asking } : j, cancel);
        if (!isOurs)
            return job;
        string? step = null;
        try
        {
            step = await UnderOwnLeaseAsync(job.Value, folder, asking.At + settings.Timings.CallTime, cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogNotPushed(logger, job.Value.Id, job.Value.ClusterId!, e.Message); // EMR copies them by itself, only later
            if (MayBeUnderWay(e))
                return job;
        }
        return await jobs.ChangeAsync(job, j => j.Push == asking ? j with { Push = asking with { StepId = step, IsDone = step is null } } : j, cancel);
    }

    /// <summary>The job may hold its cluster; where several share one it has only a slot, and needs the lease for the moment.</summary>
    private async Task<string?> UnderOwnLeaseAsync(Job job, string folder, DateTimeOffset deadline, CancellationToken cancel)
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
            mine, deadline, () => AddAsync(job, folder, deadline, cancel),
            calling => held is null ? leases.ReleaseAsync(calling, cancel) : leases.HoldAsync(calling, cancel), cancel)).Added;
    }

    /// <summary>Makes the call with the lease saying that it is under way.</summary>
    private async Task<(string? Added, bool IsTaken)> UnderAsync(
        Stored<Lease> lease, DateTimeOffset deadline, Func<Task<string>> add, Func<Stored<Lease>, Task> after, CancellationToken cancel)
    {
        if (await leases.CallingAsync(lease, deadline, cancel) is not { } calling)
            return (null, true);
        string added;
        try
        {
            added = await add();
        }
        catch (Exception e) when (!MayBeUnderWay(e))
        {
            await after(calling);
            throw;
        }
        await after(calling);
        return (added, false);
    }

    /// <summary>Whether the call may still get to EMR: then the lease stays as it is until its deadline is well over.</summary>
    private static bool MayBeUnderWay(Exception e) => e is not TimeoutException && AskFailures.Classify(e) == AskFailure.Unknown;

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
