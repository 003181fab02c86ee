using System.Globalization;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
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
        var now = clock.Now;
        var intent = new Intent { Kind = IntentKind.StartCluster, At = now, Deadline = now + settings.Timings.CallTime };
        if (await jobs.UpdateAsync(job, job.Value with { Intent = intent, ClusterUse = use }, cancel) is not { } claimed)
            return await jobs.ReadAsync(job.Value.Id, cancel) ?? job; // somebody else has moved on with it
        try
        {
            using var deadline = new CancellationTokenSource(settings.Timings.CallTime, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
            var started = await emr.Asking.RunJobFlowAsync(Request(claimed.Value, use), both.Token);
            return await AdoptAsync(claimed, started.JobFlowId, cancel);
        }
        catch (Exception e) when (AskFailures.Classify(e) is var failure)
        {
            LogNotStarted(logger, job.Value.Id, failure, e.Message);
            return failure switch
            {
                AskFailure.Throttled => await jobs.ChangeAsync(claimed, j => j with { Intent = null, Reason = "EMR asks to slow down" }, cancel),
                AskFailure.Refused => await jobs.ChangeAsync(
                    claimed, j => JobLife.Fail(j, $"EMR refused to start a cluster: {e.Message}", time.GetUtcNow()), cancel),
                _ => claimed,
            };
        }
    }

    /// <summary>Records that this cluster is the one that was started for the job.</summary>
    public async Task<Stored<Job>> AdoptAsync(Stored<Job> job, string clusterId, CancellationToken cancel)
    {
        var use = job.Value.ClusterUse ?? throw new InvalidOperationException($"Job {job.Value.Id} does not say what its cluster is for.");
        await jobs.ActivateAsync(clusterId, job.Value.Id, cancel);
        await directory.AddAsync(Record(job.Value, use, clusterId), cancel);
        var decision = use == ClusterUse.Own ? "started a cluster of its own" : $"started a cluster in pool '{job.Value.Spec.Options.PoolName}'";
        return await jobs.ChangeAsync(job, j => (use == ClusterUse.Own
            ? JobLife.Sent(j, clusterId, use, Enumerable.Range(0, j.Steps.Count).ToDictionary(i => i, string? (_) => null))
            : j with { ClusterId = clusterId, Intent = null }) with
        {
            LogUri = ClusterRequest.LogUri(j.Spec.Options, settings),
            Placement = new(decision, j.Placement?.Rejected ?? []),
        }, cancel);
    }

    private RunJobFlowRequest Request(Job job, ClusterUse use) => use == ClusterUse.Own
        ? ClusterRequest.ForSteps(job.Id, job.Spec.Options, settings,
            job.Steps.Select((_, i) => StepBuilder.Build(job, i, ActionOnFailure.TERMINATE_CLUSTER)))
        : ClusterRequest.Persistent(job.Id, job.Spec.Options, settings);

    private ClusterRecord Record(Job job, ClusterUse use, string clusterId)
    {
        var request = Request(job, use);
        return ClusterRecords.Of(clusterId, request, clock.Now);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No cluster was started for {JobId} ({Failure}): {Message}")]
    private static partial void LogNotStarted(ILogger logger, string jobId, AskFailure failure, string message);
}

/// <summary>Makes the inventory's record of a cluster from what was asked of EMR.</summary>
internal static class ClusterRecords
{
    public static ClusterRecord Of(string clusterId, RunJobFlowRequest request, DateTimeOffset now)
    {
        var tags = request.Tags.ToDictionary(t => t.Key, t => t.Value);
        return new()
        {
            ClusterId = clusterId,
            Name = request.Name,
            Created = now,
            Persistent = request.Instances.KeepJobFlowAliveWhenNoSteps == true,
            Pool = tags.GetValueOrDefault(ClusterTags.Pool),
            PoolHash = tags.GetValueOrDefault(ClusterTags.PoolHash),
            LogUri = request.LogUri,
            StepConcurrency = request.StepConcurrencyLevel ?? 1,
            MaxMinsIdle = int.Parse(tags.GetValueOrDefault(ClusterTags.MaxMinsIdle, "0"), CultureInfo.InvariantCulture),
        };
    }
}
