using System.Text.Json;
using Amazon.ElasticMapReduce.Model;
using static MrJob.Functions.Tests.Service.PoolJobs;

namespace MrJob.Functions.Tests.Service;

/// <summary>What becomes of pooled jobs when EMR says no, and when the inventory is not what EMR has.</summary>
public class PoolRefusalsTests
{
    [Fact]
    public async Task A_job_whose_steps_EMR_refuses_on_living_clusters_fails_the_second_time_and_stops_no_other()
    {
        await using var lab = await ServiceLab.StartAsync();
        for (var i = 0; i < 3; i++)
            await StartClusterAsync(lab, "\"max_clusters_in_pool\": 3");
        await lab.UpAsync();
        var bad = (await SubmitAsync(lab, Job(), 1))[0];
        var good = (await SubmitAsync(lab, Job(), 1))[0];
        var refused = 0;
        lab.Network.Refusal = (call, body) =>
        {
            if (call != "AddJobFlowSteps" || !body.ToJsonString().Contains(bad, StringComparison.Ordinal))
                return null;
            refused++;
            return ("ValidationException", "Total length of step arguments exceeds 10280 characters.");
        };
        await lab.TickAsync();
        (await lab.JobAsync(bad))["reason"]!.ToString().ShouldStartWith("EMR refused its steps on j-");
        (await lab.EndAsync(good))["state"]!.ToString().ShouldBe("COMPLETED");
        var failed = await lab.JobAsync(bad);
        failed["state"]!.ToString().ShouldBe("FAILED");
        failed["reason"]!.ToString().ShouldEndWith("Total length of step arguments exceeds 10280 characters.");
        refused.ShouldBe(2);
        (await lab.ClustersAsync()).Count.ShouldBe(3, "nothing was bought for it");
    }

    [Fact]
    public async Task The_only_cluster_that_refuses_a_jobs_steps_is_asked_again_for_five_minutes_for_it_may_be_about_to_end()
    {
        await using var lab = await ServiceLab.StartAsync();
        var cluster = await StartClusterAsync(lab, "\"max_clusters_in_pool\": 1");
        await lab.UpAsync();
        lab.Network.Refusal = (call, _) => call == "AddJobFlowSteps" ? ("ValidationException", "The cluster is shutting down.") : null;
        var job = (await SubmitAsync(lab, Job("\"max_clusters_in_pool\": 1"), 1))[0];
        for (var minute = 0; minute < 5; minute++)
        {
            await lab.TickAsync();
            (await lab.JobAsync(job))["state"]!.ToString().ShouldBe("QUEUED", $"after {minute} minutes");
        }
        await lab.TickAsync();
        (await lab.JobAsync(job))["reason"]!.ToString().ShouldBe($"EMR refused its steps on {cluster}, and again on {cluster}: The cluster is shutting down.");
    }

    [Fact]
    public async Task A_cluster_that_the_service_may_not_use_is_passed_over()
    {
        await using var lab = await ServiceLab.StartAsync();
        var closed = await StartClusterAsync(lab, "\"num_core_instances\": 4"); // the best, and so the first that is tried
        var open = await StartClusterAsync(lab, "\"num_core_instances\": 1");
        await lab.UpAsync();
        lab.Network.Refusal = (call, body) => call == "AddJobFlowSteps" && body["JobFlowId"]!.ToString() == closed
            ? ("AccessDeniedException", "is not authorized to perform: elasticmapreduce:AddJobFlowSteps") : null;
        var ended = await EndedAsync(lab, Job());
        ended["cluster_id"]!.ToString().ShouldBe(open);
        ended["placement"]!["candidates"]![0]!["reason"]!.ToString().ShouldContain("is not authorized");
    }

    [Fact]
    public async Task No_cluster_is_bought_because_the_service_may_not_use_the_one_there_is_and_the_job_fails_when_its_time_is_over()
    {
        await using var lab = await ServiceLab.StartAsync();
        await StartClusterAsync(lab, "\"num_core_instances\": 1");
        await lab.UpAsync();
        lab.Network.Refusal = (call, _) => call == "AddJobFlowSteps" ? ("AccessDeniedException", "is not authorized to perform: elasticmapreduce:AddJobFlowSteps") : null;
        var job = (await SubmitAsync(lab, Job("\"pool_timeout_minutes\": 3"), 1))[0];
        await lab.TickAsync();
        (await lab.JobAsync(job))["reason"]!.ToString().ShouldContain("is not authorized");
        lab.Time.Advance(TimeSpan.FromMinutes(3));
        await lab.TickAsync();
        var failed = await lab.JobAsync(job);
        failed["state"]!.ToString().ShouldBe("FAILED");
        failed["reason"]!.ToString().ShouldStartWith("found no cluster within 3 minutes (pool_timeout_minutes): ");
        (await lab.ClustersAsync()).Count.ShouldBe(1, "it could not use a new one either");
    }

    [Fact]
    public async Task A_job_whose_cluster_cannot_be_started_fails_when_its_time_is_over()
    {
        await using var lab = await ServiceLab.StartAsync();
        lab.Network.Refusal = (call, _) => call == "RunJobFlow" ? ("ThrottlingException", "Rate exceeded") : null;
        var job = (await SubmitAsync(lab, Job("\"pool_timeout_minutes\": 3"), 1))[0];
        await lab.TickAsync();
        (await lab.JobAsync(job))["state"]!.ToString().ShouldBe("QUEUED");
        lab.Time.Advance(TimeSpan.FromMinutes(3));
        await lab.TickAsync();
        (await lab.JobAsync(job))["reason"]!.ToString().ShouldStartWith("found no cluster within 3 minutes (pool_timeout_minutes): ");
    }

    [Fact]
    public async Task A_cluster_that_the_inventory_has_lost_is_found_before_a_job_fails_for_want_of_one()
    {
        await using var lab = await ServiceLab.StartAsync();
        var cluster = await StartClusterAsync(lab, "\"max_clusters_in_pool\": 1");
        await lab.UpAsync();
        lab.Forget($"clusters/{cluster}");
        var ended = await EndedAsync(lab, Job("\"max_clusters_in_pool\": 1, \"pool_timeout_minutes\": 1"));
        ended["state"]!.ToString().ShouldBe("COMPLETED");
        ended["cluster_id"]!.ToString().ShouldBe(cluster);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_hides_no_other_cluster()
    {
        await using var lab = await ServiceLab.StartAsync();
        var broken = await StartClusterAsync(lab, "\"max_clusters_in_pool\": 2");
        var whole = await StartClusterAsync(lab, "\"max_clusters_in_pool\": 2");
        await lab.UpAsync();
        await lab.PutAsync($"state/clusters/{broken}", "{\"cluster_id\": 7");
        (await EndedAsync(lab, Job()))["cluster_id"]!.ToString().ShouldBe(whole);
        lab.Time.Advance(TimeSpan.FromMinutes(30));
        await lab.TerminateIdleAsync();
        (await lab.ClustersAsync()).Single(c => c.Id == whole).Status.State.Value.ShouldStartWith("TERMINAT");
    }

    [Fact]
    public async Task Jobs_that_wait_look_again_when_a_cluster_has_come_up()
    {
        await using var lab = await ServiceLab.StartAsync();
        await StartClusterAsync(lab, "\"max_concurrent_steps\": 2");
        var waiting = (await SubmitAsync(lab, Job("\"max_concurrent_steps\": 2, \"pool_wait_minutes\": 60"), 1))[0];
        await lab.SelectPoolAsync();
        (await lab.JobAsync(waiting))["reason"]!.ToString().ShouldContain("the busy cluster that fits");
        var before = lab.Changed("queue/");
        lab.Time.Advance(TimeSpan.FromSeconds(30));
        await lab.UpAsync();
        lab.Changed("queue/").ShouldBeGreaterThan(before, "its marker was written again, which is what invokes SelectPool");
    }

    [Fact]
    public async Task Instances_that_come_count_as_soon_as_EMR_tells_of_them()
    {
        await using var lab = await ServiceLab.StartAsync();
        var cluster = await StartClusterAsync(lab, "\"num_core_instances\": 1");
        await lab.UpAsync();
        var bigger = Job("\"num_core_instances\": 1, \"num_task_instances\": 3");
        (await ExplainAsync(lab, bigger))["action"]!.ToString().ShouldBe("start");
        using (var emr = lab.Emr())
        {
            var added = await emr.AddInstanceGroupsAsync(new AddInstanceGroupsRequest
            {
                JobFlowId = cluster, InstanceGroups = [new() { InstanceRole = "TASK", InstanceType = "m5.xlarge", InstanceCount = 3 }],
            });
            await lab.QuietAsync();
            await lab.InvokeAsync("TrackJobs", new()
            {
                Source = "aws.emr", Detail = JsonSerializer.SerializeToElement(new { clusterId = cluster, instanceGroupId = added.InstanceGroupIds[0], state = "RUNNING" }),
            });
        }
        (await ExplainAsync(lab, bigger))["cluster_id"]!.ToString().ShouldBe(cluster);
    }
}
