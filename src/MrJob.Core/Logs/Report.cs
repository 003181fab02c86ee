using MrJob.Core.Logs.Diagnosis;
using MrJob.Core.Storage;
using CountersByStep = System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.IReadOnlyDictionary<string, System.Collections.Generic.IReadOnlyDictionary<string, long>>>;

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

    /// <summary>Hadoop's counters by step id, group and name.</summary>
    public CountersByStep? Counters { get; init; }

    /// <summary>When the look was begun after which the service gives up; null before.</summary>
    public DateTimeOffset? LastLook { get; init; }

    /// <summary>What kept the service from reading logs, and what to do about it.</summary>
    public string? Problem { get; init; }

    /// <summary>
    /// The report to keep of an old one and a new one. Logs expire and buckets are locked: what is known already is not given up for less. A final
    /// report stays final.
    /// </summary>
    public static Report Better(Report? old, Report made)
    {
        if (old is null)
            return made;
        var kept = made.Logs.Count + made.MoreLogs < old.Logs.Count + old.MoreLogs ? old with { Problem = made.Problem ?? old.Problem }
            : made with { Cause = made.Cause ?? old.Cause };
        return kept with { Final = old.Final || made.Final, LastLook = old.LastLook, Counters = Newest(old.Counters, made.Counters) };
    }

    /// <summary>Of each step what was read last: the log that had them may be gone now.</summary>
    private static CountersByStep? Newest(CountersByStep? old, CountersByStep? made) => old is null ? made : made is null ? old
        : made.Concat(old).DistinctBy(step => step.Key).ToDictionary();
}

/// <summary>The part of a report that a job's record carries.</summary>
internal sealed record ReportSummary(bool Final, Cause? Cause);

/// <summary>A log on S3.</summary>
/// <param name="Size">In bytes, as stored.</param>
/// <param name="Modified">When it was copied there, by S3's clock.</param>
internal sealed record LogFile(string Uri, long Size, DateTimeOffset? Modified = null);
