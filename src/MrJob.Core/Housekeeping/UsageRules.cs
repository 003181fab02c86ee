namespace MrJob.Core.Housekeeping;

/// <summary>
/// What clusters cost and what they were used for, from the times of clusters and steps. Pure. All figures are instance hours: hours times all of a
/// cluster's instances, its master among them, for EMR and EC2 bill each instance by the second.
/// </summary>
/// <remarks>
/// Every moment of a cluster's life is exactly one of: used (a step of a job runs), bootstrapping (it is not up yet), idling (up, no step runs, and a later
/// one came), ending (up, and no step comes any more). Billed is the sum of all, used is the first, wasted the rest. At least
/// a minute is billed for each cluster (source: Amazon EMR and EC2 pricing). What is used while several jobs' steps run at once is
/// divided among these jobs equally; what a cluster wasted is divided among its jobs as they used it.
/// </remarks>
internal static class UsageRules
{
    private static readonly TimeSpan LeastBilled = TimeSpan.FromMinutes(1);

    /// <summary>The name of the group for what belongs to none: no pool, or a cluster that no job used.</summary>
    public const string None = "(none)";

    /// <param name="from">What was before is not counted.</param>
    /// <param name="to">What comes after is not counted; clusters that have not ended are billed up to then.</param>
    public static UsageReport Audit(IEnumerable<UsedCluster> clusters, DateTimeOffset from, DateTimeOffset to)
    {
        var report = new UsageReport(from, to);
        foreach (var cluster in clusters)
            Add(report, cluster);
        return report;
    }

    private static void Add(UsageReport report, UsedCluster cluster)
    {
        var end = Max(cluster.Ended ?? report.To, cluster.Created + LeastBilled);
        var ready = cluster.Ready ?? Min(end, cluster.Steps.Select(s => s.Start).DefaultIfEmpty(end).Min());
        var lastStep = cluster.Steps.Select(s => s.Start).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
        var whole = new UsageFigures();
        var jobs = new Dictionary<string, (UsedStep Step, double Used)>(StringComparer.Ordinal);
        foreach (var (a, b) in Moments(cluster, ready, Max(cluster.Created, report.From), Min(end, report.To)))
        {
            var hours = (b - a).TotalHours * cluster.Instances;
            var running = cluster.Steps.Where(s => s.Start <= a && (s.End ?? end) >= b).DistinctBy(s => s.JobId).ToList();
            var figures = running.Count > 0 ? new UsageFigures { Used = hours }
                : b <= ready ? new() { Bootstrapping = hours }
                : lastStep >= b ? new() { Idling = hours }
                : new() { Ending = hours };
            whole += figures;
            UsageReport.Add(report.ByDay, a.UtcDateTime.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), figures);
            foreach (var step in running)
                jobs[step.JobId] = (step, jobs.GetValueOrDefault(step.JobId).Used + (hours / running.Count));
        }
        if (whole.Billed <= 0)
            return;
        report.Total += whole;
        UsageReport.Add(report.ByCluster, cluster.Id, whole);
        UsageReport.Add(report.ByPool, cluster.Pool ?? None, whole);
        if (jobs.Count == 0)
            AddJob(report, None, cluster.Label, cluster.Owner, whole);
        foreach (var (id, (step, used)) in jobs)
            AddJob(report, id, step.Label, step.Owner, (whole.Wasted * (used / whole.Used)) with { Used = used });
    }

    private static void AddJob(UsageReport report, string job, string label, string owner, UsageFigures figures)
    {
        UsageReport.Add(report.ByJob, job, figures);
        UsageReport.Add(report.ByLabel, label, figures);
        UsageReport.Add(report.ByOwner, owner, figures);
    }

    /// <summary>The time between, cut wherever something begins or ends, and at midnight.</summary>
    private static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Moments(UsedCluster cluster, DateTimeOffset ready, DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
            return [];
        var cuts = new SortedSet<DateTimeOffset> { from, to, ready };
        foreach (var step in cluster.Steps)
        {
            cuts.Add(step.Start);
            cuts.Add(step.End ?? to);
        }
        for (var midnight = new DateTimeOffset(from.UtcDateTime.Date, TimeSpan.Zero).AddDays(1); midnight < to; midnight = midnight.AddDays(1))
            cuts.Add(midnight);
        var within = cuts.Where(c => c >= from && c <= to).ToList();
        return within.Zip(within.Skip(1));
    }

    private static DateTimeOffset Max(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Min(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}

/// <summary>A cluster as far as its cost matters.</summary>
/// <param name="Label">Of whoever started it.</param>
/// <param name="Ready">When it was up; null when that is not known, and then it is when its first step started.</param>
/// <param name="Ended">Null for one that is still there.</param>
internal sealed record UsedCluster(
    string Id, string Label, string Owner, string? Pool, DateTimeOffset Created, DateTimeOffset? Ready, DateTimeOffset? Ended, int Instances, IReadOnlyList<UsedStep> Steps);

/// <summary>A step while it ran.</summary>
/// <param name="End">Null for one that still runs.</param>
internal sealed record UsedStep(string JobId, string Label, string Owner, DateTimeOffset Start, DateTimeOffset? End);

/// <summary>Instance hours.</summary>
internal sealed record UsageFigures
{
    /// <summary>A step ran.</summary>
    public double Used { get; init; }

    /// <summary>From being asked for to being up.</summary>
    public double Bootstrapping { get; init; }

    /// <summary>Up, between two steps or before the first.</summary>
    public double Idling { get; init; }

    /// <summary>Up after the last step; also all the time of a cluster that never had one.</summary>
    public double Ending { get; init; }

    public double Billed => Used + WastedHours;

    public double WastedHours => Bootstrapping + Idling + Ending;

    /// <summary>The same without what was used.</summary>
    public UsageFigures Wasted => this with { Used = 0 };

    public static UsageFigures operator +(UsageFigures a, UsageFigures b) => new()
    {
        Used = a.Used + b.Used, Bootstrapping = a.Bootstrapping + b.Bootstrapping, Idling = a.Idling + b.Idling, Ending = a.Ending + b.Ending,
    };

    public static UsageFigures operator *(UsageFigures a, double part) => new()
    {
        Used = a.Used * part, Bootstrapping = a.Bootstrapping * part, Idling = a.Idling * part, Ending = a.Ending * part,
    };
}

/// <summary>An audit: the figures of everything, and of each group by its name.</summary>
internal sealed class UsageReport(DateTimeOffset from, DateTimeOffset to)
{
    public DateTimeOffset From => from;
    public DateTimeOffset To => to;
    public UsageFigures Total { get; set; } = new();
    public Dictionary<string, UsageFigures> ByLabel { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, UsageFigures> ByOwner { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, UsageFigures> ByPool { get; } = new(StringComparer.Ordinal);

    /// <summary>By UTC day, such as 2026-01-31.</summary>
    public Dictionary<string, UsageFigures> ByDay { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, UsageFigures> ByCluster { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, UsageFigures> ByJob { get; } = new(StringComparer.Ordinal);

    internal static void Add(Dictionary<string, UsageFigures> group, string name, UsageFigures figures) => group[name] = group.GetValueOrDefault(name, new()) + figures;
}
