using System.Text.Json;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record AddInstanceFleetInput
{
    [Required, Text(256)] public string? ClusterId { get; init; }
    [Required] public InstanceFleetConfig? InstanceFleet { get; init; }
}

internal sealed record AddInstanceFleetOutput(string ClusterId, string InstanceFleetId, string ClusterArn);

internal sealed record ModifyInstanceFleetInput
{
    [Required] public string? ClusterId { get; init; }
    [Required] public InstanceFleetModifyConfig? InstanceFleet { get; init; }
}

internal sealed record InstanceFleetModifyConfig
{
    [Required] public string? InstanceFleetId { get; init; }
    [Between(0, int.MaxValue)] public int? TargetOnDemandCapacity { get; init; }
    [Between(0, int.MaxValue)] public int? TargetSpotCapacity { get; init; }
    public JsonElement? ResizeSpecifications { get; init; }
    public IReadOnlyList<InstanceTypeConfig>? InstanceTypeConfigs { get; init; }
    [Text(256)] public string? Context { get; init; }
}

/// <summary>AddInstanceFleet and ModifyInstanceFleet. A fleet has what it is to have at once.</summary>
internal static class InstanceFleetChanges
{
    public static AddInstanceFleetOutput Add(AddInstanceFleetInput input, ClusterRegistry clusters) =>
        clusters.Cluster(input.ClusterId).Change((cluster, now) =>
        {
            Check(cluster);
            InstanceGroupRules.CheckAdded(input.InstanceFleet!, cluster.Fleets);
            var added = InstanceFleet.New(input.InstanceFleet!, now);
            return (cluster with { Fleets = [.. cluster.Fleets, added] }, new AddInstanceFleetOutput(cluster.Id, added.Id, EmrIds.Arn(cluster.Id)));
        });

    public static Empty Modify(ModifyInstanceFleetInput input, ClusterRegistry clusters)
    {
        clusters.Cluster(input.ClusterId).Change((cluster, now) =>
        {
            Check(cluster);
            var fleet = cluster.Fleets.FirstOrDefault(f => f.Id == input.InstanceFleet!.InstanceFleetId)
                ?? throw EmrException.InvalidRequest($"Instance fleet id '{input.InstanceFleet!.InstanceFleetId}' is not valid.");
            var config = Modified(fleet.Config, input.InstanceFleet!);
            return cluster with { Fleets = [.. cluster.Fleets.Select(f => f == fleet ? f.Resized(config, now) : f)] };
        });
        return new Empty();
    }

    private static InstanceFleetConfig Modified(InstanceFleetConfig fleet, InstanceFleetModifyConfig asked)
    {
        var config = fleet with
        {
            TargetOnDemandCapacity = asked.TargetOnDemandCapacity ?? fleet.TargetOnDemandCapacity,
            TargetSpotCapacity = asked.TargetSpotCapacity ?? fleet.TargetSpotCapacity,
            ResizeSpecifications = asked.ResizeSpecifications ?? fleet.ResizeSpecifications,
            InstanceTypeConfigs = asked.InstanceTypeConfigs ?? fleet.InstanceTypeConfigs,
            Context = asked.Context ?? fleet.Context,
        };
        if (fleet.InstanceFleetType == "MASTER"
            && (config.TargetOnDemandCapacity, config.TargetSpotCapacity) != (fleet.TargetOnDemandCapacity, fleet.TargetSpotCapacity))
            throw EmrException.InvalidRequest("The MASTER instance fleet cannot be resized.");
        InstanceGroupRules.CheckFleet(config);
        return config;
    }

    private static void Check(ClusterRecord cluster)
    {
        if (cluster.Fleets.Count == 0)
            throw EmrException.InvalidRequest("Instance fleets and instance groups are mutually exclusive. " +
                "The EMR cluster specified in the request uses instance groups.");
        if (cluster.State is not (ClusterState.Running or ClusterState.Waiting))
            throw EmrException.InvalidRequest("An instance fleet may only be modified when the cluster is running or waiting.");
    }
}
