using System.Text.Json;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Clusters;

/// <summary>An instance group as it is kept. Its configuration's InstanceCount is what it is to have now.</summary>
internal sealed record InstanceGroup(string Id, InstanceGroupConfig Config, DateTimeOffset Created)
{
    public IReadOnlyList<InstanceRun> Runs { get; init; } = [];

    /// <summary>How often it was configured anew.</summary>
    public long ConfigurationsVersion { get; init; }

    public JsonElement? ShrinkPolicy { get; init; }

    public static InstanceGroup New(InstanceGroupConfig config, DateTimeOffset now) =>
        new InstanceGroup(EmrIds.InstanceGroup(), config, now).Resized(config.InstanceCount!.Value, new HashSet<int>(), now);

    /// <param name="first">Numbers of the instances to go first.</param>
    public InstanceGroup Resized(int count, IReadOnlySet<int> first, DateTimeOffset now) => this with
    {
        Config = Config with { InstanceCount = count },
        Runs = Runs.To(new(Config.Market ?? "ON_DEMAND", count, Config.InstanceType!, _ => 1) { First = first }, now),
    };
}

/// <summary>An instance fleet as it is kept. Its configuration's targets are what it is to have now.</summary>
internal sealed record InstanceFleet(string Id, InstanceFleetConfig Config, DateTimeOffset Created)
{
    public IReadOnlyList<InstanceRun> Runs { get; init; } = [];

    public static InstanceFleet New(InstanceFleetConfig config, DateTimeOffset now) =>
        new InstanceFleet(EmrIds.InstanceFleet(), config, now).Resized(config, now);

    /// <summary>All that is added is of the first type that the fleet names.</summary>
    public InstanceFleet Resized(InstanceFleetConfig config, DateTimeOffset now)
    {
        if (config.InstanceTypeConfigs is not [var first, ..])
            return this with { Config = config };
        int WeightOf(string type) => Weight(config, type);
        return this with
        {
            Config = config,
            Runs = Runs
                .To(new("ON_DEMAND", config.TargetOnDemandCapacity ?? 0, first.InstanceType!, WeightOf), now)
                .To(new("SPOT", config.TargetSpotCapacity ?? 0, first.InstanceType!, WeightOf), now),
        };
    }

    /// <summary>Capacity units that its living instances provide in a market.</summary>
    public int Units(string market) => (int)Math.Min(int.MaxValue, Runs.Units(market, type => Weight(Config, type)));

    /// <summary>Capacity units that one instance of the type provides.</summary>
    public static int Weight(InstanceFleetConfig fleet, string? type) =>
        Math.Max(1, (fleet.InstanceTypeConfigs ?? []).FirstOrDefault(t => t.InstanceType == type)?.WeightedCapacity ?? 1);
}
