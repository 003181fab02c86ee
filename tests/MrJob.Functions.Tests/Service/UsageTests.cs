using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;

namespace MrJob.Functions.Tests.Service;

/// <summary>The audit over what really happened, against EMR's own times.</summary>
public class UsageTests
{
    [Fact]
    public async Task What_was_billed_and_used_is_what_EMR_says_when_all_clusters_are_over()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true }, startup: TimeSpan.FromMinutes(6));
        var pooled = PoolJobs.Job("\"num_core_instances\": 2");
        var slow = (await PoolJobs.SubmitAsync(lab, pooled, 1))[0];
        for (var minute = 0; minute < 20; minute++)
            await lab.TickAsync();
        lab.Steps.LetGo();
        await EndAsync(lab, slow);
        await EndAsync(lab, (await PoolJobs.SubmitAsync(
            lab, """{"label": "own", "owner": "bob", "input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}]}""", 1))[0]);
        lab.Time.Advance(TimeSpan.FromMinutes(40));
        await lab.TerminateIdleAsync();
        var usage = await UsageAsync(lab);
        using var emr = lab.Emr();
        var billed = 0d;
        foreach (var summary in await lab.ClustersAsync())
        {
            var groups = (await emr.ListInstanceGroupsAsync(new ListInstanceGroupsRequest { ClusterId = summary.Id })).InstanceGroups;
            var instances = summary.Name.StartsWith("own", StringComparison.Ordinal) ? 1 : groups.Count == 0 ? 1 : 3;
            billed += instances * (summary.Status.Timeline.EndDateTime!.Value - summary.Status.Timeline.CreationDateTime!.Value).TotalHours;
        }
        Hours(usage["total"]!, "billed").ShouldBe(billed, 0.1);
        usage["by_pool"]!.AsArray().Select(p => p!["name"]!.ToString()).ShouldBe(["default", "(none)"]);
        usage["by_owner"]!.AsArray().Select(p => p!["name"]!.ToString()).ShouldBe(["ann", "bob"]);
        var step = (await emr.ListStepsAsync(new ListStepsRequest { ClusterId = (await lab.JobAsync(slow))["cluster_id"]!.ToString() })).Steps.Single().Status.Timeline;
        Hours(usage["by_job"]!.AsArray().Single(j => j!["name"]!.ToString() == slow)!["hours"]!, "used").ShouldBe(3 * (step.EndDateTime!.Value - step.StartDateTime!.Value).TotalHours, 0.01);
        Hours(usage["total"]!, "ending").ShouldBeGreaterThan(3 * 40 / 60d);
        Hours(usage["total"]!, "bootstrapping").ShouldBe(4 * 6 / 60d, 0.1, "six minutes, of three instances and of one");
    }

    [Fact]
    public async Task Clusters_that_are_still_there_count_up_to_now_and_without_records_there_is_nothing()
    {
        await using var lab = await ServiceLab.StartAsync();
        (await UsageAsync(lab))["by_cluster"]!.AsArray().ShouldBeEmpty();
        await PoolJobs.StartClusterAsync(lab, "\"num_core_instances\": 1");
        await lab.UpAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(30));
        var usage = await UsageAsync(lab);
        Hours(usage["total"]!, "billed").ShouldBe(1, 0.01);
        (await lab.HttpAsync("GET /usage", query: new() { ["days"] = "0" })).StatusCode.ShouldBe(400);
    }

    /// <summary>Ticks until the job has ended; its cluster takes some to start.</summary>
    private static async Task EndAsync(ServiceLab lab, string id)
    {
        for (var ticks = 0; (await lab.JobAsync(id))["ended"] is null; ticks++)
        {
            ticks.ShouldBeLessThan(60);
            await lab.TickAsync();
        }
    }

    private static double Hours(JsonNode figures, string name) => figures[name]!.GetValue<double>();

    private static async Task<JsonObject> UsageAsync(ServiceLab lab)
    {
        var answer = await lab.HttpAsync("GET /usage", query: new() { ["days"] = "2" });
        answer.StatusCode.ShouldBe(200, answer.Body);
        return JsonNode.Parse(answer.Body)!.AsObject();
    }
}
