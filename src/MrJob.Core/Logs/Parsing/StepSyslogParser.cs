using System.Globalization;
using System.Text;

namespace MrJob.Core.Logs.Parsing;

/// <summary>What Hadoop's job client wrote of a step: the jobs it ran, attempts that failed and why, how each job ended, its counters.</summary>
internal sealed class StepSyslogParser : LogParser
{
    private const int MostAttempts = 1_000;
    private const int MostJobs = 10_000;

    private readonly FoundErrors _errors = new();
    private readonly List<FailedAttempt> _attempts = [];
    private readonly List<ClientJob> _jobs = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly RecordReader _records;
    private Kind _kind;
    private string? _attempt;
    private Dictionary<string, long>? _group;
    private bool _isInCounters;

    public StepSyslogParser() => _records = new(IsTelling, Keep);

    private enum Kind
    {
        None,
        Attempt,
        Killed,
        JobFailed,
        Error,
    }

    /// <summary>In the order in which they were started.</summary>
    public IReadOnlyList<ClientJob> Jobs => _jobs;

    /// <summary>Attempts that failed by themselves, with what the client was told of each.</summary>
    public IReadOnlyList<FailedAttempt> Attempts => _attempts;

    /// <summary>Errors of the client itself, and of jobs that failed without an attempt of a task.</summary>
    public IReadOnlyList<LogError> Errors => _errors.All;

    /// <summary>Counters by group and name, over all jobs of the step; null when there are none.</summary>
    public Dictionary<string, Dictionary<string, long>>? Counters { get; private set; }

    public override void Read(LogLine line)
    {
        if (LogRecord.TryParse(line.Text, out var record))
            Begin(line, record);
        else if (_isInCounters && line.Text is [(byte)'\t', ..])
            Count(line.Text);
        else
            _records.Continue(line);
    }

    public override void End() => _records.End();

    private void Begin(LogLine line, LogRecord record)
    {
        _records.End(); // with what it was about
        (_kind, _isInCounters) = (Kind.None, false);
        var message = record.Message;
        if (message.StartsWith("Task Id : "u8))
            (_attempt, _kind) = (Ids.FirstAttempt(message), message.IndexOf("Status : FAILED"u8) >= 0 ? Kind.Attempt : Kind.Killed);
        else if (message.StartsWith("Running job: "u8))
            Started(Ids.FirstJobsApplication(message));
        else if (message.StartsWith("Submitted application "u8))
            Started(Ids.FirstApplication(message));
        else if (message.StartsWith("Job job_"u8))
            Ended(message);
        else if (message.StartsWith("Counters: "u8))
            _isInCounters = true;
        else if (record.Severity == Severity.Error)
            _kind = Kind.Error;
        _records.Begin(line, record);
    }

    private bool IsTelling(LogRecord record) => _kind is not Kind.None;

    private void Started(string? application)
    {
        if (application is not null && _jobs.Count < MostJobs && _places.TryAdd(application, _jobs.Count))
            _jobs.Add(new(application));
    }

    private void Ended(ReadOnlySpan<byte> message)
    {
        if (Ids.FirstJobsApplication(message) is not { } application)
            return;
        Started(application);
        if (!_places.TryGetValue(application, out var job))
            return;
        if (message.IndexOf("completed successfully"u8) >= 0)
            _jobs[job] = _jobs[job] with { Succeeded = true };
        else if (message.IndexOf("failed with state"u8) >= 0)
        {
            _jobs[job] = _jobs[job] with { Succeeded = false };
            _kind = Kind.JobFailed;
        }
    }

    private void Keep(LogExcerpt excerpt)
    {
        var kind = ErrorKinds.Of(excerpt.Text);
        switch (_kind)
        {
            case Kind.Attempt when _attempt is not null && _attempts.Count < MostAttempts:
                _attempts.Add(new(_attempt, excerpt.WithoutFirstLine() is { } told ? new(ErrorKinds.Of(told.Text), told) : null));
                break;
            case Kind.JobFailed:
                JobFailed(excerpt, kind);
                break;
            case Kind.Error:
                _errors.Add(new(kind == ErrorKind.Exception ? ErrorKind.Client : kind, excerpt));
                break;
        }
    }

    private void JobFailed(LogExcerpt excerpt, ErrorKind kind)
    {
        var text = Encoding.UTF8.GetBytes(excerpt.Text);
        if (Ids.FirstTask(text) is { } task && Ids.FirstJobsApplication(text) is { } application && _places.TryGetValue(application, out var job))
            _jobs[job] = _jobs[job] with { FailedTask = task };
        else
            _errors.Add(new(kind is ErrorKind.Exception ? ErrorKind.Client : kind, excerpt));
    }

    private void Count(ReadOnlySpan<byte> line)
    {
        Counters ??= new(StringComparer.Ordinal);
        if (line is not [_, (byte)'\t', ..])
        {
            var name = Name(line);
            if (!Counters.TryGetValue(name, out _group))
                Counters[name] = _group = new(StringComparer.Ordinal);
        }
        else if (line.LastIndexOf((byte)'=') is > 0 and var equals && _group is not null
            && long.TryParse(line[(equals + 1)..].TrimEnd((byte)' '), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            var name = Name(line[..equals]);
            _group[name] = unchecked(_group.GetValueOrDefault(name) + value);
        }
    }

    private static string Name(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, 500)]).Trim();
}

/// <summary>A job on Hadoop that a step ran.</summary>
/// <param name="Succeeded">Null when the log does not say.</param>
/// <param name="FailedTask">The task for which it was given up.</param>
internal sealed record ClientJob(string Application, bool? Succeeded = null, string? FailedTask = null)
{
    /// <summary>What the ids of its job, tasks and attempts have in common with the application's.</summary>
    public string Number => Application["application_".Length..];
}

/// <summary>A task attempt that failed.</summary>
/// <param name="Error">What the client was told of it; null where that stands elsewhere.</param>
internal sealed record FailedAttempt(string Attempt, LogError? Error);
