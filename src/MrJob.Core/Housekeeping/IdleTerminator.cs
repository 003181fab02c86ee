using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Housekeeping;

/// <summary>
/// Terminates a batch of clusters that seem idle: the lease of each first, so that no job joins; then the look that counts, under it; then one call for
/// all that are idle indeed, while their leases say that it is under way.
/// </summary>
internal sealed partial class IdleTerminator(
    EmrClients emr, ClusterDirectory directory, JobStore jobs, LeaseBook leases, StorageClock clock, ServiceSettings settings, TimeProvider time,
    ILogger<IdleTerminator> logger)
{
    /// <summary>EMR's limit for one TerminateJobFlows.</summary>
    public const int Batch = 10;

    private const string Holder = "idle-sweep";

    /// <param name="candidates">At most <see cref="Batch"/>.</param>
    public async Task<IReadOnlyList<SweepResult>> TerminateAsync(IReadOnlyList<SweepCandidate> candidates, SweepOptions options, CancellationToken cancel)
    {
        // A lease that is not used at once can be broken, so nothing is waited for under one.
        foreach (var _ in candidates)
        {
            await emr.Budget.TakeAsync("DescribeCluster", cancel);
            await emr.Budget.TakeAsync("ListSteps", cancel);
        }
        if (!options.DryRun)
            await emr.Budget.TakeAsync("TerminateJobFlows", cancel);
        var results = new List<SweepResult>();
        var idle = new List<Idle>();
        foreach (var candidate in candidates)
        {
            var lease = options.DryRun ? null : await leases.AcquireAsync(candidate.Id, Holder, LeasePurpose.Terminate, cancel);
            var isOurs = options.DryRun ? await leases.CanAcquireAsync(candidate.Id, Holder, LeasePurpose.Terminate, cancel) : lease is not null;
            var verdict = isOurs ? await LookAsync(candidate, options, cancel) : await LeasedAsync(candidate.Id, cancel);
            if (lease is not null && verdict.Outcome == SweepOutcome.Idle)
            {
                idle.Add(new(candidate, lease, verdict.Reason));
                continue;
            }
            if (lease is not null)
                await leases.ReleaseAsync(lease, cancel);
            results.Add(candidate.Result(verdict));
        }
        return idle.Count == 0 ? results : [.. results, .. await TerminateAsync(idle, cancel)];
    }

    private async Task<IdleVerdict> LeasedAsync(string clusterId, CancellationToken cancel) => IdleVerdict.Keep(
        SweepOutcome.Protected, $"is under the lease of {(await leases.ReadAsync(clusterId, cancel))?.Value.Holder ?? "somebody"}");

    private async Task<IdleVerdict> LookAsync(SweepCandidate candidate, SweepOptions options, CancellationToken cancel)
    {
        try
        {
            // A job between two steps, or whose cluster has just been started for it, has no step there and no lease.
            var job = await jobs.LiveOnAsync(candidate.Id, candidate.Name, cancel).FirstOrDefaultAsync(cancel);
            var cluster = (await emr.Asking.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = candidate.Id }, cancel)).Cluster;
            return IdleRules.Judge(cluster, await StepsAsync(candidate.Id, cancel), job?.Id, options, settings.Stack, clock.Now);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(logger, candidate.Id, e);
            return new(SweepOutcome.Failed, $"could not be looked at: {e.Message}");
        }
    }

    /// <summary>The newest page tells what was created, ran or ended last. Only where there are more steps, those that run are asked for.</summary>
    private async Task<IReadOnlyCollection<StepSummary>> StepsAsync(string clusterId, CancellationToken cancel)
    {
        var newest = await emr.Asking.ListStepsAsync(new ListStepsRequest { ClusterId = clusterId }, cancel);
        if (string.IsNullOrEmpty(newest.Marker))
            return newest.Steps ?? [];
        var running = await emr.Asking.ListStepsAsync(
            new ListStepsRequest { ClusterId = clusterId, StepStates = [StepState.RUNNING.Value, StepState.CANCEL_PENDING.Value] }, cancel);
        return [.. newest.Steps ?? [], .. running.Steps ?? []];
    }

    private async Task<IReadOnlyList<SweepResult>> TerminateAsync(IReadOnlyList<Idle> idle, CancellationToken cancel)
    {
        var deadline = clock.Now + settings.Timings.CallTime;
        var (results, calling) = (new List<SweepResult>(), new List<Idle>());
        foreach (var cluster in idle)
        {
            if (await leases.CallingAsync(cluster.Lease, deadline, cancel) is { } lease)
                calling.Add(cluster with { Lease = lease });
            else
                results.Add(cluster.Result(SweepOutcome.Protected, "was taken by somebody else just now"));
        }
        using var window = CallWindow.Open(deadline, clock, time, cancel);
        if (window is null || calling.Count == 0)
            return [.. results, .. calling.Select(c => c.Result(SweepOutcome.Failed, "there was no time left to ask EMR"))];
        try
        {
            await emr.Asking.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [.. calling.Select(c => c.Candidate.Id)] }, window.Token);
            foreach (var cluster in calling)
                results.Add(await TerminatedAsync(cluster, cancel));
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogNotTerminated(logger, calling.Count, e);
            foreach (var cluster in calling)
                results.Add(await WhatBecameOfAsync(cluster, e, cancel));
        }
        return results;
    }

    private async Task<SweepResult> TerminatedAsync(Idle cluster, CancellationToken cancel)
    {
        await directory.RemoveAsync(cluster.Candidate.Id, cancel);
        await leases.ReleaseAsync(cluster.Lease, cancel); // whoever takes it now is told by EMR that the cluster is over
        return cluster.Result(SweepOutcome.Terminated, cluster.Reason);
    }

    /// <summary>EMR's answer to a batch does not say which cluster it is about, and an answer that was lost says nothing: each is asked for.</summary>
    private async Task<SweepResult> WhatBecameOfAsync(Idle cluster, Exception failure, CancellationToken cancel)
    {
        try
        {
            await emr.Budget.TakeAsync("DescribeCluster", cancel);
            var now = (await emr.Asking.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = cluster.Candidate.Id }, cancel)).Cluster;
            if (EmrClusters.IsOver(now.Status?.State))
                return await TerminatedAsync(cluster, cancel);
            if (AskFailures.Classify(failure) != AskFailure.Unknown)
                await leases.ReleaseAsync(cluster.Lease, cancel); // else the call may yet arrive: the lease runs out
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogFailed(logger, cluster.Candidate.Id, e);
        }
        return cluster.Result(SweepOutcome.Failed, $"{cluster.Reason}, but was not terminated: {failure.Message}");
    }

    private sealed record Idle(SweepCandidate Candidate, Stored<Lease> Lease, string Reason)
    {
        public SweepResult Result(SweepOutcome outcome, string reason) => Candidate.Result(new(outcome, reason));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{ClusterId} could not be looked at")]
    private static partial void LogFailed(ILogger logger, string clusterId, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to terminate {Count} clusters failed")]
    private static partial void LogNotTerminated(ILogger logger, int count, Exception exception);
}
