using System.Text.RegularExpressions;

namespace MrJob.Core.Logs.Parsing;

/// <summary>What the end of a program's output tells. Pure.</summary>
internal static partial class LastWords
{
    private const int MostLines = 12;

    /// <summary>What the shell, or Python before it runs a script, could not run, or what a signal did; or just the last lines. Null when there are none.</summary>
    public static LogError? Of(IReadOnlyList<TailLine> lines)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            if (NoMachine().IsMatch(lines[i].Text)) // the reason stands before it or follows
                return new(ErrorKind.Command, Excerpt(lines, Math.Max(0, i - 1), Math.Min(lines.Count - 1, i + 2)));
            if (SparkClass().IsMatch(lines[i].Text)) // what it is about follows
                return new(ErrorKind.Client, Excerpt(lines, i, Math.Min(lines.Count - 1, i + MostLines)));
        }
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            if (KindOf(lines[i].Text) is { } kind)
                return new(kind, Excerpt(lines, i > 0 && lines[i - 1].IsTrace ? i - 1 : i, i)) { WentOn = lines.Skip(i + 1).Any(l => !l.IsTrace) };
        }
        if (LanguageErrors.Find(lines) is var (begin, end))
            return new(ErrorKind.Exception, Excerpt(lines, begin, end)) { WentOn = lines.Skip(end + 1).Any(l => !l.IsTrace && !LanguageErrors.IsChatter(l.Text)) };
        if (Complaints(lines) is { } complaints)
            return complaints;
        var last = lines.Count - 1;
        while (last >= 0 && IsNothing(lines[last]))
            last--;
        var first = last;
        while (first > 0 && last - first + 1 < MostLines && !IsNothing(lines[first - 1]) && lines[first - 1].Number == lines[first].Number - 1)
            first--;
        return last < 0 ? null : new(ErrorKind.Output, Excerpt(lines, first, last));
    }

    private static bool IsNothing(TailLine line) => line.IsTrace || LanguageErrors.IsChatter(line.Text);

    /// <summary>The last lines that are marked as errors: what comes after them is advice.</summary>
    private static LogError? Complaints(IReadOnlyList<TailLine> lines)
    {
        var last = lines.Count - 1;
        while (last >= 0 && !Marked().IsMatch(lines[last].Text))
            last--;
        var first = last;
        while (first > 0 && Marked().IsMatch(lines[first - 1].Text))
            first--;
        return last < 0 ? null : new(ErrorKind.Output, Excerpt(lines, first, last));
    }

    /// <summary>Whether the line is somebody's complaint rather than a report of progress.</summary>
    public static bool IsComplaint(string text) => Complaint().IsMatch(text);

    private static ErrorKind? KindOf(string line) =>
        Memory().IsMatch(line) ? ErrorKind.Memory : NotRun().IsMatch(line) ? ErrorKind.Command : Signal().IsMatch(line) ? ErrorKind.Signal
        : Refusal().IsMatch(line) ? ErrorKind.Client : null;

    private static LogExcerpt Excerpt(IReadOnlyList<TailLine> lines, int first, int last)
    {
        var excerpt = new ExcerptBuilder();
        for (var i = first; i <= last; i++)
            excerpt.Add(lines[i].Number, lines[i].Text);
        return excerpt.Build();
    }

    [GeneratedRegex(@"^(?:ERROR|FATAL|Error|error|fatal|fatal error): ", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();

    [GeneratedRegex(@"Cannot allocate memory|std::bad_alloc|java\.lang\.OutOfMemoryError|^MemoryError", RegexOptions.CultureInvariant)]
    private static partial Regex Memory();

    [GeneratedRegex(
        @"^(?:\S*/)?(?:ba|da|z|k)?sh: .*(?:not found|No such file or directory|Permission denied|[Cc]annot execute|Is a directory|bad interpreter|cannot open)"
        + @"|^\S+: (?:line )?\d+: .*(?:not found|No such file or directory|Permission denied|[Cc]annot execute|bad interpreter)"
        + @"|: command not found|: bad interpreter: "
        + @"|^(?:\S*/)?env: .*(?:No such file or directory|Permission denied)"
        + @"|^\S*python\S*: (?:can't open file|No module named|Error while finding module)"
        + @"|error while loading shared libraries: |: Exec format error",
        RegexOptions.CultureInvariant)]
    private static partial Regex NotRun();

    [GeneratedRegex(@"^Error occurred during initialization of VM|^Error: Could not create the Java Virtual Machine", RegexOptions.CultureInvariant)]
    private static partial Regex NoMachine();

    // Error classes of Spark 3.3 and later (https://spark.apache.org/docs/latest/sql-error-conditions.html).
    [GeneratedRegex(@"^\[[A-Z][A-Z0-9_]+(?:\.[A-Z0-9_]+)?\] |^Error in query: ", RegexOptions.CultureInvariant)]
    private static partial Regex SparkClass();

    // Of spark-submit, hadoop and java, before they run anything; and of the AWS command line.
    [GeneratedRegex(@"^Error: (?!java\.)|^fatal error: |^(?:upload failed: .*)?An error occurred \(\w+\) when calling the |^Not a valid JAR: |^JAR does not exist|^Exception in thread ""main"" ", RegexOptions.CultureInvariant)]
    private static partial Regex Refusal();

    [GeneratedRegex(
        @"^(?:\S+: (?:line )?\d+: +\d+ )?(?:Killed|Segmentation fault|Aborted|Bus error|Illegal instruction)\b|^Fatal Python error: |^Segmentation fault",
        RegexOptions.CultureInvariant)]
    private static partial Regex Signal();

    [GeneratedRegex(
        @"\b(?:error|fatal|exception|abort(?:ed|ing)?|fail(?:ed|ure)?|cannot|can't|could not|unable to|no such|denied|invalid|illegal|missing|unknown|unrecognized|not found|must|wrong|mismatch|do(?:es)? not|did not|expected|needed|exceed(?:s|ed)?|at least|at most|bad|broken|corrupt(?:ed)?|giv(?:e|es|ing) up|gave up|not supported|no such|no (?:\w+ )?(?:named|called|for|in|at|of|with))\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Complaint();
}
