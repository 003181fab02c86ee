using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;

namespace MrJob.Core.Tests.Clusters;

public class GivenClusterTests
{
    private const string Mine = "mine.ann.20261122.120000.000000.abcde";
    private const string Other = "other.bob.20261122.120000.000000.fghij";

    [Theory]
    [InlineData("WAITING", "by hand", false, null, null)]
    [InlineData("STARTING", "by hand", true, null, null)] // somebody's, with its own steps: that is up to them
    [InlineData("RUNNING", Other + ": pool etl", false, "here", null)]
    [InlineData("RUNNING", Mine, true, "here", null)]
    [InlineData("TERMINATING", "by hand", false, null, "cluster j-1 is TERMINATING: because")]
    [InlineData("TERMINATED_WITH_ERRORS", "by hand", false, null, "cluster j-1 is TERMINATED_WITH_ERRORS: because")]
    [InlineData("RUNNING", Other, true, "here", "cluster j-1 is job " + Other + "'s own and ends with it")]
    [InlineData("WAITING", "by hand", false, "there", "cluster j-1 belongs to another installation of this service (its tag mrjob:stack is 'there'), whose leases this one does not see")]
    public void A_given_cluster_is_used_unless_it_is_over_or_somebody_elses(string state, string name, bool autoTerminates, string? stack, string? whyNot) =>
        GivenCluster.WhyNot(
            new()
            {
                Id = "j-1", Name = name, AutoTerminate = autoTerminates, Status = new() { State = new(state), StateChangeReason = new() { Message = "because" } },
                Tags = stack is null ? null : [new Tag { Key = ClusterTags.Stack, Value = stack }],
            },
            Mine, "here").ShouldBe(whyNot);
}
