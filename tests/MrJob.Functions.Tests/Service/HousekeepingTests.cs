using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;

namespace MrJob.Functions.Tests.Service;

/// <summary>The idle sweep against jobs that join, run and end.</summary>
public class HousekeepingTests
{
    private const string Pooled = """{"label": "p", "input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}], "options": {"pool_clusters": true}}""";

    [Fact]
    public async Task A_pooled_cluster_is_terminated_when_its_idle_limit_has_passed_and_not_before()
    {
        await using var lab = await ServiceLab.StartAsync();
        var cluster = (await EndedAsync(lab, Pooled))["cluster_id"]!.ToString();
        lab.Time.Advance(TimeSpan.FromMinutes(7));
        await lab.TerminateIdleAsync();
        (await StateAsync(lab, cluster)).ShouldBe("WAITING");
        lab.Time.Advance(TimeSpan.FromMinutes(10));
        await lab.TerminateIdleAsync();
        (await StateAsync(lab, cluster)).ShouldStartWith("TERMINAT");
        lab.Keys("clusters/").ShouldBeEmpty();
        (await lab.TextAsync("pools/default")).ShouldContain("\"taken\":[]");
    }

    [Fact]
    public async Task A_cluster_with_a_running_step_is_never_terminated()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        var id = await SubmitAsync(lab, Pooled);
        await lab.TickAsync();
        await lab.TickAsync();
        lab.Time.Advance(TimeSpan.FromDays(2));
        await lab.TerminateIdleAsync();
        (await StateAsync(lab, (await lab.JobAsync(id))["cluster_id"]!.ToString())).ShouldNotStartWith("TERMINAT");
    }

    [Fact]
    public async Task After_its_pooled_cluster_was_swept_the_next_job_starts_another()
    {
        await using var lab = await ServiceLab.StartAsync();
        var first = (await EndedAsync(lab, Pooled))["cluster_id"]!.ToString();
        lab.Time.Advance(TimeSpan.FromMinutes(30));
        await lab.TerminateIdleAsync();
        var second = await EndedAsync(lab, Pooled);
        second["state"]!.ToString().ShouldBe("COMPLETED");
        second["cluster_id"]!.ToString().ShouldNotBe(first);
    }

    [Fact]
    public async Task A_cluster_that_was_terminated_by_hand_is_passed_over_with_the_reason()
    {
        await using var lab = await ServiceLab.StartAsync();
        var first = (await EndedAsync(lab, Pooled))["cluster_id"]!.ToString();
        using (var emr = lab.Emr())
            await emr.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [first] });
        await lab.QuietAsync();
        var second = await EndedAsync(lab, Pooled);
        second["state"]!.ToString().ShouldBe("COMPLETED");
        second["placement"]!["candidates"]![0]!["cluster_id"]!.ToString().ShouldBe(first);
    }

    private static async Task<JsonObject> EndedAsync(ServiceLab lab, string body) => await lab.EndAsync(await SubmitAsync(lab, body));

    private static async Task<string> SubmitAsync(ServiceLab lab, string body) =>
        JsonNode.Parse((await lab.PostAsync(body)).Body)!["id"]!.ToString();

    private static async Task<string> StateAsync(ServiceLab lab, string cluster)
    {
        using var emr = lab.Emr();
        return (await emr.DescribeClusterAsync(new DescribeClusterRequest { ClusterId = cluster })).Cluster.Status.State.Value;
    }
}
