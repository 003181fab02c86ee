using MrJob.Core.Storage;

namespace MrJob.Core.Logs;

/// <summary>What the logs said, at <c>jobs/&lt;id&gt;/report.json</c>.</summary>
internal sealed record Report : StoredRecord
{
    /// <summary>Null when the job did not fail, or no log says why yet.</summary>
    public Cause? Cause { get; init; }

    /// <summary>Nothing more is expected. EMR copies logs about every five minutes, so a first report may be early.</summary>
    public bool Final { get; init; }
    public required DateTimeOffset Made { get; init; }
    public IReadOnlyList<LogFile> Logs { get; init; } = [];
}

/// <summary>The part of a report that a job's record carries.</summary>
internal sealed record ReportSummary(bool Final, Cause? Cause);

/// <summary>The error that explains a failure.</summary>
/// <param name="Text">The error, as the log has it.</param>
/// <param name="Source">What kind of log told: <c>task</c>, <c>step</c>, <c>controller</c> or <c>emr</c>.</param>
/// <param name="File">The log as an S3 URI; null when EMR itself told.</param>
/// <param name="FirstLine">Counted from 1.</param>
/// <param name="Confidence"><c>high</c> for a task's own error, <c>medium</c> for a step's, <c>low</c> for anything else.</param>
internal sealed record Cause(string Text, string Source, string? File, int? FirstLine, int? LastLine, string Confidence);

/// <summary>A log on S3.</summary>
/// <param name="Size">In bytes, as stored.</param>
internal sealed record LogFile(string Uri, long Size);
