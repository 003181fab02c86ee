using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>Turns options into the RunJobFlow request for a cluster. Pure.</summary>
internal static class ClusterRequest
{
    /// <summary>A cluster that stays up with no steps, in the pool that the options name if they want one.</summary>
    public static RunJobFlowRequest Persistent(string id, JobOptions options, ServiceSettings settings)
    {
        var request = Common(id, options, settings);
        request.Instances.KeepJobFlowAliveWhenNoSteps = true;
        if (options.MaxConcurrentSteps > 1)
            request.StepConcurrencyLevel = options.MaxConcurrentSteps;
        if (ReleaseLabels.HasAutoTermination(request.ReleaseLabel))
            request.AutoTerminationPolicy = new() { IdleTimeout = SafetyNet(options) };
        Tag(request, ClusterTags.MaxMinsIdle, options.MaxMinsIdle.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (!options.PoolClusters)
            return request;
        var hash = PoolHash.Of(options, settings);
        request.Name = $"{id}: pool {options.PoolName} {hash}";
        Tag(request, ClusterTags.Pool, options.PoolName);
        Tag(request, ClusterTags.PoolHash, hash);
        return request;
    }

    /// <summary>A cluster that carries a job's steps from the start and ends with them. It runs them one by one, since each reads what the last one wrote.</summary>
    public static RunJobFlowRequest ForSteps(string id, JobOptions options, ServiceSettings settings, IEnumerable<StepConfig> steps)
    {
        var request = Common(id, options, settings);
        request.Instances.KeepJobFlowAliveWhenNoSteps = false;
        request.Steps = [.. steps];
        return request;
    }

    /// <summary>Where the cluster's logs go.</summary>
    public static string LogUri(JobOptions options, ServiceSettings settings) =>
        options.CloudLogDir ?? ((options.CloudTmpDir is { } tmp ? S3Uri.Parse(tmp) : settings.Tmp) / "logs/").ToString();

    private static RunJobFlowRequest Common(string id, JobOptions options, ServiceSettings settings)
    {
        var request = new RunJobFlowRequest
        {
            Name = id,
            LogUri = LogUri(options, settings),
            ReleaseLabel = options.ReleaseLabel ?? settings.ReleaseLabel,
            Applications = [.. options.Applications.Prepend("Hadoop").Distinct(StringComparer.OrdinalIgnoreCase).Select(a => new Application { Name = a })],
            ServiceRole = options.IamServiceRole ?? settings.ServiceRole,
            JobFlowRole = options.IamInstanceProfile ?? settings.InstanceProfile,
            VisibleToAllUsers = true,
            Instances = new()
            {
                Ec2KeyName = options.Ec2KeyPair,
                Ec2SubnetId = options.Subnet,
                InstanceGroups = [.. Groups(options)],
            },
            Tags = [],
        };
        foreach (var (key, value) in options.Tags)
            Tag(request, key, value);
        Tag(request, ClusterTags.Stack, settings.Stack);
        return request;
    }

    private static IEnumerable<InstanceGroupConfig> Groups(JobOptions options)
    {
        // With no core nodes the master runs the tasks, so it gets their type.
        yield return new()
        {
            Name = "master", InstanceRole = InstanceRoleType.MASTER, InstanceCount = 1, Market = MarketType.ON_DEMAND,
            InstanceType = options.MasterInstanceType ?? options.InstanceType,
        };
        if (options.NumCoreInstances > 0)
        {
            yield return new()
            {
                Name = "core", InstanceRole = InstanceRoleType.CORE, InstanceCount = options.NumCoreInstances, Market = MarketType.ON_DEMAND,
                InstanceType = options.CoreInstanceType ?? options.InstanceType,
            };
        }
    }

    /// <summary>EMR's own limit in seconds, an hour behind ours, within what EMR takes (60 to 604,800 s).</summary>
    private static long SafetyNet(JobOptions options) => Math.Clamp((options.MaxMinsIdle * 60L) + 3600, 60, 604_800);

    private static void Tag(RunJobFlowRequest request, string key, string value) => request.Tags.Add(new() { Key = key, Value = value });
}

/// <summary>Tags that the service puts on its clusters.</summary>
internal static class ClusterTags
{
    public const string Stack = "mrjob:stack";
    public const string Pool = "mrjob:pool";
    public const string PoolHash = "mrjob:pool-hash";
    public const string MaxMinsIdle = "mrjob:max-mins-idle";
}
