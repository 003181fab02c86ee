using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Microsoft.Extensions.Logging;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>Starts the cluster that a job needs: intent first, then the call, then the record of what came of it.</summary>
internal sealed partial class ClusterStarter(
    EmrClients emr, JobStore jobs, ClusterDirectory directory, StorageClock clock, ServiceSettings settings, TimeProvider time,
    ILogger<ClusterStarter> logger)
{
    /// <summary>
    /// Starts a cluster for the job: its own with all its steps, or an empty one for its pool. The job comes back as it is
    /// recorded afterwards; when EMR's answer was lost, with its intent still open.
    /// </summary>
    public async Task<Stored<Job>> StartAsync(Stored<Job> job, ClusterUse use, CancellationToken cancel)
    {
        if (!SendRules.MayStart(job.Value))
            return job; // somebody else has moved on with it
        var now = clock.Now;
        var intent = new Intent
        {
            Kind = IntentKind.StartCluster, At = now, Deadline = now + settings.Timings.CallTime, Incarnation = settings.Timings.Incarnation,
        };
        if (await jobs.UpdateAsync(job, job.Value with { Intent = intent, ClusterUse = use }, cancel) is not { } claimed)
            return await jobs.ReadAsync(job.Value.Id, cancel) ?? job;
        using var window = CallWindow.Open(intent.Deadline, clock, time, cancel);
        if (window is null)
            return claimed;
        string clusterId;
        try
        {
            clusterId = (await emr.Asking.RunJobFlowAsync(Request(claimed.Value, use), window.Token)).JobFlowId;
        }
        catch (Exception e) when (AskFailures.Classify(e) is var failure)
        {
            LogNotStarted(logger, job.Value.Id, failure, e.Message);
            return await NotStartedAsync(claimed, failure, e.Message, cancel);
        }
        return await AdoptAsync(claimed, clusterId, cancel);
    }

    private async Task<Stored<Job>> NotStartedAsync(Stored<Job> job, AskFailure failure, string message, CancellationToken cancel) => failure switch
    {
        AskFailure.NotNow => await jobs.ChangeAsync(job, j => j with { Intent = null, Reason = $"waits for EMR: {message}" }, cancel),
        AskFailure.Refused => await jobs.ChangeAsync(job, j => JobLife.Fail(j, $"EMR refused to start a cluster: {message}", time.GetUtcNow()), cancel),
        _ => job,
    };

    /// <summary>Records that this cluster is the one that was started for the job.</summary>
    public async Task<Stored<Job>> AdoptAsync(Stored<Job> job, string clusterId, CancellationToken cancel)
    {
        var use = job.Value.ClusterUse ?? throw new InvalidOperationException($"Job {job.Value.Id} does not say what its cluster is for.");
        await jobs.ActivateAsync(clusterId, job.Value.Id, cancel);
        await directory.AddAsync(ClusterRecords.Of(clusterId, Request(job.Value, use), job.Value.Spec.Options, settings, clock.Now), cancel);
        return await jobs.ChangeAsync(job, j => j.Intent?.Kind == IntentKind.StartCluster ? Adopted(j, use, clusterId) : j, cancel);
    }

    private Job Adopted(Job job, ClusterUse use, string clusterId)
    {
        var started = use == ClusterUse.Own
            ? JobLife.Sent(job, clusterId, use, Enumerable.Range(0, job.Steps.Count).ToDictionary(i => i, string? (_) => null))
            : job with { ClusterId = clusterId, Intent = null };
        var decision = use == ClusterUse.Own ? "started a cluster of its own" : $"started a cluster in pool '{job.Spec.Options.PoolName}'";
        return started with { LogUri = ClusterRequest.LogUri(job.Spec.Options, settings), Placement = new(decision, job.Placement?.Rejected ?? []) };
    }

    private RunJobFlowRequest Request(Job job, ClusterUse use) => use == ClusterUse.Own
        ? ClusterRequest.ForSteps(job.Id, job.Spec.Options, settings,
            job.Steps.Select((_, i) => StepBuilder.Build(job, i, SendRules.OnFailure(job, ActionOnFailure.TERMINATE_CLUSTER))))
        : ClusterRequest.Persistent(job.Id, job.Spec.Options, settings);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No cluster was started for {JobId} ({Failure}): {Message}")]
    private static partial void LogNotStarted(ILogger logger, string jobId, AskFailure failure, string message);
}
