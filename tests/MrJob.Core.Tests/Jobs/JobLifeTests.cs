using MrJob.Core.Jobs;

namespace MrJob.Core.Tests.Jobs;

public class JobLifeTests
{
    [Theory]
    [InlineData("PENDING", "PENDING", JobState.Pending)]
    [InlineData("RUNNING", "PENDING", JobState.Running)]
    [InlineData("COMPLETED", "PENDING", JobState.Running)]
    [InlineData("COMPLETED", "COMPLETED", JobState.Completed)]
    [InlineData("FAILED", "CANCEL_PENDING", JobState.Pending)]
    [InlineData("FAILED", "CANCELLED", JobState.Failed)]
    [InlineData("COMPLETED", "INTERRUPTED", JobState.Failed)]
    internal void A_job_is_where_its_steps_are(string first, string second, JobState state) =>
        JobLife.Apply(Some.SentJob(2), [Some.Step("s-0", first), Some.Step("s-1", second)], Some.Time).State.ShouldBe(state);

    [Fact]
    public void A_job_ends_with_its_last_step_and_not_before()
    {
        var failing = JobLife.Apply(Some.SentJob(2), [Some.Step("s-0", "FAILED"), Some.Step("s-1", "RUNNING")], Some.Time);
        failing.Ended.ShouldBeNull();
        JobLife.Apply(failing, [Some.Step("s-1", "COMPLETED")], Some.Time).Ended.ShouldBe(Some.Time);
    }

    [Fact]
    public void Steps_that_were_never_sent_are_skipped_after_a_failure()
    {
        var job = Some.Job(3);
        job = JobLife.Sent(job, "j-1", ClusterUse.Given, new Dictionary<int, string?> { [0] = "s-0" });
        var failed = JobLife.Apply(job, [Some.Step("s-0", "FAILED")], Some.Time);
        failed.State.ShouldBe(JobState.Failed);
        failed.Steps.Select(s => s.State).ShouldBe([JobStepState.Failed, JobStepState.Skipped, JobStepState.Skipped]);
    }

    [Fact]
    public void A_step_that_may_have_been_sent_is_not_skipped_before_that_is_known()
    {
        var job = Some.Job() with
        {
            CancelRequested = Some.Time, Intent = new() { Kind = IntentKind.AddSteps, ClusterId = "j-1", Steps = [0], At = Some.Time, Deadline = Some.Time },
        };
        JobLife.Settle(job, Some.Time).State.ShouldBe(JobState.Queued);
        JobLife.Settle(job with { Intent = null }, Some.Time).State.ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public void A_job_that_was_cancelled_is_CANCELLED_whatever_its_step_became()
    {
        var job = Some.SentJob() with { CancelRequested = Some.Time };
        JobLife.Apply(job, [Some.Step("s-0", "FAILED")], Some.Time).State.ShouldBe(JobState.Cancelled);
    }

    [Fact]
    public void A_job_that_was_cancelled_too_late_is_COMPLETED()
    {
        var job = Some.SentJob() with { CancelRequested = Some.Time };
        JobLife.Apply(job, [Some.Step("s-0", "COMPLETED")], Some.Time).State.ShouldBe(JobState.Completed);
    }

    [Fact]
    public void A_step_whose_id_is_not_known_is_found_by_its_name()
    {
        var job = JobLife.Sent(Some.Job(), "j-1", ClusterUse.Own, new Dictionary<int, string?> { [0] = null });
        var seen = JobLife.Apply(job, [Some.Step("s-9", "RUNNING", job.Steps[0].Name)], Some.Time);
        seen.Steps[0].StepId.ShouldBe("s-9");
        seen.State.ShouldBe(JobState.Running);
    }

    [Fact]
    public void Nothing_new_is_the_same_job()
    {
        var job = JobLife.Apply(Some.SentJob(), [Some.Step("s-0", "RUNNING")], Some.Time);
        JobLife.Apply(job, [Some.Step("s-0", "RUNNING")], Some.Time.AddMinutes(1)).ShouldBeSameAs(job);
    }

    [Theory]
    [InlineData("COMPLETED", "RUNNING")]
    [InlineData("RUNNING", "PENDING")]
    public void A_look_that_was_overtaken_undoes_nothing(string newer, string older)
    {
        var job = JobLife.Apply(Some.SentJob(2), [Some.Step("s-0", newer)], Some.Time);
        JobLife.Apply(job, [Some.Step("s-0", older)], Some.Time).ShouldBeSameAs(job);
    }

    [Fact]
    public void An_answer_that_comes_late_undoes_nothing_of_what_others_went_on_with()
    {
        var job = JobLife.Sent(Some.Job(2), "j-1", ClusterUse.Given, new Dictionary<int, string?> { [0] = "s-0" });
        job = JobLife.Apply(job, [Some.Step("s-0", "COMPLETED")], Some.Time);
        var next = new Intent { Kind = IntentKind.AddSteps, ClusterId = "j-1", Steps = [1], At = Some.Time, Deadline = Some.Time };
        var late = JobLife.Sent(job with { Intent = next }, "j-1", ClusterUse.Given, new Dictionary<int, string?> { [0] = "s-0" });
        late.Steps[0].State.ShouldBe(JobStepState.Completed);
        late.Intent.ShouldBe(next);
    }

    [Fact]
    public void A_job_whose_call_came_to_nothing_is_where_it_was_before()
    {
        var intent = new Intent { Kind = IntentKind.AddSteps, ClusterId = "j-1", Steps = [0], At = Some.Time, Deadline = Some.Time };
        var placed = new Placement("joined j-1", []);
        var queued = Some.Job();
        var claimed = queued with { Intent = intent, HoldsCluster = true, ClusterUse = ClusterUse.Pooled, Placement = placed };
        JobLife.Unclaim(claimed, intent.Id).ShouldBe(queued);
        JobLife.Unclaim(claimed, "an earlier one").ShouldBeSameAs(claimed);

        var started = JobLife.Unclaim(claimed with { ClusterId = "j-1" }, intent.Id);
        started.Placement.ShouldBe(placed, "its own cluster is still its own");
        started.ClusterUse.ShouldBe(ClusterUse.Pooled);

        var running = JobLife.Apply(Some.SentJob(2), [Some.Step("s-0", "RUNNING")], Some.Time) with { HoldsCluster = true };
        JobLife.Unclaim(running with { Intent = intent }, intent.Id).ShouldBe(running, "its first step is on the cluster");
    }

    [Fact]
    public void A_job_that_has_ended_stays_as_it_ended()
    {
        var ended = JobLife.Apply(Some.SentJob(), [Some.Step("s-0", "COMPLETED")], Some.Time);
        JobLife.Apply(ended, [Some.Step("s-0", "RUNNING")], Some.Time.AddMinutes(1)).ShouldBeSameAs(ended);
    }

    [Fact]
    public void A_state_of_EMRs_that_is_not_known_changes_nothing() =>
        JobLife.Apply(Some.SentJob(), [Some.Step("s-0", "HIBERNATING")], Some.Time).State.ShouldBe(JobState.Pending);
}
