using System.Text.RegularExpressions;

namespace MrJob.Core.Logs.Parsing;

/// <summary>
/// What Spark, or any other program with log4j on its standard error, wrote: the client that submits to YARN, the driver, an executor.
/// Errors are records of that severity, exceptions and tracebacks in or between them, the diagnostics of YARN's report, and last words.
/// </summary>
internal sealed partial class SparkParser : LogParser
{
    private readonly FoundErrors _errors = new();
    private readonly HashSet<string> _applications = new(StringComparer.Ordinal);
    private readonly RecordReader _records;
    private readonly TracebackReader _tracebacks;
    private readonly TaskDiagnosticsReader _tasks;
    private readonly ProgramText _text;
    private ExcerptBuilder? _diagnostics;
    private bool _inDiagnostics;
    private string? _stage;

    public SparkParser()
    {
        _text = new(_errors.Add);
        _tasks = new(_errors.Add);
        _records = new(IsTelling, Keep);
        _tracebacks = new(error => _errors.Add(error with { Stage = _stage }));
    }

    public IReadOnlyList<LogError> Errors => _errors.All;

    /// <summary>The stage for which Spark gave up, such as <c>2.0</c>.</summary>
    public string? FailedStage { get; private set; }

    /// <summary>What was submitted to YARN.</summary>
    public IReadOnlyCollection<string> Applications => _applications;

    public override void Read(LogLine line)
    {
        if (LogRecord.TryParse(line.Text, out var record))
            Begin(line, record);
        else if (!IsOfReport(line))
            Continue(line);
    }

    public override void End()
    {
        EndRecord();
        EndReport();
        _tasks.End();
        _text.End();
    }

    private void Begin(LogLine line, LogRecord record)
    {
        EndRecord();
        EndReport();
        _tasks.End();
        _text.Break();
        if (_records.Begin(line, record))
        {
            _stage = Stage().Match(line.ToString()) is { Success: true } stage ? stage.Groups[1].Value : null;
            _tracebacks.Read(line);
        }
        var message = record.Message;
        if (message.StartsWith("Submitted application "u8) && Ids.FirstApplication(message) is { } application)
            _applications.Add(application);
    }

    private void Continue(LogLine line)
    {
        if (line.Text.StartsWith("Streaming Command Failed!"u8) || line.Text.StartsWith("Exception in thread \""u8)) // what another thread writes is no part of a record
            EndRecord();
        if (_records.Continue(line))
            _tracebacks.Read(line);
        else if (!_tasks.Read(line))
            _text.Read(line);
    }

    private void EndRecord()
    {
        _tracebacks.End();
        _records.End();
    }

    /// <summary>
    /// YARN's report of an application, indented by a tab and a space; its diagnostics may have several lines. The client writes one whenever the state
    /// changes: while it waits or runs, the final status is UNDEFINED, and the diagnostics say what it waits for.
    /// </summary>
    private bool IsOfReport(LogLine line)
    {
        if (line.Text.StartsWith("\t diagnostics: "u8))
        {
            EndReport();
            _diagnostics = line.Text.EndsWith(": N/A"u8) || line.Text.TrimEnd((byte)' ').EndsWith("diagnostics:"u8) ? null : new ExcerptBuilder().Add(line);
            _inDiagnostics = _diagnostics is not null;
            return true;
        }
        if (line.Text.StartsWith("\t final status: UNDEFINED"u8) || line.Text.StartsWith("\t final status: SUCCEEDED"u8))
            _diagnostics = null;
        if (line.Text.StartsWith("\t "u8) && IsOtherMember(line.Text[2..]))
        {
            _inDiagnostics = false;
            return true;
        }
        if (!_inDiagnostics || _diagnostics is null)
            return false;
        if (!line.IsBlank)
            _diagnostics.Add(line);
        return true;
    }

    private static bool IsOtherMember(ReadOnlySpan<byte> text) => text.StartsWith("ApplicationMaster "u8) || text.StartsWith("client token: "u8) || text.StartsWith("queue: "u8)
        || text.StartsWith("start time: "u8) || text.StartsWith("final status: "u8) || text.StartsWith("tracking URL: "u8) || text.StartsWith("user: "u8);

    private void EndReport()
    {
        _inDiagnostics = false;
        if (_diagnostics is null)
            return;
        var excerpt = _diagnostics.Build();
        _diagnostics = null;
        if (Waiting().IsMatch(excerpt.Text))
            return; // of a report that was cut off before its final status
        NoteFailedStage(excerpt.Text);
        var kind = ErrorKinds.Of(excerpt.Text);
        _errors.Add(new(kind == ErrorKind.Exception ? ErrorKind.Client : kind, excerpt));
    }

    private static bool IsTelling(LogRecord record) => record.Severity switch
    {
        Severity.Error => true,
        Severity.Warn => record.Message.StartsWith("Lost task "u8) || record.Message.StartsWith("Lost executor"u8) || record.Message.IndexOf("Container killed by YARN"u8) >= 0,
        _ => false,
    };

    private void Keep(LogExcerpt excerpt)
    {
        NoteFailedStage(excerpt.Text);
        _errors.Add(new(IsAfterthought(excerpt.Text) ? ErrorKind.Consequence : KindOf(excerpt.Text), excerpt) { Stage = _stage });
    }

    private static ErrorKind KindOf(string text) => ErrorKinds.Of(text) is ErrorKind.Exception && !Exception().IsMatch(text) ? ErrorKind.Wrapper : ErrorKinds.Of(text);

    private void NoteFailedStage(string text)
    {
        if (GaveUp().Match(text) is { Success: true } stage)
            FailedStage = stage.Groups[1].Value;
    }

    // What Spark complains of while, and because, it is shutting down.
    private static bool IsAfterthought(string text) => Afterthought().IsMatch(text[..Math.Min(text.Length, 300)]);

    // What YARN's scheduler says of an application that is not running yet.
    [GeneratedRegex(@"AM container is launched|\[Scheduler\]|Application is (?:Activated|added)|waiting for (?:resources|AM container)", RegexOptions.CultureInvariant)]
    private static partial Regex Waiting();

    [GeneratedRegex(@"in stage (\d+\.\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Stage();

    [GeneratedRegex(@"[Tt]ask \d+ in stage (\d+\.\d+) failed \d+ times", RegexOptions.CultureInvariant)]
    private static partial Regex GaveUp();

    [GeneratedRegex(@"(?:Exception|Error|Throwable|Failure)\b.*\S|[Ii]nvalid|must|not (?:found|exist|allowed)|denied", RegexOptions.CultureInvariant)]
    private static partial Regex Exception();

    [GeneratedRegex(
        @" (?:ERROR|WARN) (?:\S+\.)?(?:ShutdownHookManager|AsyncEventQueue|LiveListenerBus|Inbox|TransportRequestHandler|TransportResponseHandler|TransportChannelHandler|TransportClient|NettyRpcEnv|Dispatcher|MetricsSystem|CoarseGrainedExecutorBackend: RECEIVED)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Afterthought();
}
