using System.Globalization;
using System.Text.RegularExpressions;

namespace MrJob.Core.Logs;

/// <summary>Reads a step's syslog, which Hadoop's job client writes. Total: malformed text gives less, never an exception.</summary>
internal static partial class StepSyslog
{
    /// <summary>The applications that the step ran on YARN, by the job ids in the text, first seen first.</summary>
    public static IReadOnlyList<string> Applications(IEnumerable<string> lines) =>
        [.. lines.SelectMany(l => JobIdShape().Matches(l)).Select(m => $"application_{m.Groups[1].Value}").Distinct()];

    /// <summary>The counters at the end: groups indented by one tab, counters by two.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, long>>? Counters(IReadOnlyList<string> lines)
    {
        var start = lines.ToList().FindLastIndex(l => CountersStart().IsMatch(l));
        if (start < 0)
            return null;
        var groups = new Dictionary<string, IReadOnlyDictionary<string, long>>();
        Dictionary<string, long>? group = null;
        foreach (var line in lines.Skip(start + 1).TakeWhile(l => l.StartsWith('\t')))
        {
            if (!line.StartsWith("\t\t", StringComparison.Ordinal))
                groups[line.Trim()] = group = [];
            else if (line.LastIndexOf('=') is > 0 and var equals && group is not null
                && long.TryParse(line[(equals + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
                group[line[..equals].Trim()] = value;
        }
        return groups;
    }

    /// <summary>The last attempt's failure with the lines under it, or the job's own.</summary>
    public static LogExcerpt? Error(IReadOnlyList<string> lines)
    {
        var start = lines.ToList().FindLastIndex(l => l.Contains(", Status : FAILED", StringComparison.Ordinal));
        if (start < 0)
            return null;
        var end = start;
        while (end + 1 < lines.Count && lines[end + 1].Length > 0 && !RecordStart().IsMatch(lines[end + 1]))
            end++;
        return LogExcerpt.Of(lines, start, end);
    }

    [GeneratedRegex(@"\bjob_(\d+_\d+)\b", RegexOptions.CultureInvariant)]
    private static partial Regex JobIdShape();

    [GeneratedRegex(@"Counters: \d+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex CountersStart();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} ", RegexOptions.CultureInvariant)]
    private static partial Regex RecordStart();
}
