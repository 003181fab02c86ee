using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Adds a job's steps to a cluster that others may want too: under its lease, after a look, with the intent written first.</summary>
internal sealed partial class StepSender(
    EmrClients emr, EmrSteps steps, JobStore jobs, LeaseBook leases, StorageClock clock,
    ServiceSettings settings, TimeProvider time, ILogger<StepSender> logger)
{
    public async Task<SendResult> SendAsync(Stored<Job> job, SendPlan plan, CancellationToken cancel)
    {
        if (!SendRules.MaySend(job.Value, plan))
            return new(SendStatus.Moved, job, "its record changed meanwhile");
        if (await leases.AcquireAsync(plan.ClusterId, job.Value.Id, LeasePurpose.Join, cancel) is not { } lease)
            return await WhoHasItAsync(job, plan.ClusterId, cancel);
        SendResult? room;
        IReadOnlyList<string>? slots;
        try
        {
            (room, slots) = await LookAsync(plan, lease.Value, cancel);
        }
        catch
        {
            await leases.ReleaseAsync(lease, cancel); // or it would be in others' way for a minute
            throw;
        }
        if (room is not null)
        {
            await leases.ReleaseAsync(lease, cancel);
            return room with { Job = job };
        }
        await emr.Budget.TakeAsync("AddJobFlowSteps", cancel);
        await jobs.ActivateAsync(plan.ClusterId, job.Value.Id, cancel);
        var now = clock.Now;
        var deadline = now + settings.Timings.CallTime;
        var intent = new Intent
        {
            Kind = IntentKind.AddSteps, ClusterId = plan.ClusterId, Steps = plan.Steps, KeepsLease = plan.KeepsLease, At = now, Deadline = deadline,
            Incarnation = settings.Timings.Incarnation,
        };
        if (await jobs.UpdateAsync(job, Claimed(job.Value, plan, intent), cancel) is not { } claimed)
        {
            await leases.ReleaseAsync(lease, cancel);
            return new(SendStatus.Moved, job, "its record changed meanwhile");
        }
        return await leases.CallingAsync(lease, intent, slots, cancel) is { } calling
            ? await CallAsync(claimed, plan, calling, cancel)
            : await TooLateAsync(claimed, "its lease was taken over", cancel);
    }

    /// <summary>The call was certainly not made.</summary>
    private async Task<SendResult> TooLateAsync(Stored<Job> job, string why, CancellationToken cancel) =>
        new(SendStatus.Contended, await jobs.ChangeAsync(job, j => JobLife.Unclaim(j, job.Value.Intent!.Id), cancel), why);

    /// <summary>Whoever is only about to add steps may yet go elsewhere, or be another run of this very job.</summary>
    private async Task<SendResult> WhoHasItAsync(Stored<Job> job, string clusterId, CancellationToken cancel) =>
        (await leases.ReadAsync(clusterId, cancel))?.Value switch
        {
            { Phase: LeasePhase.Holding } lease => new(SendStatus.Busy, job, $"{lease.Holder} holds its lease"),
            { Purpose: LeasePurpose.Terminate, Phase: LeasePhase.Calling } => new(SendStatus.Busy, job, "it is being terminated"),
            { Purpose: LeasePurpose.Terminate } => new(SendStatus.Contended, job, "a sweep is looking at it"),
            var lease => new(SendStatus.Contended, job, $"{lease?.Holder} is about to join it"), // or was, and is gone again
        };

    /// <summary>Records that EMR has these steps of the job's open intent. When that has been resolved meanwhile, the job has gone on, and keeps what it has.</summary>
    public Task<Stored<Job>> AdoptAsync(Stored<Job> job, string clusterId, IReadOnlyDictionary<int, string?> stepIds, CancellationToken cancel)
    {
        var intent = job.Value.Intent ?? throw new ArgumentException("The job has no open intent.", nameof(job));
        return jobs.ChangeAsync(job, j => j.Intent?.Id == intent.Id ? JobLife.Sent(j, clusterId, j.ClusterUse ?? ClusterUse.Given, stepIds) : j, cancel);
    }

    /// <summary>The record before the call. It says the placement already: steps may be over before anything is written after it.</summary>
    private static Job Claimed(Job job, SendPlan plan, Intent intent) => job with
    {
        Intent = intent, ClusterUse = plan.Use, HoldsCluster = plan.KeepsLease, Placement = plan.Placement ?? job.Placement, LogUri = plan.LogUri ?? job.LogUri,
    };

    /// <summary>Whether there is room on the cluster, as EMR tells of it now: its state and the inventory may lag. Null and the slots that are taken then, if it is a matter of slots.</summary>
    private async Task<(SendResult? NoRoom, IReadOnlyList<string>? Slots)> LookAsync(SendPlan plan, Lease lease, CancellationToken cancel)
    {
        try
        {
            var active = await steps.ActiveAsync(plan.ClusterId, cancel);
            if (!plan.TakesSlot)
                return (active.Count < plan.Slots ? null : new(SendStatus.Busy, null!, $"it has {active.Count} steps to run"), null);
            // Somebody without a slot, who uses the cluster by its id or by hand, takes one by each step.
            var strangers = active.Count(s => !lease.Slots.Any(job => JobId.Names(job, s.Name)));
            var slots = await leases.SlotsAsync(lease, plan.Slots - strangers, cancel);
            return (slots is null ? new(SendStatus.Busy, null!, $"all of its {plan.Slots} slots are taken") : null, slots);
        }
        catch (AmazonServiceException e) when (AskFailures.IsRefusal(e))
        {
            return (new(SendStatus.Refused, null!, e.Message), null);
        }
    }

    private async Task<SendResult> CallAsync(Stored<Job> job, SendPlan plan, Stored<Lease> lease, CancellationToken cancel)
    {
        using var window = CallWindow.Open(lease.Value.Deadline!.Value, clock, time, cancel);
        if (window is null)
        {
            await leases.ReleaseAsync(lease, cancel, withSlot: plan.TakesSlot);
            return await TooLateAsync(job, "there was no time left for the call", cancel);
        }
        AddJobFlowStepsResponse added;
        try
        {
            added = await emr.Asking.AddJobFlowStepsAsync(
                new AddJobFlowStepsRequest { JobFlowId = plan.ClusterId, Steps = [.. plan.Steps.Select(i => StepBuilder.Build(job.Value, i, plan.OnFailure))] },
                window.Token);
        }
        catch (Exception e) when (AskFailures.Classify(e) is var failure)
        {
            LogNotSent(logger, job.Value.Id, plan.ClusterId, failure, e.Message);
            return await NotSentAsync(job, plan, lease, e, cancel);
        }
        var ids = plan.Steps.Zip(added.StepIds, (index, id) => (index, id)).ToDictionary(p => p.index, p => (string?)p.id);
        var sent = await AdoptAsync(job, plan.ClusterId, ids, cancel);
        await (plan.KeepsLease ? leases.HoldAsync(lease, cancel) : leases.ReleaseAsync(lease, cancel, used: true));
        return new(SendStatus.Sent, sent, "");
    }

    private async Task<SendResult> NotSentAsync(Stored<Job> job, SendPlan plan, Stored<Lease> lease, Exception e, CancellationToken cancel)
    {
        var failure = AskFailures.Classify(e);
        if (failure == AskFailure.Unknown)
            return new(SendStatus.Unknown, job, "EMR's answer was lost");
        var back = await jobs.ChangeAsync(job, j => JobLife.Unclaim(j, job.Value.Intent!.Id), cancel);
        await leases.ReleaseAsync(lease, cancel, withSlot: plan.TakesSlot); // a job keeps its slot when a later step has to wait
        return new(failure == AskFailure.Refused ? SendStatus.Refused : AskFailures.IsThrottle(e) ? SendStatus.NotNow : SendStatus.Denied, back, e.Message);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No steps of {JobId} were added to {ClusterId} ({Failure}): {Message}")]
    private static partial void LogNotSent(ILogger logger, string jobId, string clusterId, AskFailure failure, string message);
}

/// <summary>What to send where.</summary>
/// <param name="Steps">Indexes of the steps; all of them in one call.</param>
/// <param name="Slots">With so many active steps already on the cluster nothing is sent. A job in a slot counts as one, also between two of its steps.</param>
/// <param name="KeepsLease">The cluster is the job's until it ends.</param>
internal sealed record SendPlan(string ClusterId, ClusterUse Use, IReadOnlyList<int> Steps, int Slots, bool KeepsLease, ActionOnFailure OnFailure)
{
    /// <summary>Why the steps go there; null when that is in the job's record already.</summary>
    public Placement? Placement { get; init; }

    /// <summary>The job gets one of so many slots, if one is free.</summary>
    public bool TakesSlot { get; init; }

    /// <summary>The cluster's log folder, where it is known.</summary>
    public string? LogUri { get; init; }

    /// <summary>On a cluster that others use: one step, which fails alone, behind whatever is there.</summary>
    public static SendPlan OneByOne(string clusterId, ClusterUse use, int step, int slots) =>
        new(clusterId, use, [step], slots, KeepsLease: false, ActionOnFailure.CONTINUE);

    /// <summary>On a pooled cluster that runs several steps at once: the first step into a slot, which the job has to its end.</summary>
    public static SendPlan Shared(string clusterId, int slots) => OneByOne(clusterId, ClusterUse.Pooled, 0, slots) with { TakesSlot = true };

    /// <summary>On a pooled cluster that runs one step at a time: everything at once, on an idle cluster, kept to the job's end.</summary>
    public static SendPlan Exclusive(string clusterId, int steps, ActionOnFailure onFailure) =>
        new(clusterId, ClusterUse.Pooled, [.. Enumerable.Range(0, steps)], Slots: 1, KeepsLease: true, onFailure);
}

/// <summary>What came of sending.</summary>
/// <param name="Job">As recorded afterwards.</param>
/// <param name="Why">In words, for everything but success.</param>
internal sealed record SendResult(SendStatus Status, Stored<Job> Job, string Why);

internal enum SendStatus
{
    Sent,

    /// <summary>Not now: the cluster is another's, or full.</summary>
    Busy,

    /// <summary>Somebody else has gone on with the job; nothing was sent here.</summary>
    Moved,

    /// <summary>Somebody is trying just now, and it may be free in a second.</summary>
    Contended,

    /// <summary>EMR says no: the cluster is gone, or the steps are wrong.</summary>
    Refused,

    /// <summary>EMR asks to slow down.</summary>
    NotNow,

    /// <summary>EMR does not let the service do it now: a permission is missing, or the time is wrong.</summary>
    Denied,

    /// <summary>The intent is open; what came of it will be looked up.</summary>
    Unknown,
}
