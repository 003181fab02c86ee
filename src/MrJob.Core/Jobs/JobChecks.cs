using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;

namespace MrJob.Core.Jobs;

/// <summary>What must hold of a job, or of a cluster by hand, and takes more than its body to tell. Pure.</summary>
internal static class JobChecks
{
    public static IReadOnlyList<Fault> Of(Job job, ServiceConf conf, ServiceSettings settings)
    {
        var options = job.Spec.Options;
        if (TaskFiles.Check(job.Spec) is { Count: > 0 } faults)
            return faults; // without its files there is nothing to measure
        RunJobFlowRequest? cluster = options.ClusterId is not null ? null
            : options.PoolClusters ? ClusterRequest.Persistent(job.Id, options, settings) : ClusterRequest.ForSteps(job.Id, options, settings, []);
        return
        [
            .. StepBuilder.CheckLengths(job),
            .. Buckets(NamedPlaces.OfJob(job.Spec), settings),
            .. cluster is null ? [] : OfCluster(cluster, options, conf, settings),
        ];
    }

    /// <summary>Of a cluster that is to be started.</summary>
    public static IEnumerable<Fault> OfCluster(RunJobFlowRequest cluster, JobOptions options, ServiceConf conf, ServiceSettings settings)
    {
        if (options.Region is { } region && settings.Region is { } own && region != own)
            yield return new("$.options.region", $"is '{region}'; this service is in {own} and starts clusters there");
        foreach (var fault in conf.Limits.Check(cluster, conf.Source).Concat(Buckets(NamedPlaces.OfCluster(options), settings)))
            yield return fault;
    }

    /// <summary>A fault for each place that is in nobody's bucket: what the service may read for one of its users, all of them could read through it.</summary>
    private static IEnumerable<Fault> Buckets(IEnumerable<NamedPlace> places, ServiceSettings settings) =>
        from place in places
        where place.Uri.Bucket != settings.Tmp.Bucket && !(settings.DataBuckets.Contains(place.Uri.Bucket)
            || (settings.DataBuckets.Contains("*") && place.Uri.Bucket != settings.State.Bucket))
        select new Fault(place.Path, $"is in the bucket '{place.Uri.Bucket}', which is not among the service's: {string.Join(", ", settings.DataBuckets.Prepend(settings.Tmp.Bucket))}. The template's parameter DataBuckets adds to them");
}
