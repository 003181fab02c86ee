using MrJob.Local.Emr;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Tests.Emr;

public class ClusterLifeTests
{
    private static readonly DateTimeOffset Now = Samples.Noon.AddMinutes(1);
    private static readonly StepOutcome Failure = new(false, "Unknown Error.", "it broke", "s3://logs/stderr.gz");

    [Fact]
    public void A_cluster_is_starting_for_half_its_delay_and_bootstrapping_for_the_other_half()
    {
        var delay = TimeSpan.FromMinutes(10);
        var starting = Samples.Cluster(ClusterState.Starting);

        ClusterLife.Next(starting, delay, Samples.Noon.AddMinutes(4.9)).ShouldBeNull();
        var bootstrapping = ClusterLife.Next(starting, delay, Samples.Noon.AddMinutes(5))!;
        bootstrapping.State.ShouldBe(ClusterState.Bootstrapping);
        ClusterLife.Next(bootstrapping, delay, Samples.Noon.AddMinutes(9.9)).ShouldBeNull();

        var ready = ClusterLife.Next(bootstrapping, delay, Samples.Noon.AddMinutes(10))!;
        ready.State.ShouldBe(ClusterState.Waiting);
        ready.Ready.ShouldBe(Samples.Noon.AddMinutes(10));
        ready.Reason.ShouldBe(new StateChangeReason(null, "Cluster ready to run steps."));
    }

    [Fact]
    public void Pending_steps_start_one_by_one_in_order_while_there_are_free_slots()
    {
        var cluster = WithConcurrency(2, Samples.Cluster(ClusterState.Waiting, Pending("a"), Pending("b"), Pending("c")));
        var one = Next(cluster)!;
        StatesOf(one).ShouldBe("RUNNING PENDING PENDING");
        one.State.ShouldBe(ClusterState.Running);
        var two = Next(one)!;
        StatesOf(two).ShouldBe("RUNNING RUNNING PENDING");
        Next(two).ShouldBeNull();
    }

    [Fact]
    public void A_step_being_cancelled_keeps_its_slot() =>
        Next(Samples.Cluster(ClusterState.Running, Samples.Step(StepState.CancelPending, "a"), Pending("b"))).ShouldBeNull();

    [Theory]
    [InlineData("Completed", "Cluster ready after last step completed.")]
    [InlineData("Failed", "Cluster ready after last step failed.")]
    [InlineData("Cancelled", "Cluster ready after last step cancelled.")]
    public void A_cluster_kept_alive_waits_when_its_steps_have_ended(string last, string message)
    {
        var next = Next(Samples.Cluster(ClusterState.Running, Samples.Step(Enum.Parse<StepState>(last), "a")))!;
        (next.State, next.Reason).ShouldBe((ClusterState.Waiting, new StateChangeReason(null, message)));
        Next(next).ShouldBeNull();
    }

    [Theory]
    [InlineData("Completed", "ALL_STEPS_COMPLETED", "Steps completed")]
    [InlineData("Failed", "STEP_FAILURE", "Steps completed with errors")]
    public void A_cluster_not_kept_alive_terminates_after_its_last_step(string last, string code, string message)
    {
        var terminating = Next(NotKeptAlive(Samples.Cluster(ClusterState.Running, Samples.Step(Enum.Parse<StepState>(last), "a"))))!;
        (terminating.State, terminating.Reason).ShouldBe((ClusterState.Terminating, new StateChangeReason(code, message)));
        var ended = Next(terminating)!;
        (ended.State, ended.Ended).ShouldBe((ClusterState.Terminated, Now));
        Next(ended).ShouldBeNull();
    }

    [Fact]
    public void A_cluster_not_kept_alive_and_without_steps_terminates_once_it_is_ready()
    {
        var running = Next(NotKeptAlive(Samples.Cluster(ClusterState.Bootstrapping)))!;
        running.State.ShouldBe(ClusterState.Running);
        Next(running)!.State.ShouldBe(ClusterState.Terminating);
    }

    [Theory]
    [InlineData("CONTINUE", 1, false, "Running", "FAILED PENDING")]
    [InlineData("CANCEL_AND_WAIT", 1, false, "Running", "FAILED CANCELLED")]
    [InlineData("TERMINATE_CLUSTER", 1, false, "Terminating", "FAILED CANCELLED")]
    [InlineData("TERMINATE_JOB_FLOW", 1, false, "Terminating", "FAILED CANCELLED")]
    [InlineData("TERMINATE_CLUSTER", 1, true, "Running", "FAILED CANCELLED")]
    [InlineData("CANCEL_AND_WAIT", 2, false, "Running", "FAILED PENDING")]
    [InlineData("TERMINATE_CLUSTER", 2, false, "Running", "FAILED PENDING")]
    public void A_failed_step_does_what_its_action_says(string action, int concurrency, bool isProtected, string state, string steps)
    {
        var cluster = WithConcurrency(concurrency, Samples.Cluster(ClusterState.Running, Running("a", action), Pending("b")))
            .WithInstances(i => i with { TerminationProtected = isProtected });
        var after = ClusterLife.StepEnded(cluster, "a", Failure, Now);
        after.State.ShouldBe(Enum.Parse<ClusterState>(state));
        StatesOf(after).ShouldBe(steps);
        after.Step("a")!.Failure.ShouldBe(new FailureDetails("Unknown Error.", "it broke", "s3://logs/stderr.gz"));
    }

    [Fact]
    public void A_cluster_ended_by_a_failed_step_is_terminated_with_errors()
    {
        var terminating = ClusterLife.StepEnded(Samples.Cluster(ClusterState.Running, Running("a", "TERMINATE_CLUSTER")), "a", Failure, Now);
        terminating.Reason.ShouldBe(new StateChangeReason("STEP_FAILURE", "Shut down as step failed"));
        Next(terminating)!.State.ShouldBe(ClusterState.TerminatedWithErrors);
    }

    [Fact]
    public void A_protected_cluster_survives_the_failure_that_would_have_ended_it()
    {
        var cluster = NotKeptAlive(Samples.Cluster(ClusterState.Running, Running("a", "TERMINATE_CLUSTER"), Pending("b")))
            .WithInstances(i => i with { TerminationProtected = true });
        Next(ClusterLife.StepEnded(cluster, "a", Failure, Now))!.State.ShouldBe(ClusterState.Waiting);
    }

    [Fact]
    public void Terminating_cancels_pending_steps_and_waits_for_running_ones()
    {
        var terminating = ClusterLife.Terminate(Samples.Cluster(ClusterState.Running, Running("a"), Pending("b")), ClusterLife.UserRequest, Now);
        StatesOf(terminating).ShouldBe("RUNNING CANCELLED");
        Next(terminating).ShouldBeNull();

        var stopped = ClusterLife.StepEnded(terminating, "a", outcome: null, Now);
        StatesOf(stopped).ShouldBe("CANCELLED CANCELLED");
        (Next(stopped)!.State, Next(stopped)!.Reason.Code).ShouldBe((ClusterState.Terminated, "USER_REQUEST"));
    }

    [Fact]
    public void Terminating_twice_keeps_the_first_reason()
    {
        var once = ClusterLife.Terminate(Samples.Cluster(ClusterState.Waiting), new("STEP_FAILURE", "Shut down as step failed"), Now);
        ClusterLife.Terminate(once, ClusterLife.UserRequest, Now).ShouldBeSameAs(once);
    }

    [Theory]
    [InlineData("Pending", "CANCELLED")]
    [InlineData("Running", "CANCEL_PENDING")]
    [InlineData("CancelPending", "CANCEL_PENDING")]
    [InlineData("Completed", "COMPLETED")]
    public void Cancelling_a_step_depends_on_its_state(string state, string after)
    {
        var cluster = Samples.Cluster(ClusterState.Running, Samples.Step(Enum.Parse<StepState>(state), "a"));
        StatesOf(ClusterLife.Cancel(cluster, cluster.Steps[0], Now)).ShouldBe(after);
    }

    [Fact]
    public void The_action_of_a_cancelled_step_does_not_fire()
    {
        var cancelling = Samples.Cluster(ClusterState.Running, Samples.Step(StepState.CancelPending, "a", "TERMINATE_CLUSTER"), Pending("b"));
        StatesOf(ClusterLife.StepEnded(cancelling, "a", outcome: null, Now)).ShouldBe("CANCELLED PENDING");
        StatesOf(ClusterLife.StepEnded(cancelling, "a", Failure, Now)).ShouldBe("CANCELLED PENDING");
    }

    [Fact]
    public void A_step_that_completes_before_its_cancelling_takes_effect_has_completed() =>
        StatesOf(ClusterLife.StepEnded(Samples.Cluster(ClusterState.Running, Samples.Step(StepState.CancelPending, "a")), "a", StepOutcome.Success, Now))
            .ShouldBe("COMPLETED");

    [Theory]
    [InlineData("Running", "Running", "RUNNING")]
    [InlineData("Running", "CancelPending", "CANCELLED")]
    [InlineData("Running", "Pending", "PENDING")]
    [InlineData("Terminating", "Running", "CANCELLED")]
    public void After_a_crash_running_steps_stay_running_and_stopping_ones_have_stopped(string cluster, string step, string after) =>
        StatesOf(ClusterLife.Recover(Samples.Cluster(Enum.Parse<ClusterState>(cluster), Samples.Step(Enum.Parse<StepState>(step), "a")), Now)).ShouldBe(after);

    private static ClusterRecord? Next(ClusterRecord cluster) => ClusterLife.Next(cluster, TimeSpan.Zero, Now);

    private static StepRecord Pending(string id) => Samples.Step(StepState.Pending, id);

    private static StepRecord Running(string id, string action = "CONTINUE") => Samples.Step(StepState.Running, id, action);

    private static ClusterRecord NotKeptAlive(ClusterRecord cluster) => cluster.WithInstances(i => i with { KeepJobFlowAliveWhenNoSteps = false });

    private static ClusterRecord WithConcurrency(int level, ClusterRecord cluster) =>
        cluster with { Request = cluster.Request with { StepConcurrencyLevel = level } };

    private static string StatesOf(ClusterRecord cluster) => string.Join(' ', cluster.Steps.Select(s => s.State.Wire()));
}
