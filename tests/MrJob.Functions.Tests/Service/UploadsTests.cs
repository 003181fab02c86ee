using System.Text.Json;
using System.Text.Json.Nodes;

namespace MrJob.Functions.Tests.Service;

/// <summary>Files that start jobs, and those that should have.</summary>
public class UploadsTests
{
    private const string Rules = """
        rules:
        - name: sales
          key: incoming/{day}/*.csv
          max_size: 1 KB
          job: {input: ["{object}"], output_dir: "s3://lab/out/{day}/{name}/", steps: [{type: streaming, mapper: "cat {name}"}]}
        - name: folders
          key: incoming/{set}/_SUCCESS
          per: folder
          again: never
          job: {input: ["{folder}"], steps: [{type: streaming, mapper: cat}]}
        """;

    [Fact]
    public async Task A_file_starts_the_job_of_its_rule_once_however_often_and_in_whatever_order_its_event_comes()
    {
        await using var lab = await WithRulesAsync();
        for (var i = 0; i < 10; i++)
            await UploadAsync(lab, "incoming/2026-01-01/a.csv");
        lab.Time.Advance(TimeSpan.FromSeconds(1)); // or nobody knew which is the newer
        await UploadAsync(lab, "incoming/2026-01-01/b.csv");
        await UploadAsync(lab, "incoming/2026-01-01/a.csv");
        var jobs = await JobsAsync(lab);
        jobs.Select(j => j["state"]!.ToString()).ShouldBe(["QUEUED", "QUEUED"]);
        var job = await lab.JobAsync(jobs[1]["id"]!.ToString());
        (job["label"]!.ToString(), job["output_dir"]!.ToString()).ShouldBe(("sales", "s3://lab/out/2026-01-01/a.csv/"));
        (await lab.EndAsync(job["id"]!.ToString()))["state"]!.ToString().ShouldBe("COMPLETED");
    }

    [Fact]
    public async Task A_job_says_which_file_started_it_and_its_failure_is_told_to_who_watches_the_metrics()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Fails = _ => true });
        await lab.PutAsync("uploads.yaml", Rules);
        await UploadAsync(lab, "incoming/d/a.csv");
        var job = await lab.EndAsync((await JobsAsync(lab)).ShouldHaveSingleItem()["id"]!.ToString());
        (job["state"]!.ToString(), job["origin"]!.ToString()).ShouldBe(("FAILED", "the rule 'sales' for s3://lab/incoming/d/a.csv"));
        var told = lab.Metrics.Select(m => JsonNode.Parse(m)!).Where(m => m["EndedJobs"] is not null).ToList();
        told.ShouldNotBeEmpty();
        told.ShouldAllBe(m => m["FailedJobs"]!.GetValue<int>() == 1 && m["FailedUploadJobs"]!.GetValue<int>() == 1);
        told[0]["JobId"]!.ToString().ShouldBe(job["id"]!.ToString());
    }

    [Fact]
    public async Task Another_content_starts_another_job_and_a_folder_starts_one_whatever_comes_into_it()
    {
        await using var lab = await WithRulesAsync();
        await UploadAsync(lab, "incoming/d/a.csv", etag: "one");
        await lab.PutAsync("uploads.yaml", Rules.Replace("/{name}/\"", "/{name}-{time}/\"", StringComparison.Ordinal)); // else the output is there
        await UploadAsync(lab, "incoming/d/a.csv", etag: "two");
        await UploadAsync(lab, "incoming/d/a.csv", etag: "one"); // the rule has been changed since
        await UploadAsync(lab, "incoming/d/_SUCCESS", etag: "one");
        await UploadAsync(lab, "incoming/d/_SUCCESS", etag: "two");
        (await JobsAsync(lab)).Count.ShouldBe(3);
        lab.Objects("failed/").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("incoming/a.txt")]
    [InlineData("else/d/a.csv")]
    public async Task A_file_for_which_no_rule_is_starts_nothing_and_is_no_failure(string key)
    {
        await using var lab = await WithRulesAsync();
        await UploadAsync(lab, key);
        (await JobsAsync(lab)).ShouldBeEmpty();
        lab.Objects("failed/").ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_rules_a_file_starts_nothing()
    {
        await using var lab = await ServiceLab.StartAsync();
        await UploadAsync(lab, "incoming/d/a.csv");
        (await JobsAsync(lab)).ShouldBeEmpty();
        lab.Objects("failed/").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("rules: [{name: x", "incoming/d/a.csv", 1, "is no YAML")]
    [InlineData("rules: [{name: x, key: 'incoming/**', job: {input: ['{object}'], steps: []}}]", "incoming/d/a.csv", 1, "$.rules[0].job.steps")]
    [InlineData("rules: [{name: x, key: 'incoming/**', job: {input: ['{object}'], output_dir: 's3://lab/incoming/out/', steps: [{type: streaming, mapper: cat}]}}]", "incoming/d/a.csv", 1, "s3://lab/incoming/out/, below s3://lab/incoming/, which the rule 'x' watches")]
    [InlineData(Rules, "incoming/d/-rf.csv", 1, "begins with -")]
    [InlineData(Rules, "incoming/d/a.csv", 2_000, "has 2000 bytes; the rule's max_size is 1000")]
    [InlineData("rules: [{name: x, key: 'incoming/*/gone.csv', job: {input: ['s3://lab/nowhere/'], steps: [{type: streaming, mapper: cat}]}}]", "incoming/d/gone.csv", 1, "s3://lab/nowhere/")]
    public async Task What_is_refused_becomes_a_dead_letter_with_the_reason(string rules, string key, int size, string reason)
    {
        await using var lab = await WithRulesAsync(rules);
        await UploadAsync(lab, key, size: size);
        await UploadAsync(lab, key, size: size); // the same event again is the same letter
        (await JobsAsync(lab)).ShouldBeEmpty();
        var failed = (await GetAsync(lab, "GET /uploads/failed"))["failed"]!.AsArray().ShouldHaveSingleItem()!;
        failed["object"]!.ToString().ShouldBe($"s3://lab/{key}");
        failed["reason"]!.ToString().ShouldContain(reason);
        lab.Metrics.ShouldContain(line => line.Contains("\"RefusedUploads\":1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dead_letter_is_replayed_when_what_was_wrong_is_mended()
    {
        await using var lab = await WithRulesAsync("rules: [{name: x");
        await UploadAsync(lab, "incoming/d/a.csv");
        var id = (await GetAsync(lab, "GET /uploads/failed"))["failed"]![0]!["id"]!.ToString();
        (await lab.HttpAsync("POST /uploads/failed/{id}/replay", id)).StatusCode.ShouldBe(409);
        await lab.PutAsync("uploads.yaml", Rules);
        var replayed = await lab.HttpAsync("POST /uploads/failed/{id}/replay", id);
        replayed.StatusCode.ShouldBe(202, replayed.Body);
        JsonNode.Parse(replayed.Body)!["job_id"]!.ToString().ShouldBe((await JobsAsync(lab)).ShouldHaveSingleItem()["id"]!.ToString());
        await UploadAsync(lab, "incoming/d/a.csv"); // the event itself comes again
        (await JobsAsync(lab)).ShouldHaveSingleItem();
        (await GetAsync(lab, "GET /uploads/failed"))["failed"]!.AsArray().ShouldBeEmpty();
        (await lab.HttpAsync("POST /uploads/failed/{id}/replay", id)).StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task What_is_refused_for_a_file_that_is_not_there_is_started_when_the_rule_is_mended()
    {
        const string pooled = "rules: [{name: x, key: 'incoming/*', job: {input: ['{object}'], options: {pool_clusters: true, bootstrap: ['sh s3://lab/BOOT#']}, steps: [{type: streaming, mapper: cat}]}}]";
        await using var lab = await WithRulesAsync(pooled);
        await UploadAsync(lab, "incoming/a.csv");
        var failed = (await GetAsync(lab, "GET /uploads/failed"))["failed"]![0]!;
        failed["reason"]!.ToString().ShouldContain("s3://lab/BOOT");
        await lab.PutAsync("boot.sh", "true");
        await lab.PutAsync("uploads.yaml", pooled.Replace("BOOT", "boot.sh", StringComparison.Ordinal));
        var replayed = JsonNode.Parse((await lab.HttpAsync("POST /uploads/failed/{id}/replay", failed["id"]!.ToString())).Body)!;
        replayed["before"]!.GetValue<bool>().ShouldBeFalse();
        (await lab.JobAsync(replayed["job_id"]!.ToString()))["state"]!.ToString().ShouldBe("QUEUED");
    }

    [Fact]
    public async Task A_fault_in_one_rule_fails_the_files_that_it_may_be_for_and_says_nothing_of_others()
    {
        await using var lab = await WithRulesAsync(Rules + "\n- {name: broken, key: 'incoming/*.txt', job: 7}\n");
        await UploadAsync(lab, "elsewhere/part-00000");
        lab.Objects("failed/").ShouldBeEmpty();
        await UploadAsync(lab, "incoming/a.txt");
        await UploadAsync(lab, "incoming/d/a.csv");
        lab.Objects("failed/").Count.ShouldBe(2);
        (await JobsAsync(lab)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dead_letter_for_which_no_rule_is_any_more_is_done_with_by_a_replay()
    {
        await using var lab = await WithRulesAsync("rules: [{name: x");
        await UploadAsync(lab, "else/a.csv");
        await lab.PutAsync("uploads.yaml", Rules);
        var id = (await GetAsync(lab, "GET /uploads/failed"))["failed"]![0]!["id"]!.ToString();
        var replayed = await lab.HttpAsync("POST /uploads/failed/{id}/replay", id);
        (replayed.StatusCode, JsonNode.Parse(replayed.Body)!["job_id"]).ShouldBe((202, null));
        lab.Objects("failed/").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_Lambda_could_not_do_at_all_is_listed_with_it()
    {
        await using var lab = await WithRulesAsync();
        await lab.PutAsync("in.csv", "x");
        await lab.PutAsync("failed/LaunchOnUpload/2026/01/01/2026-01-01T00.00.00-0a1b", $$"""
            {"version": "1.0", "timestamp": "2026-01-01T00:00:00.123Z", "requestContext": {"condition": "RetriesExhausted", "approximateInvokeCount": 3},
             "requestPayload": {{JsonSerializer.Serialize(Event("incoming/d/a.csv", "e", 1, "1"), FunctionsJson.Default.EventEnvelope)}},
             "responseContext": {"statusCode": 200, "functionError": "Unhandled"}, "responsePayload": {"errorType": "AmazonS3Exception", "errorMessage": "Please reduce your request rate."} }
            """);
        await lab.PutAsync("incoming/d/a.csv", "x\n");
        var failed = (await GetAsync(lab, "GET /uploads/failed"))["failed"]!.AsArray().ShouldHaveSingleItem()!;
        (failed["object"]!.ToString(), failed["reason"]!.ToString()).ShouldBe(("s3://lab/incoming/d/a.csv", "Please reduce your request rate."));
        (await lab.HttpAsync("POST /uploads/failed/{id}/replay", failed["id"]!.ToString())).StatusCode.ShouldBe(202);
    }

    [Fact]
    public async Task The_newest_dead_letters_are_listed_first_whoever_wrote_them()
    {
        await using var lab = await WithRulesAsync("rules: [{name: x");
        await lab.InvokeAsync("LaunchOnUpload", Event("incoming/d/b.csv", "e", 1, "1") with { Time = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero) });
        var letter = await lab.TextAsync(Path.GetFileName(lab.Objects("failed/").ShouldHaveSingleItem()));
        await lab.PutAsync("failed/LaunchOnUpload/2026/01/01/2026-01-01T00.00.00-0a1b", letter.Replace("b.csv", "a.csv", StringComparison.Ordinal));
        await lab.PutAsync("failed/LaunchOnUpload/2026/01/03/2026-01-03T00.00.00-0a1b", letter.Replace("b.csv", "c.csv", StringComparison.Ordinal));
        var failed = await GetAsync(lab, "GET /uploads/failed");
        failed["failed"]!.AsArray().Select(f => f!["object"]!.ToString()).ShouldBe(["s3://lab/incoming/d/c.csv", "s3://lab/incoming/d/b.csv", "s3://lab/incoming/d/a.csv"]);
        for (var i = 0; i < 200; i++)
            await lab.PutAsync($"failed/LaunchOnUpload/2026/01/04/2026-01-04T00.00.00-{i:000}", letter.Replace("b.csv", "d.csv", StringComparison.Ordinal));
        failed = await GetAsync(lab, "GET /uploads/failed");
        failed["failed"]!.AsArray().Select(f => f!["object"]!.ToString()).Distinct().ShouldBe(["s3://lab/incoming/d/d.csv"]);
        failed["more"]!.GetValue<int>().ShouldBe(3);
    }

    [Theory]
    [InlineData("..~..~x")]
    [InlineData("../../x")]
    [InlineData("none")]
    [InlineData("~")]
    public async Task An_id_of_no_dead_letter_is_not_found(string id)
    {
        await using var lab = await WithRulesAsync();
        (await lab.HttpAsync("DELETE /uploads/failed/{id}", id)).StatusCode.ShouldBe(404);
        (await lab.HttpAsync("POST /uploads/failed/{id}/replay", id)).StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task A_dead_letter_can_be_dropped()
    {
        await using var lab = await WithRulesAsync("rules: [{name: x");
        await UploadAsync(lab, "incoming/d/a.csv");
        var id = (await GetAsync(lab, "GET /uploads/failed"))["failed"]![0]!["id"]!.ToString();
        (await lab.HttpAsync("DELETE /uploads/failed/{id}", id)).StatusCode.ShouldBe(200);
        (await lab.HttpAsync("DELETE /uploads/failed/{id}", id)).StatusCode.ShouldBe(404);
    }

    [Fact]
    public async Task Rules_are_listed_checked_and_tried_before_any_file_comes()
    {
        await using var lab = await WithRulesAsync();
        (await GetAsync(lab, "GET /uploads"))["rules"]!.AsArray().Select(r => $"{r!["name"]} {r["key"]} {r["per"]} {r["again"]} {r["max_size"]}")
            .ShouldBe(["sales incoming/{day}/*.csv object changed 1000", "folders incoming/{set}/_SUCCESS folder never "]);
        var check = await PostAsync(lab, "POST /uploads/check", new() { ["text"] = "rules: [{name: x, kee: a, job: {}}]" });
        check["faults"]!.AsArray().Select(f => f!["path"]!.ToString()).ShouldContain("$.rules[0].kee");
        var test = await PostAsync(lab, "POST /uploads/test", new() { ["key"] = "incoming/2026-01-01/a b.csv" });
        (test["rule"]!.ToString(), test["captures"]!["day"]!.ToString()).ShouldBe(("sales", "2026-01-01"));
        test["job"]!["steps"]![0]!["mapper"]!.ToString().ShouldBe("cat 'a b.csv'");
        (await PostAsync(lab, "POST /uploads/test", new() { ["key"] = "other" }))["rule"].ShouldBeNull();
        (await lab.HttpAsync("POST /uploads/test", body: "{}")).StatusCode.ShouldBe(400);
        (await JobsAsync(lab)).ShouldBeEmpty();
    }

    private static async Task<ServiceLab> WithRulesAsync(string rules = Rules)
    {
        var lab = await ServiceLab.StartAsync();
        await lab.PutAsync("uploads.yaml", rules);
        return lab;
    }

    private static async Task UploadAsync(ServiceLab lab, string key, string etag = "e", int size = 1)
    {
        await lab.PutAsync(key, "x\n");
        await lab.InvokeAsync("LaunchOnUpload", Event(key, etag, size, etag));
    }

    private static EventEnvelope Event(string key, string etag, int size, string sequencer) => new()
    {
        Source = "aws.s3", DetailType = "Object Created", Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Detail = JsonSerializer.SerializeToElement(new { bucket = new { name = "lab" }, @object = new { key, etag, size, sequencer } }),
    };

    private static async Task<IReadOnlyList<JsonNode>> JobsAsync(ServiceLab lab) => [.. (await GetAsync(lab, "GET /jobs"))["jobs"]!.AsArray()!];

    private static async Task<JsonNode> GetAsync(ServiceLab lab, string route) => JsonNode.Parse((await lab.HttpAsync(route)).Body)!;

    private static async Task<JsonNode> PostAsync(ServiceLab lab, string route, JsonObject body)
    {
        var answer = await lab.HttpAsync(route, body: body.ToJsonString());
        answer.StatusCode.ShouldBe(200, answer.Body);
        return JsonNode.Parse(answer.Body)!;
    }
}
