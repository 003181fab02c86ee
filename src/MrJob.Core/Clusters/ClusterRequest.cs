using System.Globalization;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Configuration;
using MrJob.Core.Pools;
using MrJob.Core.Storage;
using EmrConfiguration = Amazon.ElasticMapReduce.Model.Configuration;

namespace MrJob.Core.Clusters;

/// <summary>Turns options into the RunJobFlow request for a cluster. Pure.</summary>
internal static class ClusterRequest
{
    /// <summary>A cluster that stays up with no steps, in a pool if one is given.</summary>
    public static RunJobFlowRequest Persistent(string id, JobOptions options, ServiceSettings settings, PoolIdentity? pool = null)
    {
        var request = Common(id, options, settings);
        request.Instances.KeepJobFlowAliveWhenNoSteps = true;
        if (options.MaxConcurrentSteps > 1)
            request.StepConcurrencyLevel = options.MaxConcurrentSteps;
        if (request.AutoTerminationPolicy is null && ReleaseLabels.HasAutoTermination(request.ReleaseLabel))
            request.AutoTerminationPolicy = new() { IdleTimeout = SafetyNet(options) };
        Tag(request, ClusterTags.MaxMinsIdle, options.MaxMinsIdle.ToString(CultureInfo.InvariantCulture));
        if (pool is null)
            return request;
        request.Name = $"{id}: pool {pool.Pool} {pool.Hash}";
        Tag(request, ClusterTags.Pool, pool.Pool);
        Tag(request, ClusterTags.PoolHash, pool.Hash);
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

    /// <summary>Says on whose behalf the cluster is started.</summary>
    public static RunJobFlowRequest For(this RunJobFlowRequest request, string label, string owner)
    {
        Tag(request, ClusterTags.Label, label);
        Tag(request, ClusterTags.Owner, owner);
        return request;
    }

    /// <summary>Where the cluster's logs go.</summary>
    public static string LogUri(JobOptions options, ServiceSettings settings) =>
        options.CloudLogDir ?? ((options.CloudTmpDir is { } tmp ? S3Uri.Parse(tmp) : settings.Tmp) / "logs/").ToString();

    private static RunJobFlowRequest Common(string id, JobOptions options, ServiceSettings settings)
    {
        var image = ClusterImage.Of(options, settings);
        var request = new RunJobFlowRequest
        {
            Name = id,
            LogUri = LogUri(options, settings),
            ReleaseLabel = image.ReleaseLabel,
            AmiVersion = image.AmiVersion,
            CustomAmiId = options.ImageId,
            AdditionalInfo = options.AdditionalEmrInfo,
            Applications = [.. Applications(options).Select(a => new Application { Name = a })],
            BootstrapActions = [.. BootstrapActions.Of(options, settings)],
            Configurations = Configurations(options),
            EbsRootVolumeSize = options.EbsRootVolumeGb,
            ServiceRole = options.IamServiceRole ?? settings.ServiceRole,
            JobFlowRole = options.IamInstanceProfile ?? settings.InstanceProfile,
            VisibleToAllUsers = true,
            Instances = ClusterInstances.Of(options),
            Tags = [],
        };
        foreach (var (key, value) in options.Tags)
            Tag(request, key, value);
        Tag(request, ClusterTags.Stack, settings.Stack);
        Tag(request, ClusterTags.Version, ServiceVersion.Current);
        ExtraParams.Apply(request, options.ExtraClusterParams, new([]), "");
        return request;
    }

    /// <summary>Hadoop, what was asked for, and Spark for jobs that run it (<see cref="JobOptions.BootstrapSpark"/>).</summary>
    public static IEnumerable<string> Applications(JobOptions options) => options.Applications.Prepend("Hadoop")
        .Concat(options.BootstrapSpark == true ? ["Spark"] : []).Distinct(StringComparer.OrdinalIgnoreCase);

    /// <summary>Settings of applications; later ones of a classification add to earlier ones, so that a job can add to what the service sets. Null for none.</summary>
    public static List<EmrConfiguration>? Configurations(JobOptions options)
    {
        var merged = new List<EmrConfiguration>();
        foreach (var next in ClusterInstances.Shapes<EmrConfiguration>(options.EmrConfigurations))
            Merge(merged, next);
        return merged.Count == 0 ? null : merged;
    }

    private static void Merge(List<EmrConfiguration> into, EmrConfiguration next)
    {
        if (into.Find(c => c.Classification == next.Classification) is not { } same)
        {
            into.Add(next);
            return;
        }
        foreach (var (name, value) in next.Properties ?? [])
            (same.Properties ??= [])[name] = value;
        foreach (var child in next.Configurations ?? [])
            Merge(same.Configurations ??= [], child);
    }

    /// <summary>EMR's own limit in seconds, an hour behind ours, within what EMR takes (60 to 604,800 s).</summary>
    private static long SafetyNet(JobOptions options) => Math.Clamp((options.MaxMinsIdle * 60L) + 3600, 60, 604_800);

    private static void Tag(RunJobFlowRequest request, string key, string value) => request.Tags.Add(new() { Key = key, Value = value });
}

/// <summary>Tags that the service puts on its clusters.</summary>
internal static class ClusterTags
{
    public const string Stack = "mrjob:stack";
    public const string Version = "mrjob:version";
    public const string Label = "mrjob:label";
    public const string Owner = "mrjob:owner";
    public const string Pool = "mrjob:pool";
    public const string PoolHash = "mrjob:pool-hash";
    public const string MaxMinsIdle = "mrjob:max-mins-idle";

    /// <summary>With any value but <c>false</c>: no sweep terminates the cluster.</summary>
    public const string Exempt = "mrjob:exempt";
}
