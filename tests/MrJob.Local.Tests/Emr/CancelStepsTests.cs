using System.Text.Json.Nodes;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Operations;

namespace MrJob.Local.Tests.Emr;

public class CancelStepsTests
{
    [Fact]
    public async Task Pending_and_running_steps_are_cancelled_and_ended_ones_are_not()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var ids = await emr.AddStepsAsync(cluster, Samples.Step("done"), Samples.Step("running"), Samples.Step("pending"));
        (await emr.Runner.NextAsync()).Succeed();
        var running = await emr.Runner.NextAsync();
        running.HoldsOut = true;

        var infos = (await CancelAsync(emr, cluster, ids))["CancelStepsInfoList"]!.AsArray();
        infos.Select(i => (string)i!["StepId"]!).ShouldBe(ids);
        infos.Select(i => (string)i!["Status"]!).ShouldBe(["FAILED", "SUBMITTED", "SUBMITTED"]);
        ((string)infos[0]!["Reason"]!).ShouldContain("COMPLETED");
        (await emr.StepStateAsync(cluster, ids[1]), await emr.StepStateAsync(cluster, ids[2])).ShouldBe(("CANCEL_PENDING", "CANCELLED"));

        await running.Stopped.Task;
        (await CancelAsync(emr, cluster, ids[1]))["CancelStepsInfoList"]![0]!["Status"]!.ToString().ShouldBe("SUBMITTED", "it is idempotent");
        running.Fail();
        await emr.Bus.WaitAsync(ids[1], "CANCELLED");
        await emr.Bus.WaitAsync(cluster, "WAITING", nth: 2);
        emr.Bus.StatesOf(ids[1]).ShouldBe(["PENDING", "RUNNING", "CANCELLED"]);
    }

    [Fact]
    public async Task The_next_step_starts_only_when_the_cancelled_one_has_stopped()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var ids = await emr.AddStepsAsync(cluster, Samples.Step("a"), Samples.Step("b"));
        var first = await emr.Runner.NextAsync();
        first.HoldsOut = true;
        await CancelAsync(emr, cluster, ids[0]);
        await first.Stopped.Task;
        (await emr.StepStateAsync(cluster, ids[1])).ShouldBe("PENDING");
        first.Fail();
        (await emr.Runner.NextAsync()).Step.StepId.ShouldBe(ids[1]);
    }

    [Fact]
    public async Task Nothing_is_cancelled_when_one_id_is_unknown()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var ids = await emr.AddStepsAsync(cluster, Samples.Step());
        await emr.Runner.NextAsync();
        (await emr.RefusedAsync("CancelSteps", new { ClusterId = cluster, StepIds = new[] { ids[0], "s-NO" } }))
            .ShouldBe(("InvalidRequestException", "Step id 's-NO' is not valid."));
        (await emr.StepStateAsync(cluster, ids[0])).ShouldBe("RUNNING");
    }

    [Theory]
    [InlineData("emr-5.27.0", "Running", "FAILED")]
    [InlineData("emr-5.27.0", "Pending", "SUBMITTED")]
    [InlineData("emr-5.28.0", "Running", "SUBMITTED")]
    [InlineData("emr-7.1.0", "CancelPending", "SUBMITTED")]
    [InlineData("emr-7.1.0", "Failed", "FAILED")]
    public void Running_steps_can_be_cancelled_from_release_5_28_on(string release, string state, string status)
    {
        var cluster = Samples.Cluster(ClusterState.Running, Samples.Step(Enum.Parse<StepState>(state), "a"));
        cluster = cluster with { Request = cluster.Request with { ReleaseLabel = release } };
        CancelSteps.Judge(cluster, cluster.Steps[0]).Status.ShouldBe(status);
    }

    private static Task<JsonObject> CancelAsync(EmrHost emr, string cluster, params string[] steps) =>
        emr.CallAsync("CancelSteps", new { ClusterId = cluster, StepIds = steps, StepCancellationOption = "SEND_INTERRUPT" });
}
