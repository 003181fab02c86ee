using System.Text.Json.Nodes;
using MrJob.Local.Emr;

namespace MrJob.Local.Tests.Emr;

public class StepsTests
{
    [Fact]
    public async Task Steps_run_one_after_the_other_in_the_order_added()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.RunJobFlowAsync(steps: [Samples.Step("one")]);
        var added = await emr.AddStepsAsync(cluster, Samples.Step("two"), Samples.Step("three"));
        added.ShouldAllBe(id => System.Text.RegularExpressions.Regex.IsMatch(id, "^s-[A-Z0-9]{13,}$"));

        foreach (var name in new[] { "one", "two", "three" })
        {
            var run = await emr.Runner.NextAsync();
            run.Step.Name.ShouldBe(name);
            run.Succeed();
        }
        await emr.Bus.WaitAsync(added[1], "COMPLETED");
        emr.Runner.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task A_step_gets_what_was_asked_for_and_a_folder_of_its_own()
    {
        await using var emr = await EmrHost.StartAsync();
        var request = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(Samples.RunJobFlow()))!;
        request["LogUri"] = "s3://logs/emr/";
        var cluster = (string)(await emr.CallAsync("RunJobFlow", request.ToJsonString()))["JobFlowId"]!;
        var step = (await emr.AddStepsAsync(cluster, JsonNode.Parse("""
            {"Name":"jar","HadoopJarStep":{"Jar":"s3://code/a.jar","MainClass":"com.Main","Args":["-x"," spaced "],"Properties":[{"Key":"k","Value":"v"}]}}
            """)!))[0];

        var run = await emr.Runner.NextAsync();
        (run.Step.ClusterId, run.Step.StepId, run.Step.Name, run.Step.Jar, run.Step.MainClass, run.Step.LogUri, run.Step.Rerun)
            .ShouldBe((cluster, step, "jar", "s3://code/a.jar", "com.Main", "s3://logs/emr/", false));
        run.Step.Args.ShouldBe(["-x", " spaced "]);
        run.Step.Properties.ShouldBe(new Dictionary<string, string> { ["k"] = "v" });
        Path.GetFileName(run.Step.WorkFolder).ShouldBe(step);
        File.WriteAllText(Path.Combine(run.Step.WorkFolder, "left"), "over");

        run.Succeed();
        await emr.Bus.WaitAsync(cluster, "WAITING", nth: 2);
        Directory.Exists(run.Step.WorkFolder).ShouldBeFalse();
        (await emr.DescribeStepAsync(cluster, step))["Config"].ShouldBeJson(
            """{"Jar":"s3://code/a.jar","Properties":{"k":"v"},"MainClass":"com.Main","Args":["-x"," spaced "]}""");
    }

    [Fact]
    public async Task A_step_can_have_a_log_folder_of_its_own()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var step = (await emr.AddStepsAsync(cluster, JsonNode.Parse("""
            {"Name":"s","HadoopJarStep":{"Jar":"a.jar"},"StepMonitoringConfiguration":{"S3MonitoringConfiguration":{"LogUri":"s3://own/","EncryptionKeyArn":"key"}}}
            """)!))[0];
        (await emr.Runner.NextAsync()).Step.LogUri.ShouldBe("s3://own/");
        var told = await emr.DescribeStepAsync(cluster, step);
        ((string)told["LogUri"]!, (string)told["EncryptionKeyArn"]!).ShouldBe(("s3://own/", "key"));
    }

    [Fact]
    public async Task As_many_steps_run_at_once_as_the_concurrency_level_allows()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync(concurrency: 2);
        await emr.AddStepsAsync(cluster, Samples.Step("a"), Samples.Step("b"), Samples.Step("c"));
        var (first, second) = (await emr.Runner.NextAsync(), await emr.Runner.NextAsync());
        (await emr.StepStateAsync(cluster, (await ListAsync(emr, cluster))[0])).ShouldBe("PENDING");
        second.Succeed();
        (await emr.Runner.NextAsync()).Step.Name.ShouldBe("c");
        first.Outcome.IsCompleted.ShouldBeFalse();
        emr.Runner.MostAtOnce.ShouldBe(2);
    }

    [Fact]
    public async Task Raising_the_concurrency_level_starts_waiting_steps()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        await emr.AddStepsAsync(cluster, Samples.Step("a"), Samples.Step("b"));
        await emr.Runner.NextAsync();
        (await emr.CallAsync("ModifyCluster", new { ClusterId = cluster, StepConcurrencyLevel = 2 })).ShouldBeJson("""{"StepConcurrencyLevel":2}""");
        (await emr.Runner.NextAsync()).Step.Name.ShouldBe("b");
    }

    [Fact]
    public async Task A_failed_step_shows_why_and_where()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var step = (await emr.AddStepsAsync(cluster, Samples.Step()))[0];
        (await emr.Runner.NextAsync()).Fail("Application error.", "Exception in thread main", "s3://logs/stderr.gz");
        await emr.Bus.WaitAsync(step, "FAILED");

        var status = (await emr.DescribeStepAsync(cluster, step))["Status"]!;
        status["FailureDetails"].ShouldBeJson("""{"Reason":"Application error.","Message":"Exception in thread main","LogFile":"s3://logs/stderr.gz"}""");
        status["Timeline"]!.AsObject().Select(m => m.Key).ShouldBe(["CreationDateTime", "StartDateTime", "EndDateTime"]);
    }

    [Fact]
    public async Task A_runner_that_breaks_fails_the_step_and_the_cluster_goes_on()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var steps = await emr.AddStepsAsync(cluster, Samples.Step("a"), Samples.Step("b"));
        (await emr.Runner.NextAsync()).Break(new InvalidOperationException("no such thing"));
        (await emr.Runner.NextAsync()).Succeed();
        await emr.Bus.WaitAsync(steps[1], "COMPLETED");
        ((string)(await emr.DescribeStepAsync(cluster, steps[0]))["Status"]!["FailureDetails"]!["Message"]!).ShouldBe("no such thing");
    }

    [Fact]
    public async Task Cancel_and_wait_cancels_all_pending_steps_whoever_added_them()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var ours = await emr.AddStepsAsync(cluster, Samples.Step("ours", "CANCEL_AND_WAIT"));
        var theirs = await emr.AddStepsAsync(cluster, Samples.Step("theirs"));
        (await emr.Runner.NextAsync()).Fail();
        await emr.Bus.WaitAsync(cluster, "WAITING", nth: 2);
        (await emr.StepStateAsync(cluster, ours[0]), await emr.StepStateAsync(cluster, theirs[0])).ShouldBe(("FAILED", "CANCELLED"));
        ((string)(await emr.DescribeClusterAsync(cluster))["Status"]!["StateChangeReason"]!["Message"]!).ShouldBe("Cluster ready after last step failed.");
    }

    [Fact]
    public async Task Terminate_cluster_ends_the_cluster_with_errors()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        await emr.AddStepsAsync(cluster, Samples.Step("a", "TERMINATE_CLUSTER"), Samples.Step("b"));
        (await emr.Runner.NextAsync()).Fail();
        await emr.Bus.WaitAsync(cluster, "TERMINATED_WITH_ERRORS");
        var status = (await emr.DescribeClusterAsync(cluster))["Status"]!;
        status["StateChangeReason"].ShouldBeJson("""{"Code":"STEP_FAILURE","Message":"Shut down as step failed"}""");
        status["Timeline"]!["EndDateTime"].ShouldNotBeNull();
        (await StatesAsync(emr, cluster)).ShouldBe(["CANCELLED", "FAILED"]);
    }

    [Theory]
    [InlineData("CANCEL_AND_WAIT")]
    [InlineData("TERMINATE_CLUSTER")]
    public async Task Where_steps_run_at_once_only_continue_is_allowed(string action)
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync(concurrency: 2);
        var (type, message) = await emr.RefusedAsync("AddJobFlowSteps", new { JobFlowId = cluster, Steps = new[] { Samples.Step("s", action) } });
        type.ShouldBe("ValidationException");
        message.ShouldStartWith($"The ActionOnFailure setting {action} of step 's' is not valid");
        (await ListAsync(emr, cluster)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cluster_has_at_most_256_active_steps()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.RunJobFlowAsync(steps: [.. Enumerable.Range(0, 255).Select(i => Samples.Step($"step {i}"))]);
        var (_, message) = await emr.RefusedAsync("AddJobFlowSteps", new { JobFlowId = cluster, Steps = new[] { Samples.Step(), Samples.Step() } });
        message.ShouldBe("Maximum number of active steps(State = 'Running', 'Pending' or 'Cancel_Pending') for cluster exceeded.");
        await emr.AddStepsAsync(cluster, Samples.Step());
        (await emr.Runner.NextAsync()).Succeed();
        await emr.Runner.NextAsync();
        await emr.AddStepsAsync(cluster, Samples.Step());
    }

    [Theory]
    [InlineData(10222, true)]
    [InlineData(10223, false)]
    public async Task The_strings_of_a_step_total_at_most_10240_characters(int argument, bool accepted)
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var (status, _) = await emr.TryAsync("AddJobFlowSteps", new { JobFlowId = cluster, Steps = new[] { Samples.Step(args: new string('a', argument)) } });
        status.ShouldBe(accepted ? 200 : 400, "command-runner.jar has 18 characters");
    }

    [Fact]
    public async Task All_steps_of_a_call_are_added_or_none()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        await emr.RefusedAsync("AddJobFlowSteps", new { JobFlowId = cluster, Steps = new[] { Samples.Step(), Samples.Step(args: new string('a', 10241)) } });
        (await ListAsync(emr, cluster)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Steps_are_listed_newest_first_and_50_a_page()
    {
        await using var emr = await EmrHost.StartAsync(runner: new FakeStepRunner { EndAtOnce = StepOutcome.Success });
        var cluster = await emr.WaitingClusterAsync();
        var ids = await emr.AddStepsAsync(cluster, [.. Enumerable.Range(0, 120).Select(i => Samples.Step($"step {i}"))]);

        var first = await emr.CallAsync("ListSteps", new { ClusterId = cluster });
        var late = await emr.AddStepsAsync(cluster, Samples.Step("late"));
        var second = await emr.CallAsync("ListSteps", new { ClusterId = cluster, Marker = (string)first["Marker"]! });
        var third = await emr.CallAsync("ListSteps", new { ClusterId = cluster, Marker = (string)second["Marker"]! });
        third["Marker"].ShouldBeNull();
        string[] listed = [.. new[] { first, second, third }.SelectMany(page => page["Steps"]!.AsArray()).Select(s => (string)s!["Id"]!)];
        listed.ShouldBe(ids.Reverse(), "steps added meanwhile move nothing");
        (await ListAsync(emr, cluster))[0].ShouldBe(late[0]);
    }

    [Fact]
    public async Task Steps_are_filtered_by_state_and_by_up_to_ten_ids()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var ids = await emr.AddStepsAsync(cluster, Samples.Step("a"), Samples.Step("b"), Samples.Step("c"));
        await emr.Runner.NextAsync();
        (await ListAsync(emr, cluster, new { ClusterId = cluster, StepStates = new[] { "PENDING", "FAILED" } })).ShouldBe([ids[2], ids[1]]);
        (await ListAsync(emr, cluster, new { ClusterId = cluster, StepIds = new[] { ids[0], ids[2] } })).ShouldBe([ids[2], ids[0]]);
        (await emr.RefusedAsync("ListSteps", new { ClusterId = cluster, StepIds = Enumerable.Repeat(ids[0], 11) })).Message.ShouldContain("At most 10");
        (await emr.RefusedAsync("ListSteps", new { ClusterId = cluster, StepIds = new[] { "s-NO" } })).ShouldBe(("InvalidRequestException", "Step id 's-NO' is not valid."));
        (await emr.RefusedAsync("DescribeStep", new { ClusterId = cluster, StepId = "s-NO" })).ShouldBe(("InvalidRequestException", "Step id 's-NO' is not valid."));
    }

    private static async Task<string[]> ListAsync(EmrHost emr, string cluster, object? input = null) =>
        [.. (await emr.CallAsync("ListSteps", input ?? new { ClusterId = cluster }))["Steps"]!.AsArray().Select(s => (string)s!["Id"]!)];

    private static async Task<string[]> StatesAsync(EmrHost emr, string cluster) =>
        [.. (await emr.CallAsync("ListSteps", new { ClusterId = cluster }))["Steps"]!.AsArray().Select(s => (string)s!["Status"]!["State"]!)];
}
