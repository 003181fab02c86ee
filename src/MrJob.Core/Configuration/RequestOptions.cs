using System.Text.Json;
using MrJob.Core.Clusters;

namespace MrJob.Core.Configuration;

/// <summary>The options of a request's body over those of the service.</summary>
internal static class RequestOptions
{
    private const string Path = "$.options";

    /// <summary>The options that hold, and what to tell whoever made the request.</summary>
    public static (JobOptions Options, IReadOnlyList<OptionNote> Notes) Read(
        JsonReader reader, IReadOnlyDictionary<string, JsonElement> members, ServiceConf conf)
    {
        var request = members.TryGetValue("options", out var given)
            ? OptionReader.Read(reader, given, Path, "the request", forService: true) : OptionLayer.Empty("the request");
        conf.CheckLocks(reader, request, Path);
        var effective = EffectiveOptions.Of([.. conf.Layers, request]);
        var options = effective.ToJobOptions();
        Check(reader, options);
        return (options, effective.Notes);
    }

    /// <summary>What no option can say alone.</summary>
    private static void Check(JsonReader reader, JobOptions options)
    {
        if (options is { Subnet.Count: > 1, InstanceFleets.Count: 0 })
            reader.Fault($"{Path}.subnet", "has several subnets; EMR chooses among subnets for instance_fleets only");
        if (options is { NumTaskInstances: > 0, NumCoreInstances: 0, InstanceFleets.Count: 0, InstanceGroups.Count: 0 })
            reader.Fault($"{Path}.num_task_instances", "needs num_core_instances: EMR has no task nodes without core nodes");
        ExtraParams.Check(reader, options.ExtraClusterParams, $"{Path}.extra_cluster_params");
    }
}
