using System.Globalization;
using System.Text;

namespace MrJob.Core.Logs.Parsing;

/// <summary>Some lines of a log.</summary>
/// <param name="Text">The lines; where they are very many, the first and the last of them.</param>
/// <param name="FirstLine">Counted from 1.</param>
internal sealed record LogExcerpt(string Text, int FirstLine, int LastLine)
{
    /// <summary>What comes after the first line; null when nothing does.</summary>
    public LogExcerpt? WithoutFirstLine() => Text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var end ? new(Text[(end + 1)..], FirstLine + 1, LastLine) : null;
}

/// <summary>Collects an excerpt, in memory of a fixed size.</summary>
internal sealed class ExcerptBuilder
{
    private const int HeadLines = 40;
    private const int TailLines = 40;
    private const int LongestLine = 2_000; // bytes

    private readonly List<string> _head = [];
    private readonly Queue<string> _tail = [];
    private int _left;

    public int FirstLine { get; private set; }

    public int LastLine { get; private set; }

    public ExcerptBuilder Add(LogLine line)
    {
        var text = line.Text.Length <= LongestLine ? line.ToString() : Encoding.UTF8.GetString(line.Text[..LongestLine]) + "…";
        return Add(line.Number, text);
    }

    public ExcerptBuilder Add(int number, string text)
    {
        FirstLine = FirstLine == 0 ? number : FirstLine;
        LastLine = number;
        if (_head.Count < HeadLines)
        {
            _head.Add(text);
            return this;
        }
        _tail.Enqueue(text);
        if (_tail.Count > TailLines)
        {
            _tail.Dequeue();
            _left++;
        }
        return this;
    }

    public LogExcerpt Build()
    {
        var left = _left > 0 ? [string.Create(CultureInfo.InvariantCulture, $"… {_left} lines left out …")] : Array.Empty<string>();
        return new(ShellSecrets.Hide(string.Join('\n', [.. _head, .. left, .. _tail]).TrimEnd()), FirstLine, LastLine);
    }
}
