using MrJob.Core.Clusters;
using MrJob.Core.Jobs;

namespace MrJob.Core.Tests.Jobs;

public class SendRulesTests
{
    private static readonly SendPlan Both = SendPlan.Exclusive("j-1", 2, Amazon.ElasticMapReduce.ActionOnFailure.CANCEL_AND_WAIT);

    [Fact]
    public void A_queued_job_may_be_placed()
    {
        SendRules.MaySend(Some.Job(2), Both).ShouldBeTrue();
        SendRules.MayStart(Some.Job()).ShouldBeTrue();
    }

    [Fact]
    public void A_job_that_was_cancelled_starts_nothing()
    {
        var job = Some.Job(2) with { CancelRequested = Some.Time };
        SendRules.MaySend(job, Both).ShouldBeFalse();
        SendRules.MayStart(job).ShouldBeFalse();
    }

    [Fact]
    public void A_job_with_an_open_intent_asks_for_nothing_else()
    {
        var job = Some.Job(2) with { Intent = new() { Kind = IntentKind.AddSteps, At = Some.Time, Deadline = Some.Time } };
        SendRules.MaySend(job, Both).ShouldBeFalse();
        SendRules.MayStart(job).ShouldBeFalse();
    }

    [Fact]
    public void Steps_that_were_sent_are_not_sent_again()
    {
        SendRules.MaySend(Some.SentJob(2), Both).ShouldBeFalse();
        SendRules.MayStart(Some.SentJob()).ShouldBeFalse();
    }

    [Fact]
    public void The_next_step_follows_a_completed_one()
    {
        var job = JobLife.Sent(Some.Job(2), "j-1", ClusterUse.Given, new Dictionary<int, string?> { [0] = "s-0" });
        SendRules.Next(job).ShouldBeNull();
        SendRules.Next(JobLife.Apply(job, [Some.Step("s-0", "COMPLETED")], Some.Time))!.Steps.ShouldBe([1]);
        SendRules.Next(JobLife.Apply(job, [Some.Step("s-0", "FAILED")], Some.Time)).ShouldBeNull();
    }

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(4, 4, false)]
    [InlineData(1, 4, true)]
    public void A_job_keeps_its_pooled_cluster_only_where_one_step_runs_at_a_time(int level, int allowed, bool keeps)
    {
        var cluster = new ClusterRecord { ClusterId = "j-1", Name = "n", Created = Some.Time, StepConcurrency = level };
        SendRules.Join(Some.Job(2, new() { MaxConcurrentSteps = allowed }), cluster).KeepsLease.ShouldBe(keeps);
    }
}
