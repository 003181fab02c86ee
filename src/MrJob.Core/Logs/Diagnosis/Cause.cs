namespace MrJob.Core.Logs.Diagnosis;

/// <summary>The error that explains a failure, and why it was chosen.</summary>
/// <param name="Text">The error, as the log has it.</param>
/// <param name="Source">Who told: <c>task</c>, <c>spark</c>, <c>step</c>, <c>history</c>, <c>controller</c>, <c>bootstrap</c> or <c>emr</c>.</param>
/// <param name="File">The log as an S3 URI; null when EMR itself told.</param>
/// <param name="FirstLine">Counted from 1.</param>
/// <param name="Confidence"><c>high</c>: the program, or who ended it, says so itself; <c>medium</c>: it is the best that is known; <c>low</c>: somebody's words about a failure.</param>
internal sealed record Cause(string Text, string Source, string? File, int? FirstLine, int? LastLine, string Confidence)
{
    /// <summary>Why this and no other error.</summary>
    public string? Why { get; init; }

    /// <summary>What usually helps; null where there is no rule.</summary>
    public string? Hint { get; init; }

    /// <summary>The task attempt that met it.</summary>
    public string? Attempt { get; init; }
    public string? Task { get; init; }
    public string? Container { get; init; }

    /// <summary>What the attempt read: <c>URI:start+length</c> in bytes, or the file it opened.</summary>
    public string? InputSplit { get; init; }

    /// <summary>Other errors that were seen and are less likely, the best first.</summary>
    public IReadOnlyList<OtherError>? Others { get; init; }
}

/// <summary>An error that was not chosen.</summary>
/// <param name="Text">Its first line, or its last where that says more.</param>
internal sealed record OtherError(string Text, string? File, int? Line, string? Attempt);
