using System.Globalization;
using System.Text.Json.Serialization;

namespace MrJob.Core.Clusters;

/// <summary>
/// What a cluster consists of, as far as it matters to a job that joins it: what EMR was asked for, or reports as running. One form for both, so
/// that the two can be compared.
/// </summary>
internal sealed record ClusterShape
{
    /// <summary>Empty for a cluster with fleets.</summary>
    public IReadOnlyList<GroupShape> Groups { get; init; } = [];

    /// <summary>Empty for a cluster with groups.</summary>
    public IReadOnlyList<FleetShape> Fleets { get; init; } = [];
    public string? KeyPair { get; init; }
    public string? Subnet { get; init; }
    public string? Zone { get; init; }
    public string? ServiceRole { get; init; }

    /// <summary>GiB; null for EMR's default, which depends on the release.</summary>
    public int? RootVolumeGb { get; init; }

    /// <summary>EMR's StepConcurrencyLevel.</summary>
    public int StepConcurrency { get; init; } = 1;

    /// <summary>How many instances it has; of a fleet, by its capacity, as if each had the weight of its first type.</summary>
    [JsonIgnore]
    public int Instances => Groups.Sum(g => g.Count) + Fleets.Sum(f => f.Instances);

    /// <summary>
    /// All instances' compute units, by which clusters are ranked. A type without a known size counts nothing; of a fleet only its capacity is
    /// known, and it counts as if it were of its weakest type.
    /// </summary>
    [JsonIgnore]
    public int ComputeUnits => Groups.Sum(g => g.Count * (InstanceTypes.Find(g.Type)?.ComputeUnits ?? 0)) + Fleets.Sum(f => f.ComputeUnits);
}

/// <summary>Instances of one role and type.</summary>
/// <param name="Role"><c>MASTER</c>, <c>CORE</c> or <c>TASK</c>.</param>
/// <param name="Count">Running; or asked for.</param>
/// <param name="Bid">Null for on-demand instances.</param>
/// <param name="Volumes">EBS volumes of each instance.</param>
internal sealed record GroupShape(string Role, string Type, int Count, SpotBid? Bid, IReadOnlyList<VolumeShape> Volumes, bool EbsOptimized = false);

/// <summary>A fleet. Capacities are provisioned, or asked for, in the units of its types' weights.</summary>
internal sealed record FleetShape(string Role, int OnDemand, int Spot, IReadOnlyList<FleetType> Types)
{
    [JsonIgnore]
    public int Instances => Types.Count == 0 ? 0 : (int)Math.Ceiling((OnDemand + Spot) / (decimal)Math.Max(Types[0].Weight, 1));

    [JsonIgnore]
    public int ComputeUnits => Types.Count == 0 ? 0
        : (int)((OnDemand + Spot) * Types.Min(t => (InstanceTypes.Find(t.Type)?.ComputeUnits ?? 0) / (decimal)Math.Max(t.Weight, 1)));
}

/// <param name="Bid">What is paid at most when it is spot.</param>
internal sealed record FleetType(string Type, int Weight, SpotBid Bid, IReadOnlyList<VolumeShape> Volumes, bool EbsOptimized = false);

/// <summary>An EBS volume. Null where nothing was said: then the volume type's own default holds.</summary>
internal sealed record VolumeShape(string Type, int SizeGb, int? Iops, int? Throughput);

/// <summary>The most that is paid for a spot instance: a price in US dollars an hour, a percentage of the on-demand price, or, with neither, the on-demand price.</summary>
internal sealed record SpotBid(decimal? Price, decimal? Percent)
{
    public static SpotBid OnDemandPrice { get; } = new(null, null);

    /// <summary>A bid as EMR writes it. Text that is no number counts as nothing bid.</summary>
    public static SpotBid Read(string? price, double? percent) =>
        price is { Length: > 0 } ? new(decimal.TryParse(price, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var dollars) ? dollars : 0, null)
        : percent is { } share ? new(null, (decimal)share) : OnDemandPrice;

    /// <summary>
    /// Whether this is at least the other. A spot instance never costs more than an on-demand one, so a bid of that or more satisfies any. A price
    /// and a percentage below 100 cannot be compared without EC2's prices, and do not satisfy each other.
    /// </summary>
    public bool Satisfies(SpotBid asked) => (Price, asked.Price) switch
    {
        ({ } mine, { } theirs) => mine >= theirs,
        (null, null) => Share >= Math.Min(asked.Share, 100),
        (null, _) => Share >= 100,
        _ => false,
    };

    private decimal Share => Percent ?? 100;

    public override string ToString() => Price is { } price ? price.ToString("0.0###", CultureInfo.InvariantCulture)
        : Percent is { } percent ? $"{percent.ToString("0.##", CultureInfo.InvariantCulture)} % of the on-demand price" : "the on-demand price";
}
