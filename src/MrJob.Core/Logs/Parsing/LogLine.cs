using System.Text;

namespace MrJob.Core.Logs.Parsing;

/// <summary>A line of a log, without its end.</summary>
/// <param name="text">As stored: hopefully UTF-8, perhaps anything.</param>
/// <param name="number">Counted from 1.</param>
internal readonly ref struct LogLine(ReadOnlySpan<byte> text, int number)
{
    public ReadOnlySpan<byte> Text { get; } = text;

    public int Number { get; } = number;

    public bool IsBlank => Text.IsEmpty || (Text[0] is (byte)' ' or (byte)'\t' && Text.IndexOfAnyExcept(" \t"u8) < 0);

    public bool IsIndented => Text.Length > 0 && Text[0] is (byte)' ' or (byte)'\t';

    /// <summary>The text; what is not UTF-8 becomes replacement characters.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Text);
}

/// <summary>
/// Reads a log line by line. Total: whatever the lines are, it never throws and its work and memory per line are bounded.
/// </summary>
internal abstract class LogParser
{
    public abstract void Read(LogLine line);

    /// <summary>There are no more lines.</summary>
    public virtual void End()
    {
    }
}
