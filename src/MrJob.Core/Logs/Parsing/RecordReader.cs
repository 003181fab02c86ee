namespace MrJob.Core.Logs.Parsing;

/// <summary>Collects log4j records that tell of an error, each with the lines that continue it.</summary>
/// <param name="isWanted">Whether the record is to be collected, by its first line.</param>
internal sealed class RecordReader(RecordReader.Choice isWanted, Action<LogExcerpt> found)
{
    private ExcerptBuilder? _record;

    internal delegate bool Choice(LogRecord record);

    /// <summary>Whether a record begins here.</summary>
    public bool Begin(LogLine line, LogRecord record)
    {
        End();
        if (!isWanted(record))
            return false;
        _record = new ExcerptBuilder().Add(line);
        return true;
    }

    /// <summary>A line that begins no record: it continues the one before, if that is collected.</summary>
    public bool Continue(LogLine line)
    {
        if (_record is null)
            return false;
        if (!line.IsBlank)
            _record.Add(line);
        return true;
    }

    public void End()
    {
        if (_record is { } record)
            found(record.Build());
        _record = null;
    }
}
