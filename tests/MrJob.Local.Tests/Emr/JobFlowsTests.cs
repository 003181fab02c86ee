using MrJob.Local.Emr;
using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Operations;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Tests.Emr;

public class JobFlowsTests
{
    [Theory]
    [InlineData("Bootstrapping", null, "BOOTSTRAPPING")]
    [InlineData("Terminating", "USER_REQUEST", "SHUTTING_DOWN")]
    [InlineData("Terminated", "USER_REQUEST", "TERMINATED")]
    [InlineData("Terminated", "ALL_STEPS_COMPLETED", "COMPLETED")]
    [InlineData("Terminated", "STEP_FAILURE", "FAILED")]
    [InlineData("TerminatedWithErrors", "STEP_FAILURE", "FAILED")]
    public void A_job_flow_has_the_states_of_2009(string state, string? reason, string told) =>
        JobFlowDetail.StateOf(Samples.Cluster(Enum.Parse<ClusterState>(state)) with { Reason = new StateChangeReason(reason) }).ShouldBe(told);

    [Fact]
    public async Task A_job_flow_is_described_with_its_steps_and_instances()
    {
        await using var emr = await EmrHost.StartAsync(runner: new FakeStepRunner { EndAtOnce = new StepOutcome(false, "Unknown Error.") });
        var cluster = await emr.RunJobFlowAsync(keepAlive: false, steps: [Samples.Step("a")]);
        await emr.Bus.WaitAsync(cluster, "TERMINATED");
        var flow = (await emr.CallAsync("DescribeJobFlows", new { JobFlowIds = new[] { cluster } }))["JobFlows"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)flow["ExecutionStatusDetail"]!["LastStateChangeReason"]!).ShouldBe("Steps completed with errors");
        var step = flow["Steps"]![0]!;
        ((string)step["StepConfig"]!["Name"]!, (string)step["ExecutionStatusDetail"]!["State"]!, (string)step["ExecutionStatusDetail"]!["LastStateChangeReason"]!)
            .ShouldBe(("a", "FAILED", "Unknown Error."));
        ((string)flow["Instances"]!["MasterInstanceType"]!, (int)flow["Instances"]!["InstanceCount"]!).ShouldBe(("m5.xlarge", 1));
        ((string)flow["Instances"]!["InstanceGroups"]![0]!["State"]!).ShouldBe("ENDED");
        (await emr.RefusedAsync("DescribeJobFlows", new { JobFlowIds = new[] { "j-NO" } })).Message.ShouldBe("Specified job flow ID does not exist.");
    }

    [Fact]
    public async Task Without_a_filter_old_job_flows_are_left_out()
    {
        var time = new ManualTime(Samples.Noon);
        await using var emr = await EmrHost.StartAsync(time: time);
        var (ended, living) = (await emr.WaitingClusterAsync(), await emr.WaitingClusterAsync());
        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { ended } });
        await emr.Bus.WaitAsync(ended, "TERMINATED");
        (await IdsAsync(new { })).ShouldBe([living, ended]);
        time.Advance(TimeSpan.FromDays(15));
        (await IdsAsync(new { })).ShouldBe([living]);
        (await IdsAsync(new { JobFlowStates = new[] { "TERMINATED" } })).ShouldBe([ended]);
        time.Advance(TimeSpan.FromDays(50));
        (await IdsAsync(new { })).ShouldBeEmpty();
        (await IdsAsync(new { CreatedAfter = Samples.Noon.ToUnixTimeSeconds() - 1 })).ShouldBe([living, ended]);

        async Task<string[]> IdsAsync(object filter) =>
            [.. (await emr.CallAsync("DescribeJobFlows", filter))["JobFlows"]!.AsArray().Select(f => (string)f!["JobFlowId"]!)];
    }
}
