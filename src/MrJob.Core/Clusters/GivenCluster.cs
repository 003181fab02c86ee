using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Jobs;

namespace MrJob.Core.Clusters;

/// <summary>Whether a cluster that a job was given by its id can be used. Pure.</summary>
internal static class GivenCluster
{
    /// <summary>Why the job cannot go there, ever; null when it can. A cluster that nobody's tag is on may be used: somebody may have started it by hand.</summary>
    /// <param name="stack">This installation's.</param>
    public static string? WhyNot(Cluster cluster, string jobId, string stack)
    {
        if (EmrClusters.IsOver(cluster.Status?.State))
            return EmrClusters.WhyOver(cluster);
        if (cluster.AutoTerminate == true && JobId.OfName(cluster.Name) is { } owner && owner != jobId)
            return $"cluster {cluster.Id} is job {owner}'s own and ends with it";
        if (cluster.Tags?.Find(t => t.Key == ClusterTags.Stack)?.Value is { } other && other != stack)
            return $"cluster {cluster.Id} belongs to another installation of this service (its tag {ClusterTags.Stack} is '{other}'), whose leases this one does not see";
        return null;
    }
}
