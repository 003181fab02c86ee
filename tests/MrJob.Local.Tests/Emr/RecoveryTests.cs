using System.Text.Json.Nodes;
using MrJob.Local.Emr;
using MrJob.Testing;

namespace MrJob.Local.Tests.Emr;

public class RecoveryTests
{
    [Fact]
    public async Task A_stopped_service_leaves_running_steps_to_the_next_one()
    {
        using var folder = new TempFolder();
        var before = await EmrHost.StartAsync(folder.Path);
        var cluster = await before.WaitingClusterAsync();
        var steps = await before.AddStepsAsync(cluster, Samples.Step("running"), Samples.Step("pending"));
        var interrupted = await before.Runner.NextAsync();
        File.WriteAllText(Path.Combine(interrupted.Step.WorkFolder, "half"), "done");
        var started = (await before.DescribeStepAsync(cluster, steps[0]))["Status"]!["Timeline"]!["StartDateTime"]!.ToJsonString();
        await before.DisposeAsync();
        interrupted.Stopped.Task.IsCompleted.ShouldBeTrue();
        before.Bus.StatesOf(steps[0]).ShouldBe(["PENDING", "RUNNING"]);

        List<string> ended = [];
        await using var after = await EmrHost.StartAsync(folder.Path, o => o with { EndLeftovers = ended.Add });
        var rerun = await after.Runner.NextAsync();
        (rerun.Step.StepId, rerun.Step.Rerun, rerun.Step.WorkFolder).ShouldBe((steps[0], true, interrupted.Step.WorkFolder));
        ended.ShouldBe([interrupted.Step.WorkFolder]);
        File.ReadAllText(Path.Combine(rerun.Step.WorkFolder, "half")).ShouldBe("done");
        rerun.Succeed();
        var next = await after.Runner.NextAsync();
        (next.Step.StepId, next.Step.Rerun).ShouldBe((steps[1], false));
        (await after.DescribeStepAsync(cluster, steps[0]))["Status"]!["Timeline"]!["StartDateTime"]!.ToJsonString().ShouldBe(started);
    }

    [Fact]
    public async Task What_was_answered_is_there_after_a_crash()
    {
        using var folder = new TempFolder();
        await using var crashed = await EmrHost.StartAsync(folder.Path);
        var cluster = await crashed.WaitingClusterAsync();
        await crashed.CallAsync("AddTags", new { ResourceId = cluster, Tags = new[] { new { Key = "k", Value = "v" } } });
        var steps = await crashed.AddStepsAsync(cluster, Samples.Step("a"), Samples.Step("b"), Samples.Step("c"));
        (await crashed.Runner.NextAsync()).Succeed();
        (await crashed.Runner.NextAsync()).HoldsOut = true;
        await crashed.CallAsync("CancelSteps", new { ClusterId = cluster, StepIds = new[] { steps[1] } });
        await crashed.CallAsync("SetTerminationProtection", new { JobFlowIds = new[] { cluster }, TerminationProtected = true });
        using var image = Image(folder.Path);
        var (described, listed) = (await crashed.DescribeClusterAsync(cluster), await crashed.CallAsync("ListSteps", new { ClusterId = cluster }));

        await using var after = await EmrHost.StartAsync(image.Path);
        (await after.Runner.NextAsync()).Step.StepId.ShouldBe(steps[2]);
        JsonNode.DeepEquals(await after.DescribeClusterAsync(cluster), described).ShouldBeTrue();
        var relisted = (await after.CallAsync("ListSteps", new { ClusterId = cluster }))["Steps"]!.AsArray();
        relisted.Select(s => (string)s!["Id"]!).ShouldBe(listed["Steps"]!.AsArray().Select(s => (string)s!["Id"]!));
        relisted.Select(s => (string)s!["Status"]!["State"]!).ShouldBe(["RUNNING", "CANCELLED", "COMPLETED"]);
    }

    [Fact]
    public async Task A_step_runs_again_beside_one_that_was_being_cancelled()
    {
        using var folder = new TempFolder();
        await using var crashed = await EmrHost.StartAsync(folder.Path);
        var cluster = await crashed.WaitingClusterAsync(concurrency: 2);
        var steps = await crashed.AddStepsAsync(cluster, Samples.Step("cancelled"), Samples.Step("running"));
        (await crashed.Runner.NextAsync()).HoldsOut = true;
        await crashed.Runner.NextAsync();
        await crashed.CallAsync("CancelSteps", new { ClusterId = cluster, StepIds = new[] { steps[0] } });
        using var image = Image(folder.Path);

        await using var after = await EmrHost.StartAsync(image.Path);
        var rerun = await after.Runner.NextAsync();
        (rerun.Step.StepId, rerun.Step.Rerun).ShouldBe((steps[1], true));
        (await after.StepStateAsync(cluster, steps[0])).ShouldBe("CANCELLED");
    }

    [Fact]
    public async Task A_terminating_cluster_finishes_after_a_crash()
    {
        using var folder = new TempFolder();
        await using var crashed = await EmrHost.StartAsync(folder.Path);
        var cluster = await crashed.WaitingClusterAsync();
        var step = (await crashed.AddStepsAsync(cluster, Samples.Step()))[0];
        (await crashed.Runner.NextAsync()).HoldsOut = true;
        await crashed.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { cluster } });
        using var image = Image(folder.Path);

        await using var after = await EmrHost.StartAsync(image.Path);
        await after.Bus.WaitAsync(cluster, "TERMINATED");
        (await after.StepStateAsync(cluster, step)).ShouldBe("CANCELLED");
        after.Runner.Started.ShouldBe(0);
    }

    [Fact]
    public async Task From_a_crash_at_any_moment_every_step_and_cluster_comes_to_its_end_and_every_event_is_told()
    {
        using var folder = new TempFolder();
        var bus = new RecordingBus();
        List<(TempFolder Image, List<string> Told)> crashes = [];
        bus.OnPublish = e => crashes.Add((Image(folder.Path), [.. bus.Events.Select(told => told.Id)]));
        await using (var emr = await EmrHost.StartAsync(folder.Path, bus: bus, runner: new FakeStepRunner { EndAtOnce = StepOutcome.Success }))
        {
            var cluster = await emr.RunJobFlowAsync(keepAlive: false, steps: [Samples.Step("a"), Samples.Step("b")]);
            await bus.WaitAsync(cluster, "TERMINATED");
        }
        crashes.Count.ShouldBe(9);

        foreach (var (image, told) in crashes)
        {
            using (image)
            {
                var after = new RecordingBus();
                await using var emr = await EmrHost.StartAsync(image.Path, bus: after, runner: new FakeStepRunner { EndAtOnce = StepOutcome.Success });
                var listed = (await emr.CallAsync("ListClusters", new { }))["Clusters"]!.AsArray();
                var cluster = (string)listed.Single()!["Id"]!;
                await after.WaitAsync(cluster, "TERMINATED");
                var steps = (await emr.CallAsync("ListSteps", new { ClusterId = cluster }))["Steps"]!.AsArray();
                steps.Select(s => (string)s!["Status"]!["State"]!).ShouldBe(["COMPLETED", "COMPLETED"]);

                var all = bus.Events.Where(e => told.Contains(e.Id)).Concat(after.Events).DistinctBy(e => e.Id).Select(e => (string)e.Detail["state"]!);
                all.Order().ShouldBe(bus.Events.Select(e => (string)e.Detail["state"]!).Order(), "each once, by its id");
            }
        }
    }

    [Fact]
    public async Task What_was_told_is_not_told_again_at_every_start()
    {
        using var folder = new TempFolder();
        string cluster;
        await using (var emr = await EmrHost.StartAsync(folder.Path))
            cluster = await emr.WaitingClusterAsync();
        await using (var again = await EmrHost.StartAsync(folder.Path))
        {
            (await again.ClusterStateAsync(cluster)).ShouldBe("WAITING");
            again.Bus.Events.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Work_folders_of_steps_that_have_ended_are_removed_at_the_start()
    {
        using var folder = new TempFolder();
        await using (var emr = await EmrHost.StartAsync(folder.Path, runner: new FakeStepRunner { EndAtOnce = StepOutcome.Success }))
        {
            var cluster = await emr.WaitingClusterAsync();
            var step = (await emr.AddStepsAsync(cluster, Samples.Step()))[0];
            await emr.Bus.WaitAsync(cluster, "WAITING", nth: 2);
            folder.Write($"work/{cluster}/{step}/left", "over");
        }
        await using var after = await EmrHost.StartAsync(folder.Path);
        Directory.EnumerateFiles(Path.Combine(folder.Path, "work"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Clusters_keep_their_order_over_a_restart_and_new_ones_come_first()
    {
        using var folder = new TempFolder();
        string first, second;
        await using (var emr = await EmrHost.StartAsync(folder.Path))
            (first, second) = (await emr.RunJobFlowAsync(), await emr.RunJobFlowAsync());
        await using var after = await EmrHost.StartAsync(folder.Path);
        var third = await after.RunJobFlowAsync();
        (await after.CallAsync("ListClusters", new { }))["Clusters"]!.AsArray().Select(c => (string)c!["Id"]!).ShouldBe([third, second, first]);
    }

    [Fact]
    public async Task A_damaged_file_is_named()
    {
        using var folder = new TempFolder();
        var file = folder.Write("emr/j-1/cluster.json", "{\"Cluster\":");
        var error = await Should.ThrowAsync<InvalidDataException>(() => EmrHost.StartAsync(folder.Path));
        error.Message.ShouldContain(file);
    }

    [Fact]
    public async Task A_folder_of_a_cluster_that_was_never_answered_is_ignored()
    {
        using var folder = new TempFolder();
        folder.Write("emr/j-1/cluster.json.new", "{");
        await using var emr = await EmrHost.StartAsync(folder.Path);
        (await emr.CallAsync("ListClusters", new { }))["Clusters"]!.AsArray().ShouldBeEmpty();
    }

    /// <summary>The data folder as a process that is killed now would leave it.</summary>
    private static TempFolder Image(string folder)
    {
        var image = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "emr"), "*.json", SearchOption.AllDirectories))
            image.Write(Path.GetRelativePath(folder, file), File.ReadAllText(file));
        return image;
    }
}
