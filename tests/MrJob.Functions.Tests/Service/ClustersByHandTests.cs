using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;

namespace MrJob.Functions.Tests.Service;

/// <summary>GET /clusters over many, and jobs that are given a cluster by its id.</summary>
public class ClustersByHandTests
{
    [Fact]
    public async Task Every_cluster_that_EMR_knows_is_on_exactly_one_page()
    {
        await using var lab = await ServiceLab.StartAsync();
        using var emr = lab.Emr();
        var started = new List<string>();
        for (var i = 0; i < 120; i++)
        {
            lab.Time.Advance(TimeSpan.FromMinutes(1));
            started.Add(await StartAsync(emr, "by hand"));
        }
        await emr.TerminateJobFlowsAsync(new() { JobFlowIds = [.. started.Take(10)] });

        (await IdsAsync(lab, [])).ShouldBe(started, ignoreOrder: true);
        (await IdsAsync(lab, new() { ["state"] = "starting,bootstrapping,running,waiting" })).ShouldBe(started.Skip(10), ignoreOrder: true);
        var noon = lab.Time.GetUtcNow().AddMinutes(-60);
        (await IdsAsync(lab, new() { ["created_after"] = $"{noon:yyyy-MM-ddTHH:mm:ssZ}" })).Count.ShouldBe(61);
        (await IdsAsync(lab, new() { ["created_before"] = $"{noon.AddSeconds(-1):yyyy-MM-ddTHH:mm:ssZ}" })).Count.ShouldBe(59);
        (await lab.HttpAsync("GET /clusters", query: new() { ["created_after"] = "yesterday" })).StatusCode.ShouldBe(400);
        (await lab.HttpAsync("GET /clusters", query: new() { ["state"] = "idle" })).StatusCode.ShouldBe(400);
    }

    [Fact]
    public async Task A_job_runs_on_the_persistent_cluster_that_it_is_given()
    {
        await using var lab = await ServiceLab.StartAsync();
        var cluster = JsonNode.Parse((await lab.CreateAsync("\"max_mins_idle\": 30")).Body)!["id"]!.ToString();
        var ended = await lab.EndAsync((await PoolJobs.SubmitAsync(lab, Given(cluster), 1))[0]);
        ended["state"]!.ToString().ShouldBe("COMPLETED");
        ended["cluster_id"]!.ToString().ShouldBe(cluster);
    }

    [Theory]
    [InlineData("unknown", "EMR does not know cluster j-NONE: it never did, or the cluster was over two months ago.")]
    [InlineData("terminated", "is TERMINATED: Terminated by user request")]
    [InlineData("another's own", "'s own and ends with it")]
    [InlineData("another installation's", "belongs to another installation of this service (its tag mrjob:stack is 'theirs')")]
    public async Task A_job_that_is_given_a_cluster_that_it_cannot_use_fails_with_the_reason(string cluster, string reason)
    {
        await using var lab = await ServiceLab.StartAsync(new() { Holds = step => step.Name.StartsWith("other", StringComparison.Ordinal) });
        using var emr = lab.Emr();
        var id = cluster switch
        {
            "unknown" => "j-NONE",
            "another installation's" => await StartAsync(emr, "theirs", new Tag { Key = ClusterTags.Stack, Value = "theirs" }),
            "terminated" => await StartAsync(emr, "by hand"),
            _ => await OthersOwnAsync(lab),
        };
        if (cluster == "terminated")
            await emr.TerminateJobFlowsAsync(new() { JobFlowIds = [id] });
        var job = (await PoolJobs.SubmitAsync(lab, Given(id), 1))[0];
        await lab.SelectPoolAsync();
        var failed = await lab.JobAsync(job);
        failed["state"]!.ToString().ShouldBe("FAILED");
        failed["reason"]!.ToString().ShouldContain(reason);
    }

    private static string Given(string cluster) =>
        $$"""{"label": "given", "input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}], "options": { "cluster_id": "{{cluster}}" } }""";

    private static async Task<string> OthersOwnAsync(ServiceLab lab)
    {
        var other = (await PoolJobs.SubmitAsync(lab, """{"label": "other", "input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}]}""", 1))[0];
        await lab.SelectPoolAsync();
        return (await lab.JobAsync(other))["cluster_id"]!.ToString();
    }

    private static async Task<string> StartAsync(Amazon.ElasticMapReduce.IAmazonElasticMapReduce emr, string name, params Tag[] tags) => (await emr.RunJobFlowAsync(new()
    {
        Name = name, ReleaseLabel = "emr-7.5.0", ServiceRole = "role", JobFlowRole = "profile", Tags = [.. tags],
        Instances = new() { KeepJobFlowAliveWhenNoSteps = true, MasterInstanceType = "m5.xlarge", InstanceCount = 1 },
    })).JobFlowId;

    private static async Task<IReadOnlyList<string>> IdsAsync(ServiceLab lab, Dictionary<string, string> query)
    {
        var ids = new List<string>();
        while (true)
        {
            var answer = await lab.HttpAsync("GET /clusters", query: query);
            answer.StatusCode.ShouldBe(200, answer.Body);
            var page = JsonNode.Parse(answer.Body)!;
            ids.AddRange(page["clusters"]!.AsArray().Select(c => c!["id"]!.ToString()));
            if (page["next"]?.ToString() is not { } next)
                return ids;
            query["next"] = next;
        }
    }
}
