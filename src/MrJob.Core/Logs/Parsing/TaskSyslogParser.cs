using System.Text;

namespace MrJob.Core.Logs.Parsing;

/// <summary>
/// What Hadoop wrote of a task attempt: the error that ended it and what it was reading. In the container of MapReduce's ApplicationMaster:
/// which container each attempt had, and which attempts did what was asked of them.
/// </summary>
internal sealed class TaskSyslogParser : LogParser
{
    private const int MostAttempts = 100_000;

    private readonly FoundErrors _errors = new();
    private readonly Dictionary<string, string> _containers = new(StringComparer.Ordinal);
    private readonly RecordReader _records;

    public TaskSyslogParser() => _records = new(IsError, Keep);

    /// <summary>Errors that ended the task, and other records of errors.</summary>
    public IReadOnlyList<LogError> Errors => _errors.All;

    /// <summary>The attempt whose log it is, if the log says so.</summary>
    public string? Attempt { get; private set; }

    /// <summary>What the task read, as <c>URI:start+length</c> in bytes; null for a reducer.</summary>
    public string? Split { get; private set; }

    /// <summary>The file that was opened last.</summary>
    public string? Input { get; private set; }

    /// <summary>The containers of attempts by these: in an ApplicationMaster's log only.</summary>
    public IReadOnlyDictionary<string, string> Containers => _containers;

    /// <summary>Tasks of which an attempt succeeded: in an ApplicationMaster's log only.</summary>
    public HashSet<string> Succeeded { get; } = new(StringComparer.Ordinal);

    public override void Read(LogLine line)
    {
        if (!LogRecord.TryParse(line.Text, out var record))
        {
            if (!_records.Continue(line) && line.Text.StartsWith("Error: "u8))
                _errors.Add(new(ErrorKinds.Of(line.ToString()), new ExcerptBuilder().Add(line).Build()));
            return;
        }
        _records.Begin(line, record);
        var message = record.Message;
        if (message.StartsWith("Processing split: "u8))
            Split = Text(message["Processing split: "u8.Length..]);
        else if (message.StartsWith("Opening '"u8) && message.LastIndexOf((byte)'\'') is > 9 and var end)
            Input = Text(message[9..end]);
        else if (message.StartsWith("Assigned container "u8))
            Assign(message);
        else if (message.StartsWith("Task succeeded with attempt "u8) && Ids.FirstAttempt(message) is { } winner)
            Succeeded.Add(Ids.TaskOf(winner));
        else if (Attempt is null && _containers.Count == 0)
            Attempt = Ids.FirstAttempt(message);
    }

    public override void End() => _records.End();

    private void Assign(ReadOnlySpan<byte> message)
    {
        if (Ids.FirstAttempt(message) is { } attempt && Ids.FirstContainer(message) is { } container && _containers.Count < MostAttempts)
            _containers[attempt] = container;
    }

    /// <summary>What ends an attempt is said by YarnChild; after any other error the task may have gone on.</summary>
    private void Keep(LogExcerpt excerpt)
    {
        var kind = ErrorKinds.Of(excerpt.Text);
        var ends = excerpt.Text.Contains("Exception running child", StringComparison.Ordinal) || excerpt.Text.Contains("Error running child", StringComparison.Ordinal);
        _errors.Add(new(kind, excerpt) { WentOn = kind == ErrorKind.Exception && !ends });
    }

    // A reducer's copying of outputs warns of machines all the time; what ends an attempt is said by YarnChild.
    private static bool IsError(LogRecord record) => record.Severity == Severity.Error
        || (record.Severity == Severity.Warn && (record.Message.StartsWith("Exception running child"u8) || record.Message.StartsWith("Error running child"u8)));

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text[..Math.Min(text.Length, 2_000)]).Trim();
}
