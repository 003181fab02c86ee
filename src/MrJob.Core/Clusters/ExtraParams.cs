using System.Text.Json;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;

namespace MrJob.Core.Clusters;

/// <summary>Sets members of RunJobFlow that no option has a name for.</summary>
internal static class ExtraParams
{
    /// <summary>What the service goes by: it finds its clusters by name, its logs by place, and a cluster's end by these members.</summary>
    private static readonly Dictionary<string, string> Reserved = new()
    {
        ["AutoTerminationPolicy"] = "use max_mins_idle, behind which EMR's own limit stands",
        ["BootstrapActions"] = "use bootstrap and bootstrap_actions",
        ["Name"] = "the service finds its clusters by their names; use label and owner",
        ["Steps"] = "a job has its steps in the body",
        ["Instances"] = "give its members one by one, such as Instances.EmrManagedMasterSecurityGroup",
        ["Instances.KeepJobFlowAliveWhenNoSteps"] = "it follows from how the cluster is used",
        ["Instances.TerminationProtected"] = "a protected cluster could not be stopped when it idles",
        ["Instances.InstanceGroups"] = "use instance_groups",
        ["Instances.InstanceFleets"] = "use instance_fleets",
        ["LogUri"] = "use cloud_log_dir",
        ["StepConcurrencyLevel"] = "use max_concurrent_steps",
        ["Tags"] = "use tags",
    };

    /// <param name="path">Of the option, for faults.</param>
    public static void Apply(RunJobFlowRequest request, IReadOnlyDictionary<string, JsonElement> members, JsonReader reader, string path)
    {
        foreach (var (member, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal)) // a structure before its members
            AwsShape.Set(reader, request, member, value, JsonReader.Child(path, member));
    }

    /// <summary>Takes note of members that cannot be set, and of values that do not fit.</summary>
    public static void Check(JsonReader reader, IReadOnlyDictionary<string, JsonElement> members, string path)
    {
        foreach (var member in members.Keys.Where(Reserved.ContainsKey))
            reader.Fault(JsonReader.Child(path, member), $"is not to be set: {Reserved[member]}");
        Apply(new RunJobFlowRequest(), members.Where(m => !Reserved.ContainsKey(m.Key)).ToDictionary(), reader, path);
    }
}
