using System.Text.Json.Nodes;
using MrJob.Local.Emr;
using MrJob.Testing;

namespace MrJob.Local.Tests.Emr;

public class ClusterTests
{
    [Fact]
    public async Task A_transient_cluster_passes_through_its_states_and_terminates_after_its_last_step()
    {
        await using var emr = await EmrHost.StartAsync(runner: new FakeStepRunner { EndAtOnce = StepOutcome.Success });
        var cluster = await emr.RunJobFlowAsync(keepAlive: false, steps: [Samples.Step("a"), Samples.Step("b")]);
        await emr.Bus.WaitAsync(cluster, "TERMINATED");
        emr.Bus.StatesOf(cluster).ShouldBe(["STARTING", "RUNNING", "TERMINATED"]);
        var status = (await emr.DescribeClusterAsync(cluster))["Status"]!;
        status["StateChangeReason"].ShouldBeJson("""{"Code":"ALL_STEPS_COMPLETED","Message":"Steps completed"}""");
        status["Timeline"]!.AsObject().Select(m => m.Key).ShouldBe(["CreationDateTime", "ReadyDateTime", "EndDateTime"]);
    }

    [Fact]
    public async Task A_slow_cluster_is_starting_then_bootstrapping_then_waiting()
    {
        var time = new ManualTime(Samples.Noon);
        await using var emr = await EmrHost.StartAsync(options: o => o with { StartupDelay = TimeSpan.FromMinutes(6) }, time: time);
        var cluster = await emr.RunJobFlowAsync(steps: [Samples.Step()]);
        (await emr.ClusterStateAsync(cluster)).ShouldBe("STARTING");
        (await emr.DescribeClusterAsync(cluster))["MasterPublicDnsName"].ShouldBeNull();

        await time.UntilDueAsync(Samples.Noon.AddMinutes(3));
        time.Advance(TimeSpan.FromMinutes(3));
        (await emr.ClusterStateAsync(cluster)).ShouldBe("BOOTSTRAPPING");
        time.Advance(TimeSpan.FromMinutes(3));
        await emr.Runner.NextAsync();
        (await emr.ClusterStateAsync(cluster)).ShouldBe("RUNNING");
        var timeline = (await emr.DescribeClusterAsync(cluster))["Status"]!["Timeline"]!;
        ((double)timeline["ReadyDateTime"]! - (double)timeline["CreationDateTime"]!).ShouldBe(360);
    }

    [Fact]
    public async Task A_cluster_that_is_starting_takes_steps_and_can_be_terminated()
    {
        await using var emr = await EmrHost.StartAsync(options: o => o with { StartupDelay = TimeSpan.FromMinutes(6) }, time: new ManualTime(Samples.Noon));
        var cluster = await emr.RunJobFlowAsync();
        var step = (await emr.AddStepsAsync(cluster, Samples.Step()))[0];
        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { cluster } });
        await emr.Bus.WaitAsync(cluster, "TERMINATED");
        (await emr.StepStateAsync(cluster, step)).ShouldBe("CANCELLED");
    }

    [Fact]
    public async Task A_clusters_HDFS_goes_with_it()
    {
        using var folder = new TempFolder();
        await using var emr = await EmrHost.StartAsync(folder.Path);
        var cluster = await emr.WaitingClusterAsync();
        await emr.AddStepsAsync(cluster, Samples.Step());
        var run = await emr.Runner.NextAsync();
        var hdfs = Path.Combine(Path.GetDirectoryName(run.Step.WorkFolder)!, "hdfs");
        Directory.CreateDirectory(Path.Combine(hdfs, "tmp"));
        run.Succeed();
        await emr.Bus.WaitAsync(cluster, "WAITING", nth: 2);
        Directory.Exists(hdfs).ShouldBeTrue();

        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { cluster } });

        await emr.Bus.WaitAsync(cluster, "TERMINATED");
        Directory.Exists(hdfs).ShouldBeFalse();
    }

    [Fact]
    public async Task Terminating_stops_the_running_step_and_cancels_the_rest()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        var ids = await emr.AddStepsAsync(cluster, Samples.Step("a"), Samples.Step("b"));
        var run = await emr.Runner.NextAsync();
        run.HoldsOut = true;
        (await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { cluster } })).ShouldBeJson("{}");
        await run.Stopped.Task;
        (await emr.ClusterStateAsync(cluster)).ShouldBe("TERMINATING");

        foreach (var (operation, input) in new (string, object)[]
        {
            ("AddJobFlowSteps", new { JobFlowId = cluster, Steps = new[] { Samples.Step() } }),
            ("SetTerminationProtection", new { JobFlowIds = new[] { cluster }, TerminationProtected = true }),
        })
        {
            (await emr.RefusedAsync(operation, input)).ShouldBe(
                ("ValidationException", "A job flow that is shutting down, terminated, or finished may not be modified."));
        }

        run.Fail();
        await emr.Bus.WaitAsync(cluster, "TERMINATED");
        (await emr.StepStateAsync(cluster, ids[1])).ShouldBe("CANCELLED");
        (await emr.DescribeClusterAsync(cluster))["Status"]!["StateChangeReason"].ShouldBeJson("""{"Code":"USER_REQUEST","Message":"Terminated by user request"}""");
        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { cluster } });
    }

    [Fact]
    public async Task A_protected_cluster_among_the_ids_refuses_the_call_without_being_named()
    {
        await using var emr = await EmrHost.StartAsync();
        var (plain, safe) = (await emr.WaitingClusterAsync(), await emr.WaitingClusterAsync(isProtected: true));
        (await emr.RefusedAsync("TerminateJobFlows", new { JobFlowIds = new[] { safe, plain } })).ShouldBe(
            ("ValidationException", "Could not shut down one or more job flows since they are termination protected."));
        (await emr.ClusterStateAsync(safe)).ShouldBe("WAITING");

        await emr.CallAsync("SetTerminationProtection", new { JobFlowIds = new[] { safe }, TerminationProtected = false });
        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { safe, plain } });
        await emr.Bus.WaitAsync(safe, "TERMINATED");
        await emr.Bus.WaitAsync(plain, "TERMINATED");
    }

    [Fact]
    public async Task At_most_ten_clusters_are_terminated_in_a_call()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        (await emr.RefusedAsync("TerminateJobFlows", new { JobFlowIds = Enumerable.Repeat(cluster, 11) })).Type.ShouldBe("ValidationException");
        (await emr.ClusterStateAsync(cluster)).ShouldBe("WAITING");
    }

    [Fact]
    public async Task A_cluster_no_longer_kept_alive_terminates()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        await emr.CallAsync("SetKeepJobFlowAliveWhenNoSteps", new { JobFlowIds = new[] { cluster }, KeepJobFlowAliveWhenNoSteps = false });
        await emr.Bus.WaitAsync(cluster, "TERMINATED");
    }

    [Fact]
    public async Task Tags_are_added_replaced_and_removed()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        await emr.CallAsync("AddTags", new { ResourceId = cluster, Tags = new[] { new { Key = "a", Value = "1" }, new { Key = "b", Value = "2" } } });
        await emr.CallAsync("AddTags", new { ResourceId = cluster, Tags = new[] { new { Key = "a", Value = "3" } } });
        await emr.CallAsync("RemoveTags", new { ResourceId = cluster, TagKeys = new[] { "b", "never there" } });
        (await emr.DescribeClusterAsync(cluster))["Tags"].ShouldBeJson("""[{"Key":"a","Value":"3"}]""");
        (await emr.RefusedAsync("AddTags", new { ResourceId = cluster, Tags = Enumerable.Range(0, 50).Select(i => new { Key = $"k{i}" }) }))
            .Type.ShouldBe("InvalidRequestException");
    }

    [Fact]
    public async Task Policies_are_kept_and_given_back_until_they_are_removed()
    {
        await using var emr = await EmrHost.StartAsync();
        var cluster = await emr.WaitingClusterAsync();
        foreach (var (name, policy) in new[]
        {
            ("AutoTerminationPolicy", """{"IdleTimeout":3600}"""),
            ("ManagedScalingPolicy", """{"ComputeLimits":{"UnitType":"Instances","MinimumCapacityUnits":1,"MaximumCapacityUnits":4}}"""),
        })
        {
            await emr.CallAsync("Put" + name, new JsonObject { ["ClusterId"] = cluster, [name] = JsonNode.Parse(policy) }.ToJsonString());
            (await emr.CallAsync("Get" + name, new { ClusterId = cluster }))[name].ShouldBeJson(policy);
            await emr.CallAsync("Remove" + name, new { ClusterId = cluster });
            (await emr.CallAsync("Get" + name, new { ClusterId = cluster })).ShouldBeJson("{}");
        }
    }

    [Fact]
    public async Task Clusters_are_listed_newest_first_50_a_page()
    {
        await using var emr = await EmrHost.StartAsync();
        List<string> made = [];
        for (var i = 0; i < 101; i++)
            made.Add(await emr.RunJobFlowAsync());

        List<string> listed = [];
        string? marker = null;
        do
        {
            var page = await emr.CallAsync("ListClusters", new JsonObject { ["Marker"] = marker }.ToJsonString());
            page["Clusters"]!.AsArray().Count.ShouldBeLessThanOrEqualTo(50);
            listed.AddRange(page["Clusters"]!.AsArray().Select(c => (string)c!["Id"]!));
            marker = (string?)page["Marker"];
        }
        while (marker is not null);
        made.Reverse();
        listed.ShouldBe(made);
    }

    [Fact]
    public async Task Clusters_are_filtered_by_state_and_time()
    {
        var time = new ManualTime(Samples.Noon);
        await using var emr = await EmrHost.StartAsync(time: time);
        var old = await emr.WaitingClusterAsync();
        time.Advance(TimeSpan.FromHours(1));
        var young = await emr.WaitingClusterAsync();
        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = new[] { old } });
        await emr.Bus.WaitAsync(old, "TERMINATED");

        (await IdsAsync(emr, new { ClusterStates = new[] { "WAITING" } })).ShouldBe([young]);
        (await IdsAsync(emr, new { ClusterStates = new[] { "TERMINATED", "TERMINATED_WITH_ERRORS" } })).ShouldBe([old]);
        (await IdsAsync(emr, new { CreatedAfter = Samples.Noon.ToUnixTimeSeconds() + 0.5 })).ShouldBe([young]);
        (await IdsAsync(emr, new { CreatedBefore = Samples.Noon.ToUnixTimeSeconds() + 0.5 })).ShouldBe([old]);
        (await emr.CallAsync("ListClusters", new { ClusterStates = new[] { "WAITING" } }))["Clusters"].ShouldBeJson($$"""
            [{"Id":"{{young}}","Name":"a cluster","Status":{"State":"WAITING","StateChangeReason":{"Message":"Cluster ready to run steps."},
              "Timeline":{"CreationDateTime":1772370000,"ReadyDateTime":1772370000} },"NormalizedInstanceHours":8,
              "ClusterArn":"arn:aws:elasticmapreduce:us-east-1:123456789012:cluster/{{young}}"}]
            """);
    }

    [Fact]
    public async Task Releases_are_listed_newest_first()
    {
        await using var emr = await EmrHost.StartAsync();
        var page = await emr.CallAsync("ListReleaseLabels", new { Filters = new { Prefix = "emr-5" }, MaxResults = 2 });
        page["ReleaseLabels"].ShouldBeJson("""["emr-5.36.2","emr-5.36.1"]""");
        (await emr.CallAsync("ListReleaseLabels", new { Filters = new { Prefix = "emr-5" }, MaxResults = 1, NextToken = (string)page["NextToken"]! }))
            ["ReleaseLabels"].ShouldBeJson("""["emr-5.36.0"]""");
    }

    private static async Task<string[]> IdsAsync(EmrHost emr, object filter) =>
        [.. (await emr.CallAsync("ListClusters", filter))["Clusters"]!.AsArray().Select(c => (string)c!["Id"]!)];
}
