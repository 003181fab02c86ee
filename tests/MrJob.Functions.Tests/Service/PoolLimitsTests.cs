using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;
using static MrJob.Functions.Tests.Service.PoolJobs;

namespace MrJob.Functions.Tests.Service;

/// <summary>Waiting for a cluster, places in a pool, slots of a cluster, and clusters that die under a job.</summary>
public class PoolLimitsTests
{
    [Fact]
    public async Task A_job_waits_for_a_busy_cluster_as_long_as_it_says_and_then_starts_one()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        var first = (await SubmitAsync(lab, Job(), 1))[0];
        await lab.TickAsync();
        var second = (await SubmitAsync(lab, Job("\"pool_wait_minutes\": 5"), 1))[0];
        for (var minute = 0; minute < 4; minute++)
        {
            await lab.TickAsync();
            (await lab.JobAsync(second))["reason"]!.ToString().ShouldBe("waits up to 5 minutes (pool_wait_minutes) for the busy cluster that fits");
        }
        await lab.TickAsync();
        var started = await lab.JobAsync(second);
        started["state"]!.ToString().ShouldNotBe("QUEUED");
        started["cluster_id"]!.ToString().ShouldNotBe((await lab.JobAsync(first))["cluster_id"]!.ToString());
    }

    [Fact]
    public async Task Of_two_jobs_that_come_together_the_one_that_may_wait_waits_for_the_cluster_started_for_the_other()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true }, startup: TimeSpan.FromMinutes(10));
        await SubmitAsync(lab, Job("\"pool_wait_minutes\": 60"), 2);
        await lab.SelectPoolAsync();
        (await lab.ClustersAsync()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_job_that_waits_joins_the_cluster_that_becomes_free()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        var ids = await SubmitAsync(lab, Job("\"pool_wait_minutes\": 60"), 1);
        await lab.TickAsync();
        ids = [.. ids, .. await SubmitAsync(lab, Job("\"pool_wait_minutes\": 60"), 1)];
        await lab.TickAsync();
        lab.Steps.LetGo();
        await lab.EndAsync(ids[0]);
        var second = await lab.EndAsync(ids[1]);
        second["cluster_id"]!.ToString().ShouldBe((await lab.JobAsync(ids[0]))["cluster_id"]!.ToString());
    }

    [Fact]
    public async Task A_pool_has_no_more_clusters_than_a_job_allows_and_the_job_fails_when_its_time_is_over()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        var first = (await SubmitAsync(lab, Job("\"max_clusters_in_pool\": 2"), 2));
        // Another hash counts as well.
        var third = (await SubmitAsync(lab, Job("\"max_clusters_in_pool\": 2, \"pool_timeout_minutes\": 4, \"bootstrap\": [\"true\"]"), 1))[0];
        await lab.TickAsync();
        (await lab.JobAsync(third))["reason"]!.ToString().ShouldBe("pool 'default' has 2 clusters, at most 2 allowed (max_clusters_in_pool)");
        (await lab.CreateAsync("\"pool_clusters\": true, \"max_clusters_in_pool\": 2")).StatusCode.ShouldBe(409);
        for (var minute = 0; minute < 4; minute++)
            await lab.TickAsync();
        var failed = await lab.JobAsync(third);
        failed["state"]!.ToString().ShouldBe("FAILED");
        failed["reason"]!.ToString().ShouldBe(
            "found no cluster within 4 minutes (pool_timeout_minutes): pool 'default' has 2 clusters, at most 2 allowed (max_clusters_in_pool)");
        lab.Steps.LetGo();
        foreach (var id in first)
            (await lab.EndAsync(id))["state"]!.ToString().ShouldBe("COMPLETED");
        (await lab.ClustersAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_place_in_a_pool_is_free_again_when_its_cluster_is_over()
    {
        await using var lab = await ServiceLab.StartAsync();
        var first = await EndedAsync(lab, Job("\"max_clusters_in_pool\": 1"));
        var next = (await SubmitAsync(lab, Job("\"max_clusters_in_pool\": 1, \"bootstrap\": [\"true\"]"), 1))[0];
        await lab.TickAsync();
        (await lab.JobAsync(next))["state"]!.ToString().ShouldBe("QUEUED");
        lab.Time.Advance(TimeSpan.FromMinutes(20));
        await lab.TerminateIdleAsync();
        var ended = await lab.EndAsync(next);
        ended["state"]!.ToString().ShouldBe("COMPLETED");
        ended["cluster_id"]!.ToString().ShouldNotBe(first["cluster_id"]!.ToString());
    }

    [Fact]
    public async Task Jobs_share_a_cluster_that_runs_several_steps_at_once_slot_by_slot()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        var shared = await StartClusterAsync(lab, "\"max_concurrent_steps\": 2");
        await lab.UpAsync();
        var ids = await SubmitAsync(lab, Job("\"max_concurrent_steps\": 2, \"pool_wait_minutes\": 60", steps: 2), 3);
        await lab.TickAsync();
        (await lab.JobAsync(ids[0]))["cluster_id"]!.ToString().ShouldBe(shared);
        (await lab.JobAsync(ids[1]))["cluster_id"]!.ToString().ShouldBe(shared);
        (await lab.JobAsync(ids[2]))["reason"]!.ToString().ShouldContain("the busy cluster that fits");
        (await ExplainAsync(lab, Job("\"pool_wait_minutes\": 60")))["candidates"]![0]!["reason"]!.ToString()
            .ShouldBe("it runs 2 steps at once, at most 1 asked (max_concurrent_steps)");
        lab.Steps.LetGo();
        foreach (var id in ids)
            (await lab.EndAsync(id))["state"]!.ToString().ShouldBe("COMPLETED");
        (await lab.ClustersAsync()).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(3, "COMPLETED")]
    [InlineData(4, "FAILED")]
    public async Task A_job_whose_joined_cluster_dies_before_its_first_step_ran_goes_back_to_the_queue_three_times(int deaths, string state)
    {
        await using var lab = await ServiceLab.StartAsync(new() { Holds = step => step.Name == "somebody's" });
        for (var i = 0; i < 5; i++)
            await StartClusterAsync(lab, "\"max_concurrent_steps\": 1");
        await lab.UpAsync();
        var (left, doomed) = (deaths, "");
        lab.Network.BeforeEmr = async (call, body) =>
        {
            using var emr = lab.Emr();
            if (call == "AddJobFlowSteps" && left-- > 0)
            {
                // Somebody's step comes between the look and the job's own, which so does not run.
                doomed = body["JobFlowId"]!.ToString();
                await emr.AddJobFlowStepsAsync(new() { JobFlowId = doomed, Steps = [new() { Name = "somebody's", HadoopJarStep = new() { Jar = "command-runner.jar", Args = ["true"] } }] });
            }
            else if (call == "ListSteps" && body["ClusterId"]!.ToString() == doomed)
            {
                doomed = "";
                await emr.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [body["ClusterId"]!.ToString()] });
                await lab.QuietAsync();
            }
        };
        var id = (await SubmitAsync(lab, Job("\"max_clusters_in_pool\": 5"), 1))[0];
        var ended = await lab.EndAsync(id);
        ended["state"]!.ToString().ShouldBe(state);
        if (state == "FAILED")
            ended["reason"]!.ToString().ShouldEndWith("That was the fourth cluster that ended before the job's first step ran");
        (await lab.StepsOfAsync(id)).Count.ShouldBe(4); // one on each cluster
    }

    [Fact]
    public async Task A_cluster_that_was_started_for_a_job_and_died_fails_it_at_once_with_EMRs_reason()
    {
        await using var lab = await ServiceLab.StartAsync(startup: TimeSpan.FromMinutes(10));
        var id = (await SubmitAsync(lab, Job(), 1))[0];
        await lab.TickAsync();
        var cluster = (await lab.ClustersAsync()).ShouldHaveSingleItem().Id;
        using (var emr = lab.Emr())
            await emr.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [cluster] });
        var ended = await lab.EndAsync(id);
        ended["state"]!.ToString().ShouldBe("FAILED");
        ended["reason"]!.ToString().ShouldStartWith($"cluster {cluster} is TERMINAT");
        ended["reason"]!.ToString().ShouldEndWith("Terminated by user request");
        (await lab.ClustersAsync()).ShouldHaveSingleItem();
    }
}
