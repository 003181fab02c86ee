using System.Globalization;
using MrJob.Core.Clusters;

namespace MrJob.Core.Tests.Pools;

/// <summary>
/// A cluster's shape in one line, so that tables of clusters can be read. Parts are separated by semicolons:
/// <code>
/// MASTER 1 m5.xlarge; TASK 4 r5.xlarge spot@0.10 gp3/100/4000/250 optimized    groups: role, instances, type, then what else there is
/// CORE fleet 4+8: m5.xlarge*4 @0.10, r5.xlarge*8 @80%                          a fleet: role, on-demand + spot units: types with weights
/// key k; subnet s-1; zone z; role r; root 100; steps 4                         and the rest
/// </code>
/// A bid is a price or a percentage; spot without one is at the on-demand price. A volume is type/GB/IOPS/MiB/s, of which the last two may be left out.
/// </summary>
internal static class ShapeText
{
    public static ClusterShape Read(string text) => Parts(text).Aggregate(new ClusterShape(), (shape, part) => Words(part) switch
    {
        ["key", var name] => shape with { KeyPair = name },
        ["subnet", var first, ..] => shape with { Subnet = first },
        ["zone", var zone] => shape with { Zone = zone },
        ["role", var role] => shape with { ServiceRole = role },
        ["root", var size] => shape with { RootVolumeGb = Number(size) },
        ["steps", var level] => shape with { StepConcurrency = Number(level) },
        [var role, "fleet", ..] => shape with { Fleets = [.. shape.Fleets, Fleet(role, part)] },
        [var role, var count, var type, .. var more] => shape with { Groups = [.. shape.Groups, Group(role, Number(count), type, more)] },
        _ => throw new FormatException(part),
    });

    /// <summary>The subnets, of which a job may name several.</summary>
    public static IReadOnlyList<string> Subnets(string text) => [.. Parts(text).Select(Words).Where(w => w[0] == "subnet").SelectMany(w => w.Skip(1))];

    private static GroupShape Group(string role, int count, string type, string[] more) => new(
        role, type, count, more.FirstOrDefault(w => w.StartsWith("spot", StringComparison.Ordinal)) is { } spot ? Bid(spot[4..]) : null,
        Volumes(more), more.Contains("optimized"));

    private static FleetShape Fleet(string role, string part) =>
        part.Split(": ") is [var head, var types] && Words(head)[2].Split('+') is [var onDemand, var spot]
        ? new(role, Number(onDemand), Number(spot), [.. types.Split(',').Select(Words).Select(FleetType)]) : throw new FormatException(part);

    private static FleetType FleetType(string[] words) => words[0].Split('*') is [var type, var weight]
        ? new(type, Number(weight), Bid(words.FirstOrDefault(w => w[0] == '@') ?? ""), Volumes(words), words.Contains("optimized"))
        : throw new FormatException(words[0]);

    private static SpotBid Bid(string text) => text.TrimStart('@') is [.. var percent, '%']
        ? SpotBid.Read(null, double.Parse(percent, CultureInfo.InvariantCulture)) : SpotBid.Read(text.TrimStart('@'), null);

    private static IReadOnlyList<VolumeShape> Volumes(string[] words) => [.. words.Where(w => w.Contains('/')).Select(w => w.Split('/')).Select(v =>
        new VolumeShape(v[0], Number(v[1]), v.Length > 2 && v[2] != "" ? Number(v[2]) : null, v.Length > 3 ? Number(v[3]) : null))];

    private static string[] Parts(string text) => text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static string[] Words(string part) => part.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
