using System.Net;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;
using MrJob.Local.Emr;

namespace MrJob.Functions.Tests.Service;

/// <summary>Which cluster a pooled job goes to, and why not to another, as the API tells it.</summary>
public class PoolTests
{
    [Fact]
    public async Task A_job_posted_twice_in_a_row_runs_on_one_cluster()
    {
        await using var lab = await ServiceLab.StartAsync();
        var first = await EndedAsync(lab, Job());
        (await ExplainAsync(lab, Job()))["cluster_id"]!.ToString().ShouldBe(first["cluster_id"]!.ToString());
        var second = await EndedAsync(lab, Job());
        second["cluster_id"]!.ToString().ShouldBe(first["cluster_id"]!.ToString());
        second["placement"]!["decision"]!.ToString().ShouldBe($"joined {first["cluster_id"]} of pool 'default'");
        first["state"]!.ToString().ShouldBe("COMPLETED");
        second["state"]!.ToString().ShouldBe("COMPLETED");
    }

    [Theory]
    [InlineData("\"bootstrap\": [\"yum install -y jq\"]", "bootstrap: none, [\"yum install -y jq\"] asked")]
    [InlineData("\"release_label\": \"emr-6.15.0\"", "release_label: \"emr-7.5.0\", \"emr-6.15.0\" asked")]
    [InlineData("\"pool_name\": \"nightly\"", "pool 'default', 'nightly' asked")]
    [InlineData("\"instance_type\": \"m5.4xlarge\"", "master: 1 × m5.xlarge = 4 vCPUs, 16 asked")]
    [InlineData("\"num_core_instances\": 2, \"core_instance_type\": \"m5.xlarge\"", "core: no instance is running, 2 × m5.xlarge asked")]
    [InlineData("\"applications\": [\"Spark\"]", "applications: [\"hadoop\"], [\"hadoop\",\"spark\"] asked")]
    [InlineData("\"ec2_key_pair\": \"mine\"", "key pair none, mine asked")]
    [InlineData("\"ebs_root_volume_gb\": 50", "root volume of EMR's default size, 50 GB asked")]
    public async Task A_job_that_needs_another_cluster_starts_its_own_and_explain_says_why(string options, string reason)
    {
        await using var lab = await ServiceLab.StartAsync();
        var first = await EndedAsync(lab, Job());
        var explained = await ExplainAsync(lab, Job(options), options.Contains("nightly", StringComparison.Ordinal) ? "nightly" : "default");
        explained["action"]!.ToString().ShouldBe("start");
        explained["candidates"]!.AsArray().ShouldHaveSingleItem()!["reason"]!.ToString().ShouldBe(reason);
        var second = await EndedAsync(lab, Job(options));
        second["state"]!.ToString().ShouldBe("COMPLETED");
        second["cluster_id"]!.ToString().ShouldNotBe(first["cluster_id"]!.ToString());
        second["placement"]!["candidates"]![0]!["reason"]!.ToString().ShouldBe(reason);
    }

    [Fact]
    public async Task A_smaller_job_joins_a_bigger_cluster_and_tries_the_biggest_first()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        var big = await StartClusterAsync(lab, "\"instance_type\": \"m5.4xlarge\"");
        var small = await StartClusterAsync(lab, "\"instance_type\": \"m5.xlarge\"");
        await lab.UpAsync();
        var ids = await SubmitAsync(lab, Job(), 2);
        await lab.TickAsync();
        (await lab.JobAsync(ids[0]))["cluster_id"]!.ToString().ShouldBe(big);
        (await lab.JobAsync(ids[1]))["cluster_id"]!.ToString().ShouldBe(small);
        var told = (await lab.JobAsync(ids[1]))["placement"]!["candidates"]!.AsArray();
        told[0]!["cluster_id"]!.ToString().ShouldBe(big);
        told[0]!["reason"]!.ToString().ShouldBe($"job {ids[0]} is on it");
        told[1]!["reason"].ShouldBeNull();
    }

    [Fact]
    public async Task The_same_bootstrap_file_in_another_place_joins_and_another_in_the_same_place_does_not()
    {
        await using var lab = await ServiceLab.StartAsync();
        await lab.PutAsync("here/setup.sh", "yum install -y jq\n");
        await lab.PutAsync("there/setup.sh", "yum install -y jq\n");
        var first = await EndedAsync(lab, Job("\"bootstrap\": [\"sh s3://lab/here/setup.sh#setup.sh\"]"));
        var same = await EndedAsync(lab, Job("\"bootstrap\": [\"sh s3://lab/there/setup.sh#setup.sh\"]"));
        same["cluster_id"]!.ToString().ShouldBe(first["cluster_id"]!.ToString());
        await lab.PutAsync("here/setup.sh", "yum install -y tree\n");
        var other = await EndedAsync(lab, Job("\"bootstrap\": [\"sh s3://lab/here/setup.sh#setup.sh\"]"));
        other["cluster_id"]!.ToString().ShouldNotBe(first["cluster_id"]!.ToString());
    }

    [Fact]
    public async Task A_bootstrap_file_that_is_not_there_is_told_before_a_cluster_is_bought()
    {
        await using var lab = await ServiceLab.StartAsync();
        var answer = await lab.PostAsync(Job("\"bootstrap\": [\"sh s3://lab/none.sh#none.sh\"]"));
        answer.StatusCode.ShouldBe(400);
        answer.Body.ShouldContain("names s3://lab/none.sh, which does not exist");
    }

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
            (await lab.JobAsync(second))["reason"]!.ToString().ShouldBe("waits up to 5 minutes (pool_wait_minutes) for one of 1 busy clusters that fit");
        }
        await lab.TickAsync();
        var started = await lab.JobAsync(second);
        started["state"]!.ToString().ShouldNotBe("QUEUED");
        started["cluster_id"]!.ToString().ShouldNotBe((await lab.JobAsync(first))["cluster_id"]!.ToString());
    }

    [Fact]
    public async Task A_cluster_on_which_somebody_runs_a_step_by_hand_is_looked_at_and_not_joined()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        var busy = await StartClusterAsync(lab, "\"instance_type\": \"m5.4xlarge\"");
        var free = await StartClusterAsync(lab, "\"instance_type\": \"m5.xlarge\"");
        await lab.UpAsync();
        using (var emr = lab.Emr())
            await emr.AddJobFlowStepsAsync(new() { JobFlowId = busy, Steps = [new() { Name = "by hand", HadoopJarStep = new() { Jar = "command-runner.jar", Args = ["true"] } }] });
        var id = (await SubmitAsync(lab, Job(), 1))[0];
        await lab.SelectPoolAsync();
        var job = await lab.JobAsync(id);
        job["cluster_id"]!.ToString().ShouldBe(free);
        (await lab.StepsOfAsync(id)).ShouldHaveSingleItem();
        job["placement"]!["candidates"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task Joining_costs_two_calls_to_EMR_and_waiting_none()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        for (var i = 0; i < 3; i++)
            await StartClusterAsync(lab, "\"max_concurrent_steps\": 1");
        await lab.UpAsync();
        await SubmitAsync(lab, Job("\"pool_wait_minutes\": 60"), 5);
        lab.Network = new(CallFault.DeathBefore, atCall: 0);
        await lab.SelectPoolAsync();
        lab.Network.EmrCalls.OrderBy(c => c.Key).Select(c => $"{c.Key} {c.Value}").ShouldBe(["AddJobFlowSteps 3", "ListSteps 3"]);
        await lab.SelectPoolAsync();
        lab.Network.EmrCalls.Values.Sum().ShouldBe(6);
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
        (await lab.JobAsync(ids[2]))["reason"]!.ToString().ShouldContain("1 busy clusters that fit");
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

    [Fact]
    public async Task Pools_and_their_clusters_are_told_with_capacity_idle_time_and_lease()
    {
        await using var lab = await ServiceLab.StartAsync();
        var id = (await EndedAsync(lab, Job("\"num_core_instances\": 2")))["cluster_id"]!.ToString();
        lab.Time.Advance(TimeSpan.FromMinutes(7));
        var pools = JsonNode.Parse((await lab.HttpAsync("GET /pools")).Body)!["pools"]!.AsArray();
        pools.ShouldHaveSingleItem()!.ToJsonString().ShouldBe("""{"name":"default","clusters":1,"free":1,"starting":0,"compute_units":12}""");
        var cluster = JsonNode.Parse((await lab.HttpAsync("GET /pools/{name}", "default")).Body)!["clusters"]!.AsArray().ShouldHaveSingleItem()!;
        cluster["id"]!.ToString().ShouldBe(id);
        cluster["instances"]!.ToString().ShouldBe("1 × m5.xlarge + 2 × m5.xlarge");
        cluster["idle_minutes"]!.GetValue<int>().ShouldBeInRange(7, 9);
        cluster["jobs"]!.AsArray().ShouldBeEmpty();
        cluster["lease"].ShouldBeNull();
        (await lab.HttpAsync("GET /pools/{name}", "none")).StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task A_pooled_cluster_says_in_EMR_whose_it_is()
    {
        await using var lab = await ServiceLab.StartAsync();
        var id = (await EndedAsync(lab, Job("\"tags\": {\"team\": \"data\"}")))["cluster_id"]!.ToString();
        using var emr = lab.Emr();
        var cluster = (await emr.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = id })).Cluster;
        var tags = cluster.Tags.ToDictionary(t => t.Key, t => t.Value);
        cluster.Name.ShouldEndWith($": pool default {tags["mrjob:pool-hash"]}");
        tags["team"].ShouldBe("data");
        tags["mrjob:label"].ShouldBe("p");
        tags["mrjob:owner"].ShouldBe("ann");
        tags["mrjob:pool"].ShouldBe("default");
        tags["mrjob:version"].ShouldMatch(@"^\d+\.\d+\.\d+$");
    }

    [Fact]
    public async Task A_cluster_of_this_installation_that_nobody_entered_is_found_before_another_is_started()
    {
        await using var lab = await ServiceLab.StartAsync();
        var first = (await EndedAsync(lab, Job()))["cluster_id"]!.ToString();
        lab.Forget("clusters/" + first);
        (await EndedAsync(lab, Job()))["cluster_id"]!.ToString().ShouldBe(first);
    }

    internal static string Job(string options = "", int steps = 1) => $$"""
        {"label": "p", "owner": "ann", "input": ["s3://lab/in"],
         "steps": [{{string.Join(',', Enumerable.Repeat("""{"type": "streaming", "mapper": "cat"}""", steps))}}],
         "options": { "pool_clusters": true{{(options.Length > 0 ? ", " + options : "")}} } }
        """;

    internal static async Task<IReadOnlyList<string>> SubmitAsync(ServiceLab lab, string body, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var answer = await lab.PostAsync(body);
            answer.StatusCode.ShouldBe((int)HttpStatusCode.Accepted, answer.Body);
            ids.Add(JsonNode.Parse(answer.Body)!["id"]!.ToString());
            lab.Time.Advance(TimeSpan.FromMilliseconds(1)); // or the queue would not know which was first
        }
        return ids;
    }

    private static async Task<JsonObject> EndedAsync(ServiceLab lab, string body) => await lab.EndAsync((await SubmitAsync(lab, body, 1))[0]);

    private static async Task<JsonObject> ExplainAsync(ServiceLab lab, string body, string pool = "default")
    {
        var answer = await lab.HttpAsync("POST /pools/{name}/explain", pool, body);
        answer.StatusCode.ShouldBe(200, answer.Body);
        return JsonNode.Parse(answer.Body)!.AsObject();
    }

    private static async Task<string> StartClusterAsync(ServiceLab lab, string options)
    {
        var answer = await lab.CreateAsync("\"pool_clusters\": true, " + options);
        answer.StatusCode.ShouldBe((int)HttpStatusCode.Accepted, answer.Body);
        return JsonNode.Parse(answer.Body)!["id"]!.ToString();
    }
}
