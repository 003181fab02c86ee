namespace MrJob.Core.Logs;

/// <summary>Finds the error in what a task wrote to its standard error. Total: any text gives an answer or none.</summary>
internal static class TaskErrors
{
    private const string TracebackStart = "Traceback (most recent call last):";
    private const int TailLines = 20;

    /// <summary>The last Python traceback with what was chained to it, or else the last lines; null when there is nothing but noise.</summary>
    public static LogExcerpt? Find(IReadOnlyList<string> lines)
    {
        var start = LastTraceback(lines);
        if (start >= 0)
            return LogExcerpt.Of(lines, start, TracebackEnd(lines, start));
        var last = LastSaying(lines, lines.Count - 1);
        if (last < 0)
            return null;
        var first = last;
        while (first > 0 && last - first + 1 < TailLines && LastSaying(lines, first - 1) == first - 1)
            first--;
        return LogExcerpt.Of(lines, first, last);
    }

    /// <summary>Where the last traceback begins: at the first of a chain ("During handling of the above exception…").</summary>
    private static int LastTraceback(IReadOnlyList<string> lines)
    {
        int start = -1, end = -1;
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > end && lines[i].TrimEnd() == TracebackStart)
                (start, end) = (i, TracebackEnd(lines, i));
        }
        return start;
    }

    private static bool IsChain(string line) =>
        line.StartsWith("During handling of the above exception", StringComparison.Ordinal)
        || line.StartsWith("The above exception was the direct cause", StringComparison.Ordinal);

    /// <summary>A traceback's frames are indented; the exception that follows is not, and is the last line unless another traceback is chained to it.</summary>
    private static int TracebackEnd(IReadOnlyList<string> lines, int start)
    {
        var end = start + 1;
        while (end < lines.Count && (lines[end].Length == 0 || char.IsWhiteSpace(lines[end][0])))
            end++;
        end = Math.Min(end, lines.Count - 1);
        var next = end + 1;
        while (next < lines.Count && next - end <= 3 && (lines[next].Length == 0 || IsChain(lines[next])))
            next++;
        return next < lines.Count && next > end + 1 && lines[next].TrimEnd() == TracebackStart ? TracebackEnd(lines, next) : end;
    }

    private static int LastSaying(IReadOnlyList<string> lines, int from)
    {
        while (from >= 0 && IsNoise(lines[from]))
            from--;
        return from;
    }

    // What the JVM and log4j say at every start, and the shell's trace of a wrapper.
    private static bool IsNoise(string line) => string.IsNullOrWhiteSpace(line)
        || line.StartsWith("log4j:WARN", StringComparison.Ordinal)
        || line.StartsWith("SLF4J:", StringComparison.Ordinal)
        || line.StartsWith("+ ", StringComparison.Ordinal);
}

/// <summary>Some lines of a log.</summary>
/// <param name="FirstLine">Counted from 1.</param>
internal sealed record LogExcerpt(string Text, int FirstLine, int LastLine)
{
    public static LogExcerpt Of(IReadOnlyList<string> lines, int first, int last) =>
        new(string.Join('\n', lines.Skip(first).Take(last - first + 1)), first + 1, last + 1);
}
