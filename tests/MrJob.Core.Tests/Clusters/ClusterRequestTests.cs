using Amazon.ElasticMapReduce;
using MrJob.Core.Clusters;
using MrJob.Core.Configuration;
using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Clusters;

public class ClusterRequestTests
{
    [Fact]
    public void A_cluster_is_a_master_and_as_many_core_nodes_as_asked()
    {
        var request = ClusterRequest.Persistent("id", new() { NumCoreInstances = 3, InstanceType = "m7g.xlarge", MasterInstanceType = "m7g.large" }, Some.Settings);
        request.Instances.InstanceGroups.Select(g => (g.InstanceRole, g.InstanceType, g.InstanceCount))
            .ShouldBe([(InstanceRoleType.MASTER, "m7g.large", 1), (InstanceRoleType.CORE, "m7g.xlarge", 3)]);
    }

    [Fact]
    public void A_pooled_cluster_says_so_in_its_name_and_tags()
    {
        var request = ClusterRequest.Persistent("id", new() { PoolClusters = true, PoolName = "p" }, Some.Settings, PoolIdentity.Of(new() { PoolName = "p" }, Some.Settings));
        request.Name.ShouldStartWith("id: pool p ");
        request.Tags.Select(t => t.Key).ShouldBe([ClusterTags.Stack, ClusterTags.Version, ClusterTags.MaxMinsIdle, ClusterTags.Pool, ClusterTags.PoolHash]);
        request.Instances.KeepJobFlowAliveWhenNoSteps.ShouldBe(true);
    }

    [Theory]
    [InlineData("emr-7.5.0", true)]
    [InlineData("emr-6.1.0", true)]
    [InlineData("emr-6.0.0", false)]
    [InlineData("emr-5.30.1", true)]
    [InlineData("emr-5.29.0", false)]
    [InlineData("emr-4.9.6", false)]
    public void EMRs_own_idle_limit_stands_behind_ours_where_the_release_has_it(string release, bool has)
    {
        var request = ClusterRequest.Persistent("id", new JobOptions { ReleaseLabel = release, MaxMinsIdle = 10 }, Some.Settings);
        (request.AutoTerminationPolicy?.IdleTimeout).ShouldBe(has ? 4200 : null);
    }

    [Fact]
    public void A_jobs_own_cluster_ends_with_its_steps()
    {
        var request = ClusterRequest.ForSteps("id", new(), Some.Settings, [new() { Name = "s" }]);
        request.Instances.KeepJobFlowAliveWhenNoSteps.ShouldBe(false);
        request.Steps.ShouldHaveSingleItem();
        request.LogUri.ShouldBe("s3://scratch/logs/");
    }
}
