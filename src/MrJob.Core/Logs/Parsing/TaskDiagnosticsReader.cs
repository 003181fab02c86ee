namespace MrJob.Core.Logs.Parsing;

/// <summary>
/// Finds what Hadoop's client was told of tasks that failed. It prints that to its standard error, beside its log4j, each ended by a blank line or by
/// the next.
/// </summary>
internal sealed class TaskDiagnosticsReader(Action<LogError> found)
{
    private ExcerptBuilder? _block;

    /// <summary>Whether the line belongs to such a text.</summary>
    public bool Read(LogLine line)
    {
        if (IsStart(line.Text))
            End();
        else if (_block is null)
            return false;
        else if (line.IsBlank)
        {
            End();
            return true;
        }
        (_block ??= new()).Add(line);
        return true;
    }

    public void End()
    {
        if (_block?.Build() is { } excerpt)
            found(new(ErrorKinds.Of(excerpt.Text), excerpt) { IsOfTask = true });
        _block = null;
    }

    private static bool IsStart(ReadOnlySpan<byte> line)
    {
        if (line is [(byte)'[', ..] && line.IndexOf((byte)']') is > 0 and < 30 and var time) // Hadoop 3: [2026-01-01 05:00:00.123]Container …
            line = line[(time + 1)..];
        return line.StartsWith("Container [pid="u8) || line.StartsWith("Error: java."u8) || line.StartsWith("Error: org.apache."u8) || line.StartsWith("Error: Java heap"u8)
            || line.StartsWith("Error: GC overhead"u8) || line.StartsWith("AttemptID:attempt_"u8) || line.StartsWith("Container released on"u8)
            || line.StartsWith("Exception from container-launch"u8) || line.StartsWith("Too Many fetch failures"u8) || line.StartsWith("Too many fetch failures"u8)
            || (line.StartsWith("Error: "u8) && line.IndexOf("Exception"u8) > 0);
    }
}
