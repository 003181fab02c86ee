using static MrJob.Core.Configuration.Combining;
using static MrJob.Core.Configuration.OptionScope;
using static MrJob.Core.Configuration.OptionTypes;

namespace MrJob.Core.Configuration;

/// <summary>
/// Every option, once: this table drives the reading of bodies and mrjob.conf, the merging, the pool hash, the JSON Schema, the switches of the
/// command and their help, and docs/options.md. What is not here is refused. Names, combining rules and meanings are those of Yelp's mrjob where it had the option.
/// </summary>
internal static partial class OptionTable
{
    public static IReadOnlyList<Option> All { get; } = [.. OfClusters().Concat(OfJobs()).Concat(OfClients()).OrderBy(o => o.Name, StringComparer.Ordinal)];

    private static readonly Dictionary<string, Option> ByName = All.ToDictionary(o => o.Name);

    /// <summary>The option of this very name, or null.</summary>
    public static Option? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether one option, when it is given, makes another void or says the same for a part of it.</summary>
    public static bool Outranks(string option, string other) => (option, other) switch
    {
        ("instance_fleets", _) => other == "instance_groups" || InstanceOptions.Contains(other),
        ("instance_groups", _) => other == "instance_fleets" || InstanceOptions.Contains(other),
        ("master_instance_type" or "core_instance_type" or "task_instance_type", "instance_type") => true,
        ("image_version", "release_label") or ("release_label", "image_version") => true,
        _ => InstanceOptions.Contains(option) && other is "instance_fleets" or "instance_groups",
    };

    /// <summary>Members of RunJobFlow by which it could be said, too, which and how many instances there are.</summary>
    public static IReadOnlyList<string> InstanceMembers { get; } =
        ["ManagedScalingPolicy", "Instances.MasterInstanceType", "Instances.SlaveInstanceType", "Instances.InstanceCount"];

    /// <summary>Options that mean something only for jobs and clusters in pools.</summary>
    public static IReadOnlyList<string> PoolOptions { get; } =
        ["pool_clusters", "pool_name", "pool_wait_minutes", "pool_timeout_minutes", "max_clusters_in_pool"];

    /// <summary>Options that say how many instances of what a cluster has; <c>instance_groups</c> or <c>instance_fleets</c> say it in their place.</summary>
    public static IReadOnlyList<string> InstanceOptions { get; } =
    [
        "instance_type", "master_instance_type", "core_instance_type", "task_instance_type", "num_core_instances", "num_task_instances",
        "master_instance_bid_price", "core_instance_bid_price", "task_instance_bid_price",
    ];
}
