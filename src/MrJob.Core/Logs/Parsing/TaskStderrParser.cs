namespace MrJob.Core.Logs.Parsing;

/// <summary>What a task's programs, or a bootstrap action, wrote to their standard error.</summary>
internal sealed class TaskStderrParser : LogParser
{
    private readonly FoundErrors _errors = new();
    private readonly ProgramText _text;

    public TaskStderrParser() => _text = new(_errors.Add);

    public IReadOnlyList<LogError> Errors => _errors.All;

    public override void Read(LogLine line) => _text.Read(line);

    public override void End() => _text.End();
}
