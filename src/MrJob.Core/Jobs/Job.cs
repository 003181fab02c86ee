using System.Text.Json.Serialization;
using MrJob.Core.Logs;
using MrJob.Core.Logs.Push;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>A job as recorded at <c>jobs/&lt;id&gt;/job.json</c>: what was asked, and everything that was done about it.</summary>
internal sealed record Job : StoredRecord
{
    public required string Id { get; init; }
    public required JobSpec Spec { get; init; }

    /// <summary>Who submitted it: an IAM ARN, or empty where the API is not behind IAM.</summary>
    public string Caller { get; init; } = "";

    /// <summary>What started it, where that was no request: the rule, and the object that arrived.</summary>
    public string? Origin { get; init; }
    public required DateTimeOffset Created { get; init; }
    public DateTimeOffset? Ended { get; init; }
    public JobState State { get; init; }

    /// <summary>Why it is in its state, where that needs words: what a queued job waits for, why a job failed without a step.</summary>
    public string? Reason { get; init; }

    /// <summary>When somebody asked to cancel it; nothing of it starts afterwards.</summary>
    public DateTimeOffset? CancelRequested { get; init; }
    public required IReadOnlyList<JobStep> Steps { get; init; }

    /// <summary>The job's own folder for scratch: what a step writes for the next, and its output where nobody asked for a place.</summary>
    public required string ScratchDir { get; init; }
    public required string OutputDir { get; init; }
    public string? ClusterId { get; init; }
    public ClusterUse? ClusterUse { get; init; }

    /// <summary>The cluster's own log folder, without the cluster id. Null when it keeps no logs.</summary>
    public string? LogUri { get; init; }

    /// <summary>What the service is about to ask of EMR, or asked without learning the answer.</summary>
    public Intent? Intent { get; init; }

    /// <summary>Whether the job keeps its cluster to its end, as it does where one step runs at a time. Anywhere else others run beside it.</summary>
    public bool HoldsCluster { get; init; }

    /// <summary>What a pooled job must have in common with the clusters that it joins. Null for other jobs.</summary>
    public PoolIdentity? Pool { get; init; }

    /// <summary>The pooled cluster that was started for the job, whether it went there or not.</summary>
    public string? StartedCluster { get; init; }

    /// <summary>The first time that EMR refused the job's steps on a cluster that was up.</summary>
    public StepRefusal? Refused { get; init; }

    /// <summary>The copying of its logs to S3 after it failed, if its cluster was asked to.</summary>
    public LogPush? Push { get; init; }

    /// <summary>How often it went back to the queue because its cluster died before its first step ran.</summary>
    public int Requeues { get; init; }
    public Placement? Placement { get; init; }
    public ReportSummary? Report { get; init; }
}

/// <summary>One step, as sent to EMR and as EMR last told of it.</summary>
internal sealed record JobStep
{
    /// <summary><c>&lt;job id&gt;: Step &lt;n&gt; of &lt;m&gt;</c>: by it a step is recognised when an answer was lost.</summary>
    public required string Name { get; init; }
    public string? StepId { get; init; }
    public JobStepState State { get; init; }
    public DateTimeOffset? Created { get; init; }
    public DateTimeOffset? Started { get; init; }
    public DateTimeOffset? Ended { get; init; }

    /// <summary>EMR's own words about a failed step.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Hadoop's counters, by group and name; null until its logs have been read.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? Counters { get; init; }
}

/// <param name="At">By S3's clock.</param>
internal sealed record StepRefusal(string ClusterId, DateTimeOffset At);

/// <summary>How a job's steps share their cluster, which decides how they may be sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ClusterUse>))]
internal enum ClusterUse
{
    /// <summary>A cluster of the job's own: carries the steps from the start and ends with them.</summary>
    [JsonStringEnumMemberName("own")] Own,

    /// <summary>The <c>cluster_id</c> of the options: others may use it, so steps are sent one by one.</summary>
    [JsonStringEnumMemberName("given")] Given,

    /// <summary>A cluster of the pool: held by lease until the job's end, or, where it runs several steps at once, shared by slot.</summary>
    [JsonStringEnumMemberName("pooled")] Pooled,
}

/// <summary>The decision which cluster a job's steps go to.</summary>
/// <param name="Decision">In words.</param>
/// <param name="Candidates">Clusters that were considered: those that fit in the order in which they are tried, then the others.</param>
internal sealed record Placement(string Decision, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>So many more were considered, and none of them taken.</summary>
    public int? More { get; init; }
}

/// <summary>A cluster that a job might have gone to.</summary>
/// <param name="Rank">1 for the one that is tried first; null for one that does not fit.</param>
/// <param name="ComputeUnits">Of all its instances.</param>
/// <param name="Reason">Why it was not taken; null for the one that was.</param>
internal sealed record Candidate(string ClusterId, int? Rank, int? ComputeUnits, string? Reason);
