namespace MrJob.Local.Tests.Emr;

public class EventsTests
{
    [Fact]
    public async Task Events_have_the_documented_members_and_messages()
    {
        var time = new ManualTime(new DateTimeOffset(2016, 12, 16, 20, 42, 5, TimeSpan.Zero));
        await using var emr = await EmrHost.StartAsync(time: time);
        var cluster = await emr.RunJobFlowAsync(name: "Development Cluster");
        var step = (await emr.AddStepsAsync(cluster, Samples.Step("CustomJAR")))[0];
        var run = await emr.Runner.NextAsync();
        time.Advance(TimeSpan.FromMinutes(11));
        run.Fail();
        await emr.Bus.WaitAsync(step, "FAILED");
        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { cluster } });

        (await emr.Bus.WaitAsync(step, "FAILED")).ToJson().ShouldBeJson($$"""
            {"version":"0","id":"{{(await emr.Bus.WaitAsync(step, "FAILED")).Id}}","detail-type":"EMR Step Status Change","source":"aws.emr","account":"123456789012",
             "time":"2016-12-16T20:53:05Z","region":"us-east-1","resources":[],
             "detail":{"severity":"ERROR","actionOnFailure":"CONTINUE","stepId":"{{step}}","name":"CustomJAR","clusterId":"{{cluster}}","state":"FAILED",
             "message":"Step {{step}} (CustomJAR) in Amazon EMR cluster {{cluster}} (Development Cluster) failed at 2016-12-16 20:53 UTC."} }
            """);
        (await emr.Bus.WaitAsync(cluster, "STARTING")).Detail.ShouldBeJson($$"""
            {"severity":"INFO","stateChangeReason":"{\"code\":\"\"}","name":"Development Cluster","clusterId":"{{cluster}}","state":"STARTING",
             "message":"Amazon EMR cluster {{cluster}} (Development Cluster) was requested at 2016-12-16 20:42 UTC and is being created."}
            """);
        (await emr.Bus.WaitAsync(cluster, "TERMINATED")).Detail.ShouldBeJson($$"""
            {"severity":"INFO","stateChangeReason":"{\"code\":\"USER_REQUEST\",\"message\":\"Terminated by user request\"}","name":"Development Cluster",
             "clusterId":"{{cluster}}","state":"TERMINATED",
             "message":"Amazon EMR Cluster {{cluster}} (Development Cluster) has terminated at 2016-12-16 20:53 UTC with a reason of USER_REQUEST."}
            """);
    }

    [Fact]
    public async Task A_completed_step_says_how_long_it_took()
    {
        var time = new ManualTime(Samples.Noon);
        await using var emr = await EmrHost.StartAsync(time: time);
        var cluster = await emr.WaitingClusterAsync();
        var step = (await emr.AddStepsAsync(cluster, Samples.Step()))[0];
        var run = await emr.Runner.NextAsync();
        time.Advance(TimeSpan.FromMinutes(3));
        run.Succeed();
        ((string)(await emr.Bus.WaitAsync(step, "COMPLETED")).Detail["message"]!).ShouldEndWith(
            "completed execution at 2026-03-01 12:03 UTC. The step started running at 2026-03-01 12:00 UTC and took 3 minutes to complete.");
    }

    [Fact]
    public async Task Bootstrapping_terminating_and_cancel_pending_are_not_told()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var step = (await emr.AddStepsAsync(cluster, Samples.Step()))[0];
        await emr.Runner.NextAsync();
        await emr.CallAsync("CancelSteps", new { ClusterId = cluster, StepIds = new[] { step } });
        await emr.Bus.WaitAsync(cluster, "WAITING", nth: 2);
        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { cluster } });
        await emr.Bus.WaitAsync(cluster, "TERMINATED");
        emr.Bus.StatesOf(cluster).ShouldBe(["STARTING", "WAITING", "RUNNING", "WAITING", "TERMINATED"]);
        emr.Bus.StatesOf(step).ShouldBe(["PENDING", "RUNNING", "CANCELLED"]);
    }

    [Fact]
    public async Task An_event_comes_after_what_it_tells_of_can_be_read()
    {
        using var folder = new Testing.TempFolder();
        var bus = new RecordingBus();
        List<string> unkept = [];
        bus.OnPublish = e =>
        {
            var kept = File.ReadAllText(Path.Combine(folder.Path, "emr", (string)e.Detail["clusterId"]!, "cluster.json"));
            if (!kept.Contains(e.Id, StringComparison.Ordinal))
                unkept.Add(e.Id);
        };
        await using var emr = await EmrHost.StartAsync(folder.Path, bus: bus, runner: new FakeStepRunner { EndAtOnce = Local.Emr.StepOutcome.Success });
        var cluster = await emr.RunJobFlowAsync(keepAlive: false, steps: [Samples.Step()]);
        await emr.Bus.WaitAsync(cluster, "TERMINATED");
        unkept.ShouldBeEmpty();
    }
}
