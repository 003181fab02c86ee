using MrJob.Core.Jobs;

namespace MrJob.Core.Logs.Push;

/// <summary>When a cluster is asked to copy logs to S3 by itself. Pure.</summary>
internal static class PushRules
{
    /// <summary>A cluster is not kept from other jobs for longer than this: by then EMR copies the logs by itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Whether the failed job's cluster is to copy its logs before it is given back. Clusters of others, and those that end with the job, are not asked.</summary>
    public static bool Wants(Job job) => job is { State: JobState.Failed, Push: null, ClusterUse: ClusterUse.Pooled, ClusterId: not null, CancelRequested: null, Spec.Options.ReadLogs: true }
        && job.Steps.Any(s => s is { State: JobStepState.Failed, StepId: not null });

    /// <summary>Whether a job that has ended may not give its cluster back yet: its logs are to be copied, or are being copied.</summary>
    public static bool KeepsCluster(Job job) => Wants(job) || IsUnderWay(job);

    /// <summary>Whether its logs are being copied.</summary>
    public static bool IsUnderWay(Job job) => job.Push is { IsDone: false };
}
