namespace MrJob.Local.Emr.Wire;

// What answers say of the state of things, named and typed as in EMR's service model.

/// <param name="Code">One of EMR's codes, such as <c>USER_REQUEST</c>; absent where nothing went wrong.</param>
internal sealed record StateChangeReason(string? Code = null, string? Message = null);

internal sealed record Timeline(
    DateTimeOffset? CreationDateTime, DateTimeOffset? ReadyDateTime = null,
    DateTimeOffset? StartDateTime = null, DateTimeOffset? EndDateTime = null);

internal sealed record FailureDetails(string? Reason, string? Message, string? LogFile);

/// <summary>The status of a cluster, step, group, fleet or instance: all have this shape.</summary>
internal sealed record Status(string State, StateChangeReason StateChangeReason, Timeline Timeline)
{
    /// <summary>Only for steps that failed.</summary>
    public FailureDetails? FailureDetails { get; init; }
}

internal sealed record ErrorAnswer
{
    [System.Text.Json.Serialization.JsonPropertyName("__type")] public required string Type { get; init; }
    public string? Message { get; init; }
    [System.Text.Json.Serialization.JsonPropertyName("message")] public string? LowerMessage { get; init; }
    public string? ErrorCode { get; init; }
}

internal sealed record Empty;
