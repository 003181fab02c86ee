using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;
using static MrJob.Functions.Tests.Service.PoolJobs;

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
}
