namespace MrJob.Core.Logs.Parsing;

/// <summary>What Puppet wrote while EMR installed a cluster's applications: <c>time source (err): message</c>. What fails later mostly follows from the first.</summary>
internal sealed class PuppetParser : LogParser
{
    private readonly FoundErrors _errors = new();

    public IReadOnlyList<LogError> Errors => _errors.All;

    public override void Read(LogLine line)
    {
        if (_errors.All.Count == 0 && line.Text.IndexOf(" (err): "u8) > 0)
            _errors.Add(new(ErrorKind.Client, new ExcerptBuilder().Add(line).Build()));
    }
}
