using System.Text.Json.Serialization;

namespace MrJob.Core.Jobs;

/// <summary>Where a job is. The last three are final.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
internal enum JobState
{
    /// <summary>Accepted, waiting for placement.</summary>
    [JsonStringEnumMemberName("QUEUED")] Queued,

    /// <summary>On a cluster; its first step has not started.</summary>
    [JsonStringEnumMemberName("PENDING")] Pending,
    [JsonStringEnumMemberName("RUNNING")] Running,
    [JsonStringEnumMemberName("COMPLETED")] Completed,
    [JsonStringEnumMemberName("FAILED")] Failed,
    [JsonStringEnumMemberName("CANCELLED")] Cancelled,
}

/// <summary>Where a step is: EMR's states, and two of ours for steps that EMR has not been given.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobStepState>))]
internal enum JobStepState
{
    /// <summary>Not sent to EMR yet.</summary>
    [JsonStringEnumMemberName("QUEUED")] Queued,
    [JsonStringEnumMemberName("PENDING")] Pending,
    [JsonStringEnumMemberName("CANCEL_PENDING")] CancelPending,
    [JsonStringEnumMemberName("RUNNING")] Running,
    [JsonStringEnumMemberName("COMPLETED")] Completed,
    [JsonStringEnumMemberName("CANCELLED")] Cancelled,
    [JsonStringEnumMemberName("FAILED")] Failed,
    [JsonStringEnumMemberName("INTERRUPTED")] Interrupted,

    /// <summary>Never sent, and never will be.</summary>
    [JsonStringEnumMemberName("SKIPPED")] Skipped,
}

internal static class JobStates
{
    public static bool IsFinal(this JobState state) => state is JobState.Completed or JobState.Failed or JobState.Cancelled;

    public static bool IsFinal(this JobStepState state) =>
        state is JobStepState.Completed or JobStepState.Cancelled or JobStepState.Failed or JobStepState.Interrupted or JobStepState.Skipped;
}
