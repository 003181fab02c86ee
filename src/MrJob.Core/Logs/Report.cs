using MrJob.Core.Logs.Diagnosis;
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

    /// <summary>The steps' own logs first; at most <see cref="LogCollector.MostListed"/>.</summary>
    public IReadOnlyList<LogFile> Logs { get; init; } = [];

    /// <summary>How many logs there are besides.</summary>
    public int MoreLogs { get; init; }
}

/// <summary>The part of a report that a job's record carries.</summary>
internal sealed record ReportSummary(bool Final, Cause? Cause);

/// <summary>A log on S3.</summary>
/// <param name="Size">In bytes, as stored.</param>
internal sealed record LogFile(string Uri, long Size);
