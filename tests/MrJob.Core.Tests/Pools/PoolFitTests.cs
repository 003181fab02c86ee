using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;
using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Pools;

public class PoolFitTests
{
    private static readonly ILookup<string, PoolFitCase> ByName = PoolFitCases.All.ToLookup(c => c.Name);

    public static TheoryData<string> Names() => [.. ByName.Select(c => new TheoryDataRow<string>(c.Key) { TestDisplayName = c.Key, Label = "" })];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_cluster_is_taken_or_refused_with_the_reason(string name)
    {
        var tried = ByName[name].First();
        PoolFit.WhyNot(tried.Cluster, tried.Ask).ShouldBe(tried.Reason);
    }

    [Fact]
    public void The_table_has_at_least_150_cases() => PoolFitCases.All.Count.ShouldBeGreaterThanOrEqualTo(150);

    [Fact]
    public void Names_of_cases_are_unique() => ByName.Where(c => c.Count() > 1).Select(c => c.Key).ShouldBeEmpty();

    /// <summary>All of a pool's clusters are judged in one go: one that EMR tells little of must not keep a job from the others.</summary>
    [Fact]
    public void A_group_whose_type_EMR_does_not_tell_is_refused_and_no_crash()
    {
        var shape = ClusterShapes.Reported(new Cluster(), [new InstanceGroup { InstanceGroupType = InstanceGroupType.CORE, RunningInstanceCount = 2 }], []);
        PoolFit.WhyNot(PoolFitCases.Cluster(shape), PoolFitCases.Ask("CORE 1 m5.xlarge")).ShouldNotBeNull();
    }

    [Fact]
    public void A_cluster_fits_a_job_that_asks_for_the_same()
    {
        foreach (var text in Whole)
            PoolFit.WhyNot(PoolFitCases.Cluster(text), PoolFitCases.Ask(text)).ShouldBeNull(text);
    }

    private static readonly string[] Whole =
    [
        "MASTER 1 m5.xlarge; CORE 2 r5.2xlarge gp3/100; TASK 8 c7gn.xlarge spot@0.10; key k; subnet s-1; zone z; role r; root 50",
        "MASTER fleet 1+0: m5.xlarge*1; CORE fleet 4+8: m5.xlarge*4 @80% gp3/100/4000/250, r5.xlarge*4 @0.10 optimized; subnet s-1 s-2",
        "MASTER 1 z9.unheard-of; TASK 1 z9.unheard-of spot",
    ];
}
