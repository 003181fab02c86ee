using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>The API of a running <c>mrjob local</c>, as any HTTP client meets it.</summary>
public sealed class ApiTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Quick = """{"label": "quick", "steps": [{"type": "jar", "jar": "command-runner.jar", "args": ["true"]}]}""";
    private readonly TempFolder _folder = new();
    private Laptop _laptop = null!;

    public async ValueTask InitializeAsync() => _laptop = await Laptop.StartAsync(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await _laptop.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Five_faults_get_one_400_with_all_five_each_with_its_path()
    {
        using var response = await _laptop.PostAsync("""
            { "label": "not allowed!", "input": ["/home/ann/book.txt"],
              "steps": [{"type": "streaming", "mapper": "cat", "combiner": "cat"}, {"type": "strimming"}],
              "options": {"pool_clustres": true} }
            """);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        problem["faults"]!.AsArray().Select(f => f!["path"]!.ToString()).ShouldBe(
            ["$.label", "$.input[0]", "$.steps[0].combiner", "$.steps[1].type", "$.options.pool_clustres"], ignoreOrder: true);
        problem["faults"]!.AsArray().Single(f => f!["path"]!.ToString() == "$.options.pool_clustres")!["detail"]!.ToString().ShouldContain("'pool_clusters'");
    }

    public static TheoryData<string> BadBodies => ["", "{", "[]", "null", "\"\\ud800\"", new string('[', 100_000), new string(' ', 7_000_000), "{\"a\":\"" + new string('x', 5_000_000) + "\"}", "\0"];

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_body_that_is_no_job_is_the_clients_fault(string body)
    {
        using var response = await _laptop.PostAsync(body);
        ((int)response.StatusCode).ShouldBeInRange(400, 499);
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("jobs/nope")]
    [InlineData("jobs/%00")]
    [InlineData("jobs/..%2F..%2Fkeys")]
    [InlineData("jobs/%ff%fe")]
    [InlineData("jobs//")]
    [InlineData("jobs/a/b/c")]
    [InlineData("jobs?limit=many")]
    [InlineData("jobs?limit=0")]
    [InlineData("jobs?next=..%2F")]
    [InlineData("jobs?state=HAPPY")]
    [InlineData("jobs/nope/logs")]
    [InlineData("jobs/nope/output")]
    [InlineData("clusters/j-NOPE")]
    [InlineData("clusters/%00")]
    [InlineData("clusters?created_after=tomorrow")]
    [InlineData("clusters?state=HAPPY")]
    [InlineData("clusters?next=x")]
    public async Task An_odd_path_or_query_is_the_clients_fault(string path)
    {
        using var response = await _laptop.Http.GetAsync(path);
        ((int)response.StatusCode).ShouldBeInRange(400, 499, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_path_of_ten_thousand_characters_is_the_clients_fault()
    {
        using var response = await _laptop.Http.GetAsync("jobs/" + new string('x', 10_000));
        ((int)response.StatusCode).ShouldBeInRange(400, 499);
    }

    [Fact]
    public async Task The_same_key_and_body_give_the_same_job_and_another_body_422()
    {
        var first = await PostWithKeyAsync(Quick);
        var second = await PostWithKeyAsync(Quick);
        second.ShouldBe(first);
        (await PostWithKeyAsync(Quick.Replace("quick", "other", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Two_hundred_jobs_at_once_are_all_accepted_and_all_end()
    {
        await _laptop.EndOfAsync(await _laptop.SubmitAsync(Quick)); // warm
        var times = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await _laptop.SubmitAsync(Quick);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        var ids = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => _laptop.SubmitAsync(Quick)));
        ids.ShouldBeUnique();
        foreach (var id in ids)
            (await _laptop.EndOfAsync(id))["state"]!.ToString().ShouldBe("COMPLETED");
        var median = times.Order().ElementAt(times.Count / 2);
        output.WriteLine($"A warm POST /jobs answers in {median:F1} ms (median of {times.Count})");
        TestContext.Current.SendDiagnosticMessage($"A warm POST /jobs answers in {median:F1} ms (median of {times.Count})");
    }

    [Fact]
    public async Task A_running_job_is_cancelled_and_leaves_no_process()
    {
        var id = await _laptop.SubmitAsync(
            """{"label": "long", "steps": [{"type": "jar", "jar": "command-runner.jar", "args": ["sleep", "98765"]}]}""");
        await _laptop.UntilAsync(id, job => job["state"]!.ToString() == "RUNNING");
        (await _laptop.Http.DeleteAsync($"jobs/{id}")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await _laptop.EndOfAsync(id))["state"]!.ToString().ShouldBe("CANCELLED");
        (await Command.ShellAsync(_folder.Path, "pgrep -f 'sleep 98765' || true")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length
            .ShouldBeLessThanOrEqualTo(1, "only the shell that looks has these words on its command line");
    }

    [Fact]
    public async Task A_pooled_job_starts_a_cluster_and_the_next_one_joins_it()
    {
        var pooled = Quick.Replace("\"label\"", "\"options\": {\"pool_clusters\": true}, \"label\"", StringComparison.Ordinal);
        var first = await _laptop.EndOfAsync(await _laptop.SubmitAsync(pooled));
        var second = await _laptop.EndOfAsync(await _laptop.SubmitAsync(pooled));
        second["cluster_id"]!.ToString().ShouldBe(first["cluster_id"]!.ToString());
        first["placement"]!["decision"]!.ToString().ShouldContain("started a cluster in pool 'default'");
        second["placement"]!["decision"]!.ToString().ShouldContain("joined");
    }

    [Fact]
    public async Task An_upload_starts_the_job_of_its_rule_once()
    {
        using var s3 = _laptop.S3();
        await s3.PutObjectAsync(new()
        {
            BucketName = "mrjob-confbucket", Key = "uploads.yaml", ContentBody = """
                rules:
                - {name: uploaded, key: "incoming/*.txt", job: {input: ["{object}"], steps: [{type: streaming, mapper: cat}]}}
                """,
        });
        for (var i = 0; i < 3; i++)
            await s3.PutObjectAsync(new() { BucketName = "mrjob-workbucket", Key = "incoming/a.txt", ContentBody = "hello\n" });
        await s3.PutObjectAsync(new() { BucketName = "mrjob-workbucket", Key = "incoming/other.csv", ContentBody = "x" });
        await s3.PutObjectAsync(new() { BucketName = "mrjob-workbucket", Key = "incoming/last.txt", ContentBody = "bye\n" });
        var jobs = await _laptop.ListUntilAsync(list => list.Count >= 2 && list.All(j => j["ended"] is not null));
        jobs.Count.ShouldBe(2);
        foreach (var job in jobs)
            job["state"]!.ToString().ShouldBe("COMPLETED");
    }

    private async Task<(HttpStatusCode Status, string? Id)> PostWithKeyAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "jobs") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "one");
        using var response = await _laptop.Http.SendAsync(request);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())?["id"]?.ToString());
    }
}
