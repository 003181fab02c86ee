using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Clusters;

/// <summary>
/// What happens to clusters and their steps. Pure: each function takes a cluster as it is and gives it as it is afterwards.
/// Reasons are worded as EMR words them.
/// </summary>
internal static class ClusterLife
{
    public static readonly StateChangeReason Provisioning = new(null, "Provisioning Amazon EC2 capacity");
    public static readonly StateChangeReason UserRequest = new("USER_REQUEST", "Terminated by user request");

    private static readonly StateChangeReason Bootstrapping = new(null, "Running bootstrap actions");
    private static readonly StateChangeReason RunningStep = new(null, "Running step");
    private static readonly StateChangeReason ReadyForSteps = new(null, "Cluster ready to run steps.");
    private static readonly StateChangeReason StepsCompleted = new("ALL_STEPS_COMPLETED", "Steps completed");
    private static readonly StateChangeReason StepsCompletedWithErrors = new("STEP_FAILURE", "Steps completed with errors");
    private static readonly StateChangeReason StepFailed = new("STEP_FAILURE", "Shut down as step failed");
    private static readonly StateChangeReason CancelledWithCluster = new("NONE", "Job terminated");
    private static readonly StateChangeReason CancelledByUser = new("NONE", "Cancelled by user");

    /// <summary>
    /// The one thing that the cluster does next by itself, or null when it waits: for a step's end, for a call, or for its start-up.
    /// </summary>
    public static ClusterRecord? Next(ClusterRecord cluster, TimeSpan startupDelay, DateTimeOffset now) => cluster.State switch
    {
        _ when now < StartsUpAt(cluster, startupDelay) => null,
        ClusterState.Starting => cluster with { State = ClusterState.Bootstrapping, Reason = Bootstrapping },
        ClusterState.Bootstrapping => BecomeReady(cluster, now),
        ClusterState.Running or ClusterState.Waiting => StartStep(cluster, now) ?? Rest(cluster, now),
        ClusterState.Terminating => End(cluster, now),
        _ => null,
    };

    /// <summary>
    /// When a cluster that starts takes its next step: half of the delay it is STARTING, half BOOTSTRAPPING. Null once it has
    /// started.
    /// </summary>
    public static DateTimeOffset? StartsUpAt(ClusterRecord cluster, TimeSpan startupDelay) => cluster.State switch
    {
        ClusterState.Starting => cluster.Created + (startupDelay / 2),
        ClusterState.Bootstrapping => cluster.Created + startupDelay,
        _ => null,
    };

    /// <summary>A step's run is over. On an ended step it does nothing.</summary>
    /// <param name="outcome">Null when the run was stopped from outside, by CancelSteps or by the end of the cluster.</param>
    public static ClusterRecord StepEnded(ClusterRecord cluster, string stepId, StepOutcome? outcome, DateTimeOffset now)
    {
        var step = cluster.Step(stepId)!;
        if (!step.State.IsExecuting())
            return cluster;

        var ended = Outcome(step, outcome) with { Ended = now };
        var after = cluster with { Steps = cluster.Steps.Replace(step, ended) };
        return ended.State == StepState.Failed ? ActOnFailure(after, ended, now) : after;
    }

    /// <summary>
    /// Shuts the cluster down: no step starts any more, those not yet completed are cancelled. On a cluster that is ending it does
    /// nothing.
    /// </summary>
    public static ClusterRecord Terminate(ClusterRecord cluster, StateChangeReason reason, DateTimeOffset now) =>
        cluster.State.IsActive()
            ? CancelPendingSteps(cluster, now) with { State = ClusterState.Terminating, Reason = reason }
            : cluster;

    /// <summary>Cancels a step: at once while it is pending, through CANCEL_PENDING while it runs. An ended one stays as it is.</summary>
    public static ClusterRecord Cancel(ClusterRecord cluster, StepRecord step, DateTimeOffset now) => step.State switch
    {
        StepState.Pending => cluster with { Steps = cluster.Steps.Replace(step, Cancelled(step, CancelledByUser, now)) },
        StepState.Running => cluster with { Steps = cluster.Steps.Replace(step, Cancelling(step)) },
        _ => cluster,
    };

    /// <summary>
    /// The cluster after the process died: what was being stopped has stopped; running steps of an active cluster are to run again.
    /// </summary>
    public static ClusterRecord Recover(ClusterRecord cluster, DateTimeOffset now) =>
        cluster.Steps.Where(s => s.State == StepState.CancelPending || (s.State == StepState.Running && !cluster.State.IsActive()))
            .Aggregate(cluster, (c, step) => StepEnded(c, step.Id, outcome: null, now));

    private static ClusterRecord BecomeReady(ClusterRecord cluster, DateTimeOffset now) =>
        cluster.KeepAlive && !HasActiveSteps(cluster)
            ? cluster with { State = ClusterState.Waiting, Reason = ReadyForSteps, Ready = now }
            : cluster with { State = ClusterState.Running, Reason = RunningStep, Ready = now };

    /// <summary>Starts the oldest pending step, if there is one and a slot is free.</summary>
    private static ClusterRecord? StartStep(ClusterRecord cluster, DateTimeOffset now)
    {
        if (cluster.Steps.Count(s => s.State.IsExecuting()) >= cluster.StepConcurrencyLevel
            || cluster.Steps.FirstOrDefault(s => s.State == StepState.Pending) is not { } step)
            return null;
        return cluster with
        {
            State = ClusterState.Running,
            Reason = RunningStep,
            Steps = cluster.Steps.Replace(step, step with { State = StepState.Running, Started = now }),
        };
    }

    /// <summary>With nothing left to do a cluster waits or shuts down, as it was asked to.</summary>
    private static ClusterRecord? Rest(ClusterRecord cluster, DateTimeOffset now) =>
        HasActiveSteps(cluster) ? null
        : !cluster.KeepAlive && !IsHeldByProtection(cluster)
            ? Terminate(cluster, cluster.Steps.Any(s => s.State == StepState.Failed) ? StepsCompletedWithErrors : StepsCompleted, now)
        : cluster.State == ClusterState.Running
            ? cluster with { State = ClusterState.Waiting, Reason = Rested(cluster) }
        : null;

    /// <summary>Termination protection keeps a cluster up after a job flow error; it still terminates upon successful completion.</summary>
    private static bool IsHeldByProtection(ClusterRecord cluster) =>
        cluster.TerminationProtected && LastEnded(cluster) is { State: StepState.Failed } last && Terminates(last);

    private static StateChangeReason Rested(ClusterRecord cluster) =>
        LastEnded(cluster) is { } last ? new(null, $"Cluster ready after last step {last.State.Wire().ToLowerInvariant()}.") : ReadyForSteps;

    /// <summary>The step that ended last by itself; of steps cancelled because of a failure, the failed one.</summary>
    private static StepRecord? LastEnded(ClusterRecord cluster) =>
        cluster.Steps.Where(s => s.Ended is not null).MaxBy(s => (s.Ended, s.Started is not null));

    private static ClusterRecord? End(ClusterRecord cluster, DateTimeOffset now) =>
        cluster.Steps.Any(s => s.State.IsExecuting()) ? null
        : cluster with { State = cluster.Reason == StepFailed ? ClusterState.TerminatedWithErrors : ClusterState.Terminated, Ended = now };

    private static StepRecord Outcome(StepRecord step, StepOutcome? outcome) => outcome switch
    {
        { Succeeded: true } => step with { State = StepState.Completed, Reason = new() },
        _ when step.State == StepState.CancelPending => step with { State = StepState.Cancelled, Reason = CancelledByUser },
        null => step with { State = StepState.Cancelled, Reason = CancelledWithCluster },
        _ => step with { State = StepState.Failed, Reason = new("NONE"), Failure = new(outcome.Reason, outcome.Message, outcome.LogFile) },
    };

    /// <summary>
    /// Where several steps may run at once EMR neither cancels other steps nor ends the cluster, whatever the failed step asked for.
    /// </summary>
    private static ClusterRecord ActOnFailure(ClusterRecord cluster, StepRecord failed, DateTimeOffset now) =>
        cluster.StepConcurrencyLevel > 1 || failed.Config.ActionOnFailure == "CONTINUE" ? cluster
        : Terminates(failed) && !cluster.TerminationProtected ? Terminate(cluster, StepFailed, now)
        : CancelPendingSteps(cluster, now);

    private static bool Terminates(StepRecord step) => step.Config.ActionOnFailure is "TERMINATE_CLUSTER" or "TERMINATE_JOB_FLOW";

    private static ClusterRecord CancelPendingSteps(ClusterRecord cluster, DateTimeOffset now) => cluster with
    {
        Steps = [.. cluster.Steps.Select(s => s.State == StepState.Pending ? Cancelled(s, CancelledWithCluster, now) : s)],
    };

    private static StepRecord Cancelled(StepRecord step, StateChangeReason reason, DateTimeOffset now) =>
        step with { State = StepState.Cancelled, Reason = reason, Ended = now };

    private static StepRecord Cancelling(StepRecord step) => step with { State = StepState.CancelPending, Reason = CancelledByUser };

    private static bool HasActiveSteps(ClusterRecord cluster) => cluster.Steps.Any(s => s.State.IsActive());
}
