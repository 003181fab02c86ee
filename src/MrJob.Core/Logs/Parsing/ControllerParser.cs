using System.Text.RegularExpressions;

namespace MrJob.Core.Logs.Parsing;

/// <summary>What EMR's step runner wrote: the exit code of the step's process, and what kept it from being started.</summary>
internal sealed partial class ControllerParser : LogParser
{
    private readonly FoundErrors _errors = new();
    private readonly RecordReader _records;
    private readonly HashSet<string> _applications = new(StringComparer.Ordinal);

    public ControllerParser() => _records = new(r => r.Severity == Severity.Error || IsFailure(r.Rest), Keep);

    public IReadOnlyList<LogError> Errors => _errors.All;

    /// <summary>Null when the process did not end, or was not started.</summary>
    public int? ExitCode { get; private set; }

    public IReadOnlyCollection<string> Applications => _applications;

    public override void Read(LogLine line)
    {
        if (!LogRecord.TryParse(line.Text, out var record))
        {
            _records.Continue(line);
            return;
        }
        _records.Begin(line, record);
        if (record.Rest.StartsWith("waitProcessCompletion ended with exit code "u8) || record.Rest.StartsWith("Step failed with exitCode "u8))
            ExitCode = Number().Match(line.ToString()[20..]) is { Success: true } code && int.TryParse(code.ValueSpan, out var value) ? value : ExitCode;
        else if (record.Rest.StartsWith("Step created jobs: "u8) && Ids.FirstJobsApplication(record.Rest) is { } application)
            _applications.Add(application);
    }

    public override void End() => _records.End();

    private void Keep(LogExcerpt excerpt) => _errors.Add(new(excerpt.Text.Contains("exitCode ", StringComparison.Ordinal) ? ErrorKind.Wrapper : ErrorKind.Client, excerpt));

    private static bool IsFailure(ReadOnlySpan<byte> message) =>
        message.StartsWith("Step failed with exitCode "u8) || message.StartsWith("Failed to "u8) || message.StartsWith("Unable to "u8) || message.StartsWith("Error "u8);

    [GeneratedRegex(@"(?<=exit ?[cC]ode )-?\d{1,5}", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
