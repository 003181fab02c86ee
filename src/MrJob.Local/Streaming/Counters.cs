using System.Globalization;
using System.Text;

namespace MrJob.Local.Streaming;

/// <summary>Counters by group and name. Safe to use from several threads.</summary>
internal sealed class Counters
{
    public const string FileSystem = "File System Counters";
    public const string Job = "Job Counters "; // the space is Hadoop's, also in the two groups of file formats
    public const string Framework = "Map-Reduce Framework";
    public const string InputFormat = "File Input Format Counters ";
    public const string OutputFormat = "File Output Format Counters ";

    private static readonly string[] First = [FileSystem, Job, Framework];
    private static readonly string[] Last = [InputFormat, OutputFormat];

    private readonly Dictionary<string, SortedDictionary<string, long>> groups = [];

    public long this[string group, string name]
    {
        get
        {
            lock (groups)
                return groups.GetValueOrDefault(group)?.GetValueOrDefault(name) ?? 0;
        }
    }

    /// <summary>Adds to the counter; adding 0 makes it appear.</summary>
    public void Add(string group, string name, long amount)
    {
        lock (groups)
        {
            if (!groups.TryGetValue(group, out var counters))
                groups[group] = counters = new SortedDictionary<string, long>(StringComparer.Ordinal);
            counters[name] = counters.GetValueOrDefault(name) + amount;
        }
    }

    /// <summary>Adds all counters of a task that succeeded.</summary>
    public void Add(Counters task)
    {
        foreach (var (group, name, value) in task.All())
            Add(group, name, value);
    }

    /// <summary>What Hadoop's job client prints: the number of counters, then each group and its <c>name=value</c>, indented by tabs.</summary>
    public string Print()
    {
        var all = All();
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Counters: {all.Count}");
        foreach (var group in all.GroupBy(counter => counter.Group).OrderBy(g => Place(g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal))
        {
            text.Append("\n\t").Append(group.Key);
            foreach (var (_, name, value) in group)
                text.Append(CultureInfo.InvariantCulture, $"\n\t\t{name}={value}");
        }

        return text.ToString();
    }

    private List<(string Group, string Name, long Value)> All()
    {
        lock (groups)
            return [.. groups.SelectMany(group => group.Value.Select(counter => (group.Key, counter.Key, counter.Value)))];
    }

    private static int Place(string group) => Array.IndexOf(First, group) switch
    {
        >= 0 and var place => place,
        _ => First.Length + 1 + Array.IndexOf(Last, group),
    };
}
