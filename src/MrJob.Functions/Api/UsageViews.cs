using MrJob.Core.Housekeeping;

namespace MrJob.Functions;

/// <summary>GET /usage: instance hours of the service's clusters.</summary>
/// <param name="Unit">Always <c>instance_hours</c>: hours times all instances of a cluster.</param>
/// <param name="ByJob">Each group has the largest bill first.</param>
internal sealed record UsageView(
    DateTimeOffset From, DateTimeOffset To, string Unit, UsageFiguresView Total, IReadOnlyList<UsageGroupView> ByLabel, IReadOnlyList<UsageGroupView> ByOwner,
    IReadOnlyList<UsageGroupView> ByPool, IReadOnlyList<UsageGroupView> ByDay, IReadOnlyList<UsageGroupView> ByCluster, IReadOnlyList<UsageGroupView> ByJob)
{
    public static UsageView Of(UsageReport report) => new(
        report.From, report.To, "instance_hours", UsageFiguresView.Of(report.Total), Groups(report.ByLabel), Groups(report.ByOwner), Groups(report.ByPool),
        Groups(report.ByDay), Groups(report.ByCluster), Groups(report.ByJob));

    private static IReadOnlyList<UsageGroupView> Groups(Dictionary<string, UsageFigures> groups) =>
        [.. groups.OrderByDescending(g => g.Value.Billed).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new UsageGroupView(g.Key, UsageFiguresView.Of(g.Value)))];
}

internal sealed record UsageGroupView(string Name, UsageFiguresView Hours);

/// <param name="Billed">Used and wasted.</param>
/// <param name="Used">While a step ran.</param>
/// <param name="Wasted">Bootstrapping, idling and ending.</param>
/// <param name="Bootstrapping">From being asked for to being up.</param>
/// <param name="Idling">Up, between two steps or before the first.</param>
/// <param name="Ending">Up after the last step.</param>
internal sealed record UsageFiguresView(double Billed, double Used, double Wasted, double Bootstrapping, double Idling, double Ending)
{
    public static UsageFiguresView Of(UsageFigures f) => new(
        Round(f.Billed), Round(f.Used), Round(f.WastedHours), Round(f.Bootstrapping), Round(f.Idling), Round(f.Ending));

    private static double Round(double hours) => Math.Round(hours, 4);
}
