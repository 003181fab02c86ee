using System.Globalization;
using System.Text.Json;
using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;

namespace MrJob.Core.Clusters;

/// <summary>The instances of a new cluster, from options: fleets, groups, or types and counts. Pure.</summary>
internal static class ClusterInstances
{
    /// <summary>The master's type where there are other nodes to run the tasks, as mrjob had it.</summary>
    public const string DefaultMasterType = "m5.xlarge";

    public static JobFlowInstancesConfig Of(JobOptions options)
    {
        var instances = new JobFlowInstancesConfig { Ec2KeyName = options.Ec2KeyPair };
        if (options.Zone is not null)
            instances.Placement = new() { AvailabilityZone = options.Zone };
        if (options.Subnet.Count > 1)
            instances.Ec2SubnetIds = [.. options.Subnet];
        else
            instances.Ec2SubnetId = options.Subnet is [var only] ? only : null;
        if (options.InstanceFleets.Count > 0)
            instances.InstanceFleets = Shapes<InstanceFleetConfig>(options.InstanceFleets);
        else
            instances.InstanceGroups = options.InstanceGroups.Count > 0 ? Shapes<InstanceGroupConfig>(options.InstanceGroups) : [.. Groups(options)];
        return instances;
    }

    /// <summary>EMR's structures from an option whose value was checked when it was read.</summary>
    public static List<T> Shapes<T>(IReadOnlyList<JsonElement> items)
        where T : class, new()
    {
        var faults = new List<Fault>();
        using var list = JsonDocument.Parse($"[{string.Join(',', items.Select(i => i.GetRawText()))}]");
        return AwsShape.ReadList<T>(new(faults), list.RootElement, "$")
            ?? throw new InvalidOperationException($"An option that was checked is no list of {typeof(T).Name}: {faults[0].Path} {faults[0].Detail}");
    }

    private static IEnumerable<InstanceGroupConfig> Groups(JobOptions options)
    {
        var alone = options is { NumCoreInstances: 0, NumTaskInstances: 0 };
        yield return Group(InstanceRoleType.MASTER, 1, options.MasterInstanceType ?? (alone ? options.InstanceType : DefaultMasterType), options.MasterInstanceBidPrice);
        var core = options.CoreInstanceType ?? options.InstanceType;
        if (options.NumCoreInstances > 0)
            yield return Group(InstanceRoleType.CORE, options.NumCoreInstances, core, options.CoreInstanceBidPrice);
        if (options.NumTaskInstances > 0)
            yield return Group(InstanceRoleType.TASK, options.NumTaskInstances, options.TaskInstanceType ?? core, options.TaskInstanceBidPrice);
    }

    private static InstanceGroupConfig Group(InstanceRoleType role, int count, string type, string? bid)
    {
        var spot = bid is not null && decimal.Parse(bid, CultureInfo.InvariantCulture) > 0;
        return new()
        {
            Name = role.Value.ToLowerInvariant(), InstanceRole = role, InstanceCount = count, InstanceType = type,
            Market = spot ? MarketType.SPOT : MarketType.ON_DEMAND, BidPrice = spot ? bid : null,
        };
    }
}
