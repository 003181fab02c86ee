using Amazon.ElasticMapReduce;
using MrJob.Core.Clusters;

namespace MrJob.Core.Jobs;

/// <summary>How a job's steps may go to a shared cluster. Pure.</summary>
internal static class SendRules
{
    /// <summary>Whether the record, as it is now, lets these steps be sent. The claim is written over this very record, so it cannot change in between.</summary>
    public static bool MaySend(Job job, SendPlan plan) => !job.State.IsFinal() && job is { Intent: null, CancelRequested: null }
        && plan.Steps.All(i => job.Steps[i].State == JobStepState.Queued);

    /// <summary>Whether the record, as it is now, lets a cluster be started for the job.</summary>
    public static bool MayStart(Job job) => job is { State: JobState.Queued, Intent: null, CancelRequested: null, ClusterId: null };

    /// <summary>The plan for joining a pooled cluster.</summary>
    public static SendPlan Join(Job job, ClusterRecord cluster) => cluster.StepConcurrency == 1
        ? SendPlan.Exclusive(cluster.ClusterId, job.Steps.Count, OnFailure(job, ActionOnFailure.CANCEL_AND_WAIT))
        : SendPlan.Shared(cluster.ClusterId, cluster.StepConcurrency);

    /// <summary>What EMR is to do when a step fails on a cluster that the job has for itself. Elsewhere nothing but CONTINUE is fair to the other jobs.</summary>
    public static ActionOnFailure OnFailure(Job job, ActionOnFailure otherwise) =>
        job.Spec.Options.EmrActionOnFailure is { } asked ? new ActionOnFailure(asked) : otherwise;

    /// <summary>
    /// The plan for the step after the last completed one, on the cluster where the job already is; null when there is none to
    /// send now. A given cluster takes any number of steps (EMR's limit is 256) and queues them.
    /// </summary>
    public static SendPlan? Next(Job job)
    {
        var next = job.Steps.ToList().FindIndex(s => s.State != JobStepState.Completed);
        return next > 0 && job is { State: JobState.Running, Intent: null, CancelRequested: null, ClusterId: { } cluster, ClusterUse: { } use }
            && job.Steps[next].State == JobStepState.Queued
            ? SendPlan.OneByOne(cluster, use, next, MaxActiveSteps) : null;
    }

    /// <summary>EMR's limit on pending and running steps of one cluster.</summary>
    public const int MaxActiveSteps = 256;
}
