using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Housekeeping;

namespace MrJob.Core.Tests.Housekeeping;

public class IdleRulesTests
{
    [Theory]
    [InlineData("WAITING", 10, true)]
    [InlineData("WAITING", 9, false)]
    [InlineData("RUNNING", 10, true)]
    [InlineData("STARTING", 1000, false)]
    [InlineData("BOOTSTRAPPING", 1000, false)]
    [InlineData("TERMINATING", 1000, false)]
    public void A_ready_cluster_without_steps_is_idle_when_its_limit_has_passed(string state, int minutes, bool idle) =>
        IdleRules.Judge(Ready(state), [], 10, Some.Time.AddMinutes(minutes)).IsIdle.ShouldBe(idle);

    [Fact]
    public void A_running_step_protects_its_cluster_however_long_it_runs() =>
        IdleRules.Judge(Ready("WAITING"), [Step("RUNNING", 0)], 10, Some.Time.AddDays(7)).ShouldBe(IdleVerdict.Keep("has a running step"));

    [Fact]
    public void A_pending_step_protects_for_as_long_as_a_cluster_may_be_idle()
    {
        IdleRules.Judge(Ready("WAITING"), [Step("PENDING", 60)], 10, Some.Time.AddMinutes(69)).IsIdle.ShouldBeFalse();
        IdleRules.Judge(Ready("WAITING"), [Step("PENDING", 60)], 10, Some.Time.AddMinutes(70)).IsIdle.ShouldBeTrue();
    }

    [Fact]
    public void A_protected_cluster_is_kept()
    {
        var cluster = Ready("WAITING");
        cluster.TerminationProtected = true;
        IdleRules.Judge(cluster, [], 10, Some.Time.AddDays(1)).IsIdle.ShouldBeFalse();
    }

    private static Cluster Ready(string state) => new()
    {
        Status = new()
        {
            State = new ClusterState(state),
            Timeline = new() { CreationDateTime = Some.Time.UtcDateTime.AddMinutes(-5), ReadyDateTime = Some.Time.UtcDateTime },
        },
    };

    private static StepSummary Step(string state, int createdAfter) => new()
    {
        Status = new() { State = new StepState(state), Timeline = new() { CreationDateTime = Some.Time.UtcDateTime.AddMinutes(createdAfter) } },
    };
}
