namespace MrJob.Core.Logs.Parsing;

/// <summary>Finds errors in what a program wrote: tracebacks, Java exceptions, and its last words.</summary>
internal sealed class ProgramText
{
    private readonly TailLines _tail = new();
    private readonly TracebackReader _tracebacks;
    private readonly StackReader _stacks;
    private readonly Action<LogError> _found;

    private LogError? _last;

    public ProgramText(Action<LogError> found)
    {
        _found = found;
        _tracebacks = new(Keep);
        _stacks = new(_tail, Keep);
    }

    public void Read(LogLine line)
    {
        if (_tracebacks.Read(line) || _stacks.Read(line))
            return;
        _tail.Add(line);
    }

    /// <summary>Something else begins here: an error that is being read is over.</summary>
    public void Break()
    {
        _tracebacks.End();
        _stacks.End();
    }

    /// <summary>The program has ended. What it said last is an error too, unless it ended with one.</summary>
    public void End()
    {
        Break();
        var words = _tail.All();
        if (_last is { } last)
        {
            words = [.. words.Where(w => w.Number > last.Excerpt.LastLine)];
            _found(last with { WentOn = words.Any(w => !w.IsTrace) });
        }
        if (LastWords.Of(words) is { } said)
            _found(said);
    }

    private void Keep(LogError error)
    {
        if (_last is { } earlier)
            _found(earlier with { WentOn = true });
        _last = error;
    }
}
