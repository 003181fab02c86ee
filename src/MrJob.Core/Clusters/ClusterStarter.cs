using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Microsoft.Extensions.Logging;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>Starts the cluster that a job needs: intent first, then the call, then the record of what came of it.</summary>
internal sealed partial class ClusterStarter(
    EmrClients emr, JobStore jobs, ClusterDirectory directory, PoolPlaceBook places, StorageClock clock, ServiceSettings settings, TimeProvider time,
    ILogger<ClusterStarter> logger)
{
    /// <summary>
    /// Starts a cluster for the job: its own with all its steps, or an empty one for its pool. The job comes back as it is
    /// recorded afterwards; when EMR's answer was lost, with its intent still open.
    /// </summary>
    /// <param name="placement">Why one is started.</param>
    public async Task<StartResult> StartAsync(Stored<Job> job, ClusterUse use, Placement placement, CancellationToken cancel)
    {
        if (!SendRules.MayStart(job.Value))
            return new(job); // somebody else has moved on with it
        await emr.Budget.TakeAsync("RunJobFlow", cancel);
        var now = clock.Now;
        var intent = new Intent
        {
            Kind = IntentKind.StartCluster, At = now, Deadline = now + settings.Timings.CallTime, Incarnation = settings.Timings.Incarnation,
        };
        if (await jobs.UpdateAsync(job, job.Value with { Intent = intent, ClusterUse = use, Placement = placement }, cancel) is not { } claimed)
            return new(await jobs.ReadAsync(job.Value.Id, cancel) ?? job);
        using var window = CallWindow.Open(intent.Deadline, clock, time, cancel);
        if (window is null)
            return new(await NotStartedAsync(claimed, AskFailure.NotNow, "there was no time left for the call", cancel));
        // After the intent: a place without one is free for others.
        if (use == ClusterUse.Pooled && !await places.TakeAsync(Pool(claimed.Value), job.Value.Id, intent.Id, job.Value.Spec.Options.MaxClustersInPool, cancel))
            return new(await NotStartedAsync(claimed, AskFailure.NotNow, $"pool '{Pool(claimed.Value)}' has as many clusters as allowed (max_clusters_in_pool)", cancel));
        string clusterId;
        try
        {
            clusterId = (await emr.Asking.RunJobFlowAsync(Request(claimed.Value, use), window.Token)).JobFlowId;
        }
        catch (Exception e) when (AskFailures.Classify(e) is var failure)
        {
            LogNotStarted(logger, job.Value.Id, failure, e.Message);
            if (use == ClusterUse.Pooled && failure != AskFailure.Unknown)
                await places.FreeOwnerAsync(Pool(claimed.Value), job.Value.Id, intent.Id, cancel);
            return new(await NotStartedAsync(claimed, failure, $"EMR says: {e.Message}", cancel), AskFailures.IsThrottle(e));
        }
        return new(await AdoptAsync(claimed, clusterId, cancel));
    }

    private async Task<Stored<Job>> NotStartedAsync(Stored<Job> job, AskFailure failure, string message, CancellationToken cancel) => failure switch
    {
        AskFailure.NotNow => await jobs.ChangeAsync(
            job, j => j.Intent?.Id != job.Value.Intent!.Id ? j : JobLife.Unclaim(j, j.Intent.Id) with { Reason = $"waits to start a cluster: {message}" }, cancel),
        AskFailure.Refused => await jobs.ChangeAsync(
            job, j => j.Intent?.Id != job.Value.Intent!.Id ? j : JobLife.Fail(JobLife.Unclaim(j, j.Intent.Id), $"no cluster could be started. {message}", time.GetUtcNow()), cancel),
        _ => job,
    };

    /// <summary>
    /// Records that this cluster is the one that was started for the job's open intent. When that has been resolved meanwhile, the job has gone on, and
    /// keeps what it has: then the cluster only enters the inventory.
    /// </summary>
    public async Task<Stored<Job>> AdoptAsync(Stored<Job> job, string clusterId, CancellationToken cancel)
    {
        var intent = job.Value.Intent ?? throw new ArgumentException("The job has no open intent.", nameof(job));
        var use = job.Value.ClusterUse ?? throw new InvalidOperationException($"Job {job.Value.Id} does not say what its cluster is for.");
        await jobs.ActivateAsync(clusterId, job.Value.Id, cancel);
        await directory.AddAsync(ClusterRecords.Of(clusterId, Request(job.Value, use), job.Value.Spec.Options, job.Value.Pool, clock.Now), cancel);
        if (use == ClusterUse.Pooled)
            await places.AssignAsync(Pool(job.Value), job.Value.Id, clusterId, cancel);
        return await jobs.ChangeAsync(job, j => j.Intent?.Id == intent.Id ? Adopted(j, use, clusterId) : j, cancel);
    }

    private Job Adopted(Job job, ClusterUse use, string clusterId)
    {
        var started = use == ClusterUse.Own
            ? JobLife.Sent(job, clusterId, use, Enumerable.Range(0, job.Steps.Count).ToDictionary(i => i, string? (_) => null))
            : job with { ClusterId = clusterId, StartedCluster = clusterId, Intent = null };
        return started with { LogUri = ClusterRequest.LogUri(job.Spec.Options, settings) };
    }

    private RunJobFlowRequest Request(Job job, ClusterUse use) => (use == ClusterUse.Own
        ? ClusterRequest.ForSteps(job.Id, job.Spec.Options, settings,
            job.Steps.Select((_, i) => StepBuilder.Build(job, i, SendRules.OnFailure(job, ActionOnFailure.TERMINATE_CLUSTER))))
        : ClusterRequest.Persistent(job.Id, job.Spec.Options, settings, job.Pool ?? PoolIdentity.Of(job.Spec.Options, settings))).For(job.Spec.Label, job.Spec.Owner);

    private static string Pool(Job job) => job.Spec.Options.PoolName;

    [LoggerMessage(Level = LogLevel.Warning, Message = "No cluster was started for {JobId} ({Failure}): {Message}")]
    private static partial void LogNotStarted(ILogger logger, string jobId, AskFailure failure, string message);
}

/// <summary>What came of starting a cluster.</summary>
/// <param name="Job">As recorded afterwards.</param>
/// <param name="IsThrottled">EMR asked to slow down.</param>
internal sealed record StartResult(Stored<Job> Job, bool IsThrottled = false);
