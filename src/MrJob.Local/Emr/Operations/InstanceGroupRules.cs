using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

/// <summary>The three ways to ask for instances: groups, fleets, and the old types and count.</summary>
internal static class InstanceGroupRules
{
    /// <summary>Of one group or fleet.</summary>
    private const int MostInstances = 2000;

    /// <summary>The groups asked for. Types and a count become one master and the rest core, as EMR makes them.</summary>
    public static IReadOnlyList<InstanceGroupConfig> Groups(InstancesConfig instances)
    {
        if (instances.InstanceGroups is { Count: > 0 } groups)
            return groups;
        if (instances.MasterInstanceType is not { } master)
            return [];
        var core = (instances.InstanceCount ?? 1) - 1;
        return
        [
            Group("Master Instance Group", "MASTER", master, 1),
            .. core < 1 ? Array.Empty<InstanceGroupConfig>() : [Group("Core Instance Group", "CORE", instances.SlaveInstanceType ?? master, core)],
        ];
    }

    private static InstanceGroupConfig Group(string name, string role, string type, int count) =>
        new() { Name = name, InstanceRole = role, InstanceType = type, InstanceCount = count, Market = "ON_DEMAND" };

    /// <exception cref="EmrException">A ValidationException.</exception>
    public static void Check(InstancesConfig instances, Version? release)
    {
        var groups = instances.InstanceGroups is { Count: > 0 };
        var fleets = instances.InstanceFleets is { Count: > 0 };
        var types = instances is not { MasterInstanceType: null, SlaveInstanceType: null, InstanceCount: null };
        if (groups && fleets)
            throw EmrException.Validation("Instance groups and instance fleets are mutually exclusive. " +
                "The EMR cluster specification should contain only one of them.");
        if (types && (groups || fleets))
            throw EmrException.Validation("Please configure instances either with instance groups or instance fleets, " +
                "or with instance count, master and slave instance types, not both.");
        if (fleets)
            CheckFleets(instances.InstanceFleets!, release);
        else
            CheckGroups(instances);
    }

    private static void CheckGroups(InstancesConfig instances)
    {
        var groups = Groups(instances);
        if (groups.Count == 0)
            throw EmrException.Validation("Must specify at least a master instance group or a master instance type.");
        if (instances.InstanceCount < 1)
            throw EmrException.Validation("Instance count must be at least 1.");
        CheckRoles([.. groups.Select(g => g.InstanceRole!)], "instance group");
        foreach (var group in groups)
            CheckCount(group);
    }

    /// <summary>Groups that join a cluster which is there already: task groups, beside a core group.</summary>
    /// <exception cref="EmrException">A ValidationException.</exception>
    public static void CheckAdded(IReadOnlyList<InstanceGroupConfig> added, IReadOnlyList<InstanceGroup> present)
    {
        if (added.FirstOrDefault(g => g.InstanceRole != "TASK") is { } other)
            throw EmrException.Validation($"Only TASK instance groups can be added to a cluster, not {other.InstanceRole}.");
        CheckRoles([.. present.Select(g => g.Config.InstanceRole!), .. added.Select(g => g.InstanceRole!)], "instance group");
        foreach (var group in added)
            CheckCount(group);
    }

    /// <exception cref="EmrException">A ValidationException.</exception>
    public static void CheckCount(InstanceGroupConfig group)
    {
        if (group is { InstanceRole: "MASTER", InstanceCount: not (1 or 3) })
            throw EmrException.Validation(group.InstanceCount < 1
                ? "A master instance group must have an instance count of at least 1."
                : "Master instance group must have exactly 3 instances for HA clusters.");
        if (group.InstanceCount < (group.InstanceRole == "CORE" ? 1 : 0))
            throw EmrException.Validation($"Instance group {group.InstanceRole} must not have an instance count of {group.InstanceCount}.");
        CheckSize(group.InstanceCount!.Value);
        if (group is { BidPrice: not null, Market: "ON_DEMAND" })
            throw EmrException.Validation("A bid price may only be specified for the SPOT market.");
    }

    private static void CheckFleets(IReadOnlyList<InstanceFleetConfig> fleets, Version? release)
    {
        if (release is null || release < Releases.InstanceFleets || release is { Major: 5, Minor: 0 })
            throw EmrException.Validation("Instance fleets are not supported in this version of EMR.");
        CheckRoles([.. fleets.Select(f => f.InstanceFleetType!)], "instance fleet");
        foreach (var fleet in fleets)
            CheckFleet(fleet);
    }

    /// <summary>A fleet that joins a cluster which is there already: the task fleet, if there is none yet.</summary>
    /// <exception cref="EmrException">An InvalidRequestException or a ValidationException.</exception>
    public static void CheckAdded(InstanceFleetConfig added, IReadOnlyList<InstanceFleet> present)
    {
        if (added.InstanceFleetType != "TASK")
            throw EmrException.InvalidRequest($"Only a TASK instance fleet can be added to a cluster, not {added.InstanceFleetType}.");
        if (present.Any(f => f.Config.InstanceFleetType == "TASK"))
            throw EmrException.InvalidRequest("The cluster has a TASK instance fleet already, and can have only one.");
        CheckFleet(added);
    }

    /// <exception cref="EmrException">A ValidationException.</exception>
    public static void CheckFleet(InstanceFleetConfig fleet)
    {
        if ((fleet.TargetOnDemandCapacity ?? 0) + (long)(fleet.TargetSpotCapacity ?? 0) == 0 && fleet.InstanceFleetType != "TASK")
            throw EmrException.Validation($"The {fleet.InstanceFleetType} instance fleet must have a target capacity greater than 0.");
        if (fleet.InstanceTypeConfigs is not [var first, ..])
            throw EmrException.Validation($"The {fleet.InstanceFleetType} instance fleet must have at least one instance type.");
        double weight = InstanceFleet.Weight(fleet, first.InstanceType);
        CheckSize((long)(Math.Ceiling((fleet.TargetOnDemandCapacity ?? 0) / weight) + Math.Ceiling((fleet.TargetSpotCapacity ?? 0) / weight)));
    }

    private static void CheckSize(long instances)
    {
        if (instances > MostInstances)
            throw EmrException.Validation(
                $"An instance group or fleet can have at most {MostInstances} instances, and {instances} are asked for.");
    }

    private static void CheckRoles(IReadOnlyList<string> roles, string kind)
    {
        if (roles.Count(r => r == "MASTER") != 1)
            throw EmrException.Validation($"Exactly one MASTER {kind} must be specified.");
        if (roles.Count(r => r == "CORE") > 1)
            throw EmrException.Validation($"At most one CORE {kind} may be specified.");
        if (roles.Contains("TASK") && !roles.Contains("CORE"))
            throw EmrException.Validation($"A TASK {kind} needs a CORE {kind}.");
    }
}
