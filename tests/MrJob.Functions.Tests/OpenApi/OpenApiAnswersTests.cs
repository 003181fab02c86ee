using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Functions.Tests.Service;
using static MrJob.Functions.Tests.OpenApi.OpenApiDocument;

namespace MrJob.Functions.Tests.OpenApi;

/// <summary>What the service really answers is what the document says, and nothing more.</summary>
public class OpenApiAnswersTests
{
    private const string Job = """{"label": "a", "input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}], "options": {"cleanup": ["NONE"], "visible_to_all_users": true} }""";
    private const string Controller = "2026-01-01T05:00:00.123Z INFO waitProcessCompletion ended with exit code 1 : hadoop jar\n";
    private const string Stderr = "Exception in thread \"main\" java.lang.IllegalStateException: no such table\n\tat com.example.Main.main(Main.java:3)\n";
    private const string Syslog = "2026-01-01 05:00:10,000 INFO org.apache.hadoop.mapreduce.Job (main): Counters: 1\n\tMap-Reduce Framework\n\t\tMap input records=12\n";

    [Fact]
    public async Task Answers_about_a_job_that_fails_fit_the_document()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Fails = _ => true });
        var accepted = Fitting("POST /jobs", 202, await lab.PostAsync(Job));
        accepted["notes"].ShouldNotBeNull();
        var id = accepted["id"]!.ToString();
        await GetAsync(lab, "GET /jobs", null, new() { ["longer_than_hours"] = "0" }, body => body["jobs"]![0]!["hours"].ShouldNotBeNull());
        var ended = await lab.EndAsync(id);
        var folder = $"logs/{ended["cluster_id"]}/steps/{ended["steps"]![0]!["step_id"]}";
        foreach (var (name, text) in new[] { ("stderr", Stderr), ("syslog", Syslog), ("controller", Controller) })
            await lab.PutAsync($"{folder}/{name}", text);
        await lab.CollectLogsAsync();
        await lab.PutAsync($"{ended["output_dir"]!.ToString()["s3://lab/".Length..]}part-00000", "counts\n");

        await GetAsync(lab, "GET /jobs/{id}", id, null, body => (body["cause"] ?? body["steps"]![0]!["counters"]).ShouldNotBeNull());
        await GetAsync(lab, "GET /jobs/{id}/logs", id, new() { ["refresh"] = "true" }, body => body["logs"]!.AsArray().Count.ShouldBe(3));
        await GetAsync(lab, "GET /jobs/{id}/output", id, null, body => body["files"]!.AsArray().ShouldHaveSingleItem());
        await GetAsync(lab, "GET /jobs", null, new() { ["limit"] = "1", ["state"] = "failed" }, body => body["jobs"]!.AsArray().ShouldHaveSingleItem());
        await GetAsync(lab, "GET /clusters/{id}/diagnosis", ended["cluster_id"]!.ToString(), null, body => body["cause"].ShouldNotBeNull());
        Fitting("DELETE /jobs/{id}", 409, await lab.HttpAsync("DELETE /jobs/{id}", id));
        Fitting("POST /jobs/{id}/logs/push", 409, await lab.HttpAsync("POST /jobs/{id}/logs/push", id));
    }

    [Fact]
    public async Task Answers_about_pools_and_clusters_fit_the_document()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Holds = step => step.Name.StartsWith("p.", StringComparison.Ordinal) });
        var cluster = Fitting("POST /clusters", 202, await lab.CreateAsync("\"pool_clusters\": true"))["id"]!.ToString();
        await lab.CreateAsync("\"pool_clusters\": true, \"release_label\": \"emr-6.15.0\"");
        await lab.UpAsync();
        Fitting("POST /pools/{name}/explain", 200, await lab.HttpAsync("POST /pools/{name}/explain", "default", Job))["notes"].ShouldNotBeNull();
        var running = (await PoolJobs.SubmitAsync(lab, PoolJobs.Job(), 1))[0];
        await lab.TickAsync();

        await GetAsync(lab, "GET /jobs/{id}", running, null, body => body["placement"]!["candidates"]!.AsArray().Count.ShouldBe(2));
        await GetAsync(lab, "GET /pools", null, null, body => body["pools"]!.AsArray().ShouldHaveSingleItem());
        await GetAsync(lab, "GET /pools/{name}", "default", null, body => body["clusters"]!.AsArray().Select(c => c!["state"]!.ToString()).ShouldBe(["busy", "free"], ignoreOrder: true));
        Fitting("POST /pools/{name}/explain", 200, await lab.HttpAsync("POST /pools/{name}/explain", "default", Job))["candidates"]!.AsArray().Count.ShouldBe(2);
        lab.Time.Advance(TimeSpan.FromMinutes(1));
        await lab.TrackJobsAsync();
        await GetAsync(lab, "GET /usage", null, new() { ["days"] = "2" }, body => body["by_cluster"]!.AsArray().Count.ShouldBe(2));
        await GetAsync(lab, "GET /clusters", null, new() { ["state"] = "running,waiting" }, body => body["clusters"]!.AsArray().Count.ShouldBe(2));
        await GetAsync(lab, "GET /clusters/{id}", cluster, null, body => body["pool"]!.ToString().ShouldBe("default"));
        Fitting("POST /clusters/terminate-idle", 200, await lab.HttpAsync("POST /clusters/terminate-idle", body: """{"dry_run": true, "idle_minutes": 0}"""))["clusters"]!.AsArray().Count.ShouldBe(2);
        Fitting("POST /jobs/{id}/logs/push", 202, await lab.HttpAsync("POST /jobs/{id}/logs/push", running, query: new() { ["force"] = "true" }));
        Fitting("DELETE /clusters/{id}", 409, await lab.HttpAsync("DELETE /clusters/{id}", cluster));
        Fitting("DELETE /jobs/{id}", 202, await lab.HttpAsync("DELETE /jobs/{id}", running));
        Fitting("DELETE /clusters/{id}", 202, await lab.HttpAsync("DELETE /clusters/{id}", cluster, query: new() { ["force"] = "true" }));
    }

    [Fact]
    public async Task Answers_about_the_service_fit_the_document()
    {
        await using var lab = await ServiceLab.StartAsync();
        await GetAsync(lab, "GET /", null, null, body => body["service"]!.ToString().ShouldBe("MrJob.Serverless"));
        await GetAsync(lab, "GET /openapi.json", null, null, body => JsonNode.DeepEquals(body, Json).ShouldBeTrue());
        await lab.PutAsync("mrjob.conf", "runners:\n  emr:\n    tags: !clear {team: x}\nlocked: [tags]\nlimits: {instances: 5, instance_types: ['m5.*']}\n");
        await GetAsync(lab, "GET /options", null, null, body => (body["layers"]!.AsArray().Count, body["limits"]!["instances"]!.GetValue<int>()).ShouldBe((2, 5)));
        await lab.PutAsync("mrjob.conf", "runners: 7\n");
        Fitting("GET /options", 500, await lab.HttpAsync("GET /options"));
        Fitting("POST /clusters", 500, await lab.CreateAsync(""));
    }

    [Theory]
    [InlineData("POST /jobs", null, "{}", 400)]
    [InlineData("POST /pools/{name}/explain", "a b", "{}", 400)]
    [InlineData("GET /jobs/{id}", "none", null, 404)]
    [InlineData("GET /clusters/{id}", "j-NONE", null, 404)]
    [InlineData("GET /clusters/{id}/diagnosis", "j-NONE", null, 404)]
    [InlineData("GET /pools/{name}", "none", null, 404)]
    [InlineData("POST /clusters/terminate-idle", null, """{"idle_minutes": -1}""", 400)]
    [InlineData("POST /clusters/terminate-idle", null, """{"options": {"dry_run": true}}""", 400)]
    public async Task Refusals_fit_the_document(string route, string? id, string? body, int status)
    {
        await using var lab = await ServiceLab.StartAsync();
        Fitting(route, status, await lab.HttpAsync(route, id, body));
    }

    [Fact]
    public async Task Every_route_refuses_a_query_that_it_does_not_understand()
    {
        await using var lab = await ServiceLab.StartAsync();
        foreach (var route in Operations.Keys)
        {
            var refused = Fitting(route, 400, await lab.HttpAsync(route, "x", query: new() { ["limt"] = "5" }));
            refused["detail"]!.ToString().ShouldStartWith("The query parameter 'limt' is not known", Case.Sensitive, route);
        }
        foreach (var (route, names) in QueryParameters.OfRoutes)
            foreach (var flag in names.Intersect(QueryParameters.Flags))
                Fitting(route, 400, await lab.HttpAsync(route, "x", query: new() { [flag] = "yes" }))["detail"]!.ToString().ShouldBe($"The query parameter '{flag}' must be true or false, not 'yes'.");
        Fitting("GET /jobs", 400, await lab.HttpAsync("GET /jobs", query: new() { ["limt"] = "5" }))["detail"]!.ToString().ShouldContain("did you mean 'limit'?");
    }

    [Fact]
    public async Task Numbers_in_queries_have_the_limits_that_the_document_tells()
    {
        await using var lab = await ServiceLab.StartAsync();
        var numbers = Operations.SelectMany(o => (o.Value["parameters"]?.AsArray() ?? []).Where(p => p!["schema"]!["maximum"] is not null).Select(p => (Route: o.Key, Parameter: p!))).ToList();
        numbers.Select(n => n.Parameter["name"]!.ToString()).ShouldBe(["limit", "longer_than_hours", "days"]);
        foreach (var (route, parameter) in numbers)
        {
            var (min, max) = (parameter["schema"]!["minimum"]!.GetValue<int>(), parameter["schema"]!["maximum"]!.GetValue<int>());
            foreach (var (value, status) in new[] { (min - 1, 400), (min, 200), (max, 200), (max + 1, 400) })
                Fitting(route, status, await lab.HttpAsync(route, query: new() { [parameter["name"]!.ToString()] = value.ToString(CultureInfo.InvariantCulture) }));
        }
        Fitting("GET /jobs", 400, await lab.HttpAsync("GET /jobs", query: new() { ["longer_than_hours"] = "-Infinity" }));
    }

    private static async Task GetAsync(ServiceLab lab, string route, string? id, Dictionary<string, string>? query, Action<JsonNode> check) =>
        check(Fitting(route, 200, await lab.HttpAsync(route, id, query: query)));
}
