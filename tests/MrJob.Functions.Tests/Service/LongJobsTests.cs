using System.Text.Json.Nodes;

namespace MrJob.Functions.Tests.Service;

/// <summary>GET /jobs?longer_than_hours=: jobs that run, or wait, for long.</summary>
public class LongJobsTests
{
    [Fact]
    public async Task Jobs_that_run_or_wait_for_long_are_listed_the_longest_first_and_tags_leave_some_out()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        var running = (await PoolJobs.SubmitAsync(lab, PoolJobs.Job("\"max_clusters_in_pool\": 1"), 1))[0];
        await lab.TickAsync();
        await lab.TickAsync();
        lab.Time.Advance(TimeSpan.FromHours(20));
        var tagged = (await PoolJobs.SubmitAsync(lab, PoolJobs.Job("\"max_clusters_in_pool\": 1, \"tags\": {\"kind\": \"endless\"}"), 1))[0];
        var waiting = (await PoolJobs.SubmitAsync(lab, PoolJobs.Job("\"max_clusters_in_pool\": 1"), 1))[0];
        lab.Time.Advance(TimeSpan.FromHours(5));
        var young = (await PoolJobs.SubmitAsync(lab, PoolJobs.Job("\"max_clusters_in_pool\": 1"), 1))[0];
        await lab.TickAsync();

        (await LongAsync(lab, "24")).ShouldBe([$"{running} RUNNING 25"]);
        (await LongAsync(lab, "4")).ShouldBe([$"{running} RUNNING 25", $"{tagged} QUEUED 5", $"{waiting} QUEUED 5"]);
        (await LongAsync(lab, "4", "kind=endless,kind=other")).ShouldBe([$"{running} RUNNING 25", $"{waiting} QUEUED 5"]);
        (await LongAsync(lab, "0")).ShouldContain(line => line.StartsWith(young, StringComparison.Ordinal));
        lab.Steps.LetGo();
        foreach (var id in (string[])[running, tagged, waiting, young])
            await lab.EndAsync(id, ticks: 60);
        (await LongAsync(lab, "0")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("many", null)]
    [InlineData("-1", null)]
    [InlineData("24", "kind")]
    public async Task What_cannot_be_read_is_refused(string hours, string? exclude)
    {
        await using var lab = await ServiceLab.StartAsync();
        var query = new Dictionary<string, string> { ["longer_than_hours"] = hours };
        if (exclude is not null)
            query["exclude_tag"] = exclude;
        (await lab.HttpAsync("GET /jobs", query: query)).StatusCode.ShouldBe(400);
    }

    private static async Task<IReadOnlyList<string>> LongAsync(ServiceLab lab, string hours, string? exclude = null)
    {
        var query = new Dictionary<string, string> { ["longer_than_hours"] = hours };
        if (exclude is not null)
            query["exclude_tag"] = exclude;
        var answer = await lab.HttpAsync("GET /jobs", query: query);
        answer.StatusCode.ShouldBe(200, answer.Body);
        return [.. JsonNode.Parse(answer.Body)!["jobs"]!.AsArray().Select(j => $"{j!["id"]} {j["state"]} {Math.Floor(j["hours"]!.GetValue<double>())}")];
    }
}
