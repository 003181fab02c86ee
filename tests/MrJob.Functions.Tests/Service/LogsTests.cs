using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;
using static MrJob.Functions.Tests.Service.PoolJobs;

namespace MrJob.Functions.Tests.Service;

/// <summary>Reports as logs arrive, copying logs before EMR does, and the diagnosis of clusters.</summary>
public class LogsTests
{
    private const string Controller = "2026-01-01T05:00:00.123Z INFO waitProcessCompletion ended with exit code 1 : hadoop jar\n2026-01-01T05:00:00.123Z WARN Step failed with exitCode 1 and took 30 seconds\n";
    private const string Stderr = "Exception in thread \"main\" java.lang.IllegalStateException: no such table\n\tat com.example.Main.main(Main.java:3)\n";

    [Fact]
    public async Task A_first_report_is_made_at_once_and_again_when_logs_arrive()
    {
        await using var lab = await FailingLabAsync();
        var (id, cluster, step) = await FailedAsync(lab, "");
        (await lab.JobAsync(id))["report"]!.ToString().ShouldBe("provisional");
        (await lab.JobAsync(id))["cause"].ShouldBeNull("EMR's 'Unknown Error.' explains nothing");

        await lab.PutAsync($"logs/{cluster}/steps/{step}/stderr", Stderr);
        await lab.PutAsync($"logs/{cluster}/steps/{step}/controller", Controller);
        await LoggedAsync(lab, $"logs/j-OTHER/steps/{step}/stderr");
        (await lab.JobAsync(id))["report"]!.ToString().ShouldBe("provisional", "another cluster's log has come");
        await LoggedAsync(lab, $"my/steps/{step}/stderr");
        (await lab.JobAsync(id))["report"]!.ToString().ShouldBe("provisional", "a file that only looks like a log has come");
        await LoggedAsync(lab, $"logs/{cluster}/steps/{step}/stderr");

        var cause = (await lab.JobAsync(id))["cause"]!;
        cause["text"]!.ToString().ShouldStartWith("Exception in thread \"main\" java.lang.IllegalStateException: no such table");
        (cause["file"]!.ToString(), cause["first_line"]!.GetValue<int>(), cause["confidence"]!.ToString()).ShouldBe(($"s3://lab/logs/{cluster}/steps/{step}/stderr", 1, "high"));
        cause["why"]!.ToString().ShouldNotBeEmpty();
        var logs = JsonNode.Parse((await lab.HttpAsync("GET /jobs/{id}/logs", id)).Body)!;
        logs["report"]!.ToString().ShouldBe("final");
        logs["logs"]!.AsArray().Select(l => l!["url"]!.ToString()).ShouldAllBe(url => url.Contains("X-Amz-Signature=", StringComparison.Ordinal));
        lab.Keys("collect/").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_report_is_final_when_no_more_logs_can_be_expected()
    {
        await using var lab = await FailingLabAsync();
        var (id, _, _) = await FailedAsync(lab, "");
        lab.Time.Advance(TimeSpan.FromMinutes(15));
        await lab.CollectLogsAsync();
        (await lab.JobAsync(id))["report"]!.ToString().ShouldBe("final");
    }

    [Fact]
    public async Task A_report_that_cannot_be_made_stops_no_other_and_is_given_up_after_an_hour()
    {
        await using var lab = await FailingLabAsync();
        var (broken, _, _) = await FailedAsync(lab, "");
        await lab.PutAsync($"state/jobs/{broken}/report.json", "{\"final\": 7");
        var (whole, cluster, step) = await FailedAsync(lab, "");
        await lab.PutAsync($"logs/{cluster}/steps/{step}/stderr", Stderr);
        await lab.PutAsync($"logs/{cluster}/steps/{step}/controller", Controller);
        await lab.CollectLogsAsync();
        (await lab.JobAsync(whole))["report"]!.ToString().ShouldBe("final");
        lab.Keys("collect/").ShouldBe([$"collect/{broken}"]);
        lab.Time.Advance(TimeSpan.FromHours(1));
        await lab.CollectLogsAsync();
        lab.Keys("collect/").ShouldBeEmpty();
    }

    [Fact]
    public async Task After_an_outage_of_more_than_an_hour_the_logs_are_read_all_the_same()
    {
        await using var lab = await FailingLabAsync();
        var (id, cluster, step) = await FailedAsync(lab, "");
        await lab.PutAsync($"logs/{cluster}/steps/{step}/stderr", Stderr);
        await lab.PutAsync($"logs/{cluster}/steps/{step}/controller", Controller);
        lab.Time.Advance(TimeSpan.FromHours(2));
        await lab.CollectLogsAsync();
        var job = await lab.JobAsync(id);
        (job["report"]!.ToString(), job["cause"] is not null).ShouldBe(("final", true), job.ToJsonString());
        lab.Keys("collect/").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_last_look_that_ends_its_process_is_the_last()
    {
        await using var lab = await FailingLabAsync();
        var (id, cluster, step) = await FailedAsync(lab, "");
        await lab.PutAsync($"logs/{cluster}/steps/{step}/stderr", Stderr);
        lab.Time.Advance(TimeSpan.FromHours(2));
        for (var looks = 0; looks < 2; looks++)
        {
            lab.Network = new(CallFault.DeathBefore, atCall: 0) { Recorder = (_, request) => { if (request.RequestUri!.Query.Contains("steps", StringComparison.Ordinal)) throw new ProcessDeathException(); } };
            await lab.CollectLogsAsync();
            lab.Keys("collect/").Count.ShouldBe(1, "somebody may still be at it");
        }
        lab.Network = new(CallFault.DeathBefore, atCall: 0);
        lab.Time.Advance(TimeSpan.FromMinutes(6));
        await lab.CollectLogsAsync();
        lab.Keys("collect/").ShouldBeEmpty();
        (await lab.JobAsync(id))["report"]!.ToString().ShouldBe("final");
    }

    [Fact]
    public async Task Counters_of_all_jobs_of_a_step_are_summed_once_also_when_the_log_is_there_twice()
    {
        await using var lab = await ServiceLab.StartAsync();
        var ended = await EndedAsync(lab, """{"input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}]}""");
        const string Syslog = "2026-01-01 05:00:10,000 INFO org.apache.hadoop.mapreduce.Job (main): Counters: 1\n\tMap-Reduce Framework\n\t\tMap input records=12\n";
        var folder = $"logs/{ended["cluster_id"]}/steps/{ended["steps"]![0]!["step_id"]}";
        await lab.PutAsync($"{folder}/syslog", Syslog + Syslog);
        await lab.PutAsync($"{folder}/syslog.gz", Syslog + Syslog); // pushed, and then copied by EMR
        await lab.CollectLogsAsync();
        (await lab.JobAsync(ended["id"]!.ToString()))["steps"]![0]!["counters"]!["Map-Reduce Framework"]!["Map input records"]!.GetValue<long>().ShouldBe(24);
    }

    [Fact]
    public async Task A_pooled_cluster_on_which_a_job_failed_copies_its_logs_before_another_job_gets_it()
    {
        await using var lab = await FailingLabAsync(holdsCopying: true);
        var cluster = await StartClusterAsync(lab, "\"max_clusters_in_pool\": 1");
        await lab.UpAsync();
        var failed = (await SubmitAsync(lab, Job("\"max_clusters_in_pool\": 1"), 1))[0];
        var next = (await SubmitAsync(lab, Job("\"max_clusters_in_pool\": 1"), 1))[0];
        while ((await lab.JobAsync(failed))["state"]!.ToString() != "FAILED")
            await lab.TickAsync();
        await lab.TickAsync();

        (await lab.JobAsync(next))["state"]!.ToString().ShouldBe("QUEUED", "its steps would wait behind the copying");
        (await lab.JobAsync(failed))["report"]!.ToString().ShouldBe("provisional", "but a first report need not wait");
        lab.Steps.Started.ShouldContain($"mrjob: copy the logs of {failed}");
        (await lab.JobAsync(failed))["steps"]!.AsArray().ShouldHaveSingleItem("the copying is none of its steps");
        lab.Steps.LetGo();
        await lab.EndAsync(failed);
        (await lab.EndAsync(next))["cluster_id"]!.ToString().ShouldBe(cluster);
    }

    [Fact]
    public async Task A_copying_that_hangs_is_cancelled_after_five_minutes_and_the_next_job_runs()
    {
        await using var lab = await FailingLabAsync(holdsCopying: true);
        var cluster = await StartClusterAsync(lab, "\"max_clusters_in_pool\": 1");
        await lab.UpAsync();
        var failed = (await SubmitAsync(lab, Job("\"max_clusters_in_pool\": 1"), 1))[0];
        var next = (await SubmitAsync(lab, Job("\"max_clusters_in_pool\": 1, \"read_logs\": false"), 1))[0];
        while ((await lab.JobAsync(failed))["state"]!.ToString() != "FAILED")
            await lab.TickAsync();
        lab.Keys("active/").ShouldHaveSingleItem();
        lab.Time.Advance(TimeSpan.FromMinutes(5));
        await lab.EndAsync(next);
        (await lab.JobAsync(next))["cluster_id"]!.ToString().ShouldBe(cluster);
        (await lab.JobAsync(next))["steps"]![0]!["started"].ShouldNotBeNull("the copying, which never ends by itself, was cancelled");
    }

    [Fact]
    public async Task An_answer_about_the_copying_that_is_lost_is_not_asked_for_again()
    {
        await using var lab = await FailingLabAsync();
        var asked = 0;
        lab.Network.BeforeEmr = (call, body) => call == "AddJobFlowSteps" && body.ToJsonString().Contains("copy the logs", StringComparison.Ordinal) && ++asked > 0
            ? throw new HttpRequestException("the connection was reset") : Task.CompletedTask;
        await FailedAsync(lab, "\"pool_clusters\": true");
        lab.Keys("active/").ShouldBeEmpty();
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_report_knows_is_not_lost_when_the_logs_expire_and_what_it_lacks_is_looked_for_when_somebody_asks()
    {
        await using var lab = await FailingLabAsync();
        var (id, cluster, step) = await FailedAsync(lab, "");
        lab.Time.Advance(TimeSpan.FromMinutes(15));
        await lab.CollectLogsAsync();
        (await lab.JobAsync(id))["report"]!.ToString().ShouldBe("final");
        await lab.PutAsync($"logs/{cluster}/steps/{step}/stderr", Stderr); // very late
        (await AskAsync(lab, id))["cause"]!["text"]!.ToString().ShouldContain("no such table");

        lab.Remove($"logs/{cluster}/steps/{step}/stderr"); // as the lifecycle of the bucket does
        var kept = await AskAsync(lab, id);
        (kept["report"]!.ToString(), kept["logs"]!.AsArray().Count).ShouldBe(("final", 1));
        kept["cause"]!["text"]!.ToString().ShouldContain("no such table");
        (await lab.JobAsync(id))["cause"]!["text"]!.ToString().ShouldContain("no such table");
    }

    [Fact]
    public async Task A_report_is_made_final_and_its_logs_are_removed_by_the_service_only_not_by_who_asks()
    {
        await using var lab = await FailingLabAsync();
        var (id, cluster, step) = await FailedAsync(lab, "\"cleanup_on_failure\": [\"LOGS\"]");
        await lab.PutAsync($"logs/{cluster}/steps/{step}/stderr", Stderr);
        await lab.PutAsync($"logs/{cluster}/steps/{step}/controller", Controller);
        (await AskAsync(lab, id))["report"]!.ToString().ShouldBe("provisional");
        await lab.CollectLogsAsync();
        (await lab.JobAsync(id))["report"]!.ToString().ShouldBe("final");
        lab.Objects($"logs/{cluster}/").ShouldBeEmpty();
        (await AskAsync(lab, id))["cause"]!["text"]!.ToString().ShouldContain("no such table");
    }

    [Fact]
    public async Task Logs_from_before_the_end_of_the_step_make_no_report_final()
    {
        await using var lab = await FailingLabAsync();
        var (id, cluster, step) = await FailedAsync(lab, "");
        await lab.PutAsync($"logs/{cluster}/steps/{step}/stderr", Stderr); // copied while the step ran: EMR's step runner has not written its end
        await lab.PutAsync($"logs/{cluster}/steps/{step}/controller", "2026-01-01T05:00:00.123Z INFO startExec 'hadoop jar'\n");
        await lab.CollectLogsAsync();
        (await lab.JobAsync(id))["report"]!.ToString().ShouldBe("provisional");
    }

    [Fact]
    public async Task A_step_that_completed_gives_no_cause_of_a_failure()
    {
        await using var lab = await ServiceLab.StartAsync();
        var ended = await EndedAsync(lab, """{"input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}]}""");
        var (cluster, step) = (ended["cluster_id"]!.ToString(), ended["steps"]![0]!["step_id"]!.ToString());
        await lab.PutAsync($"logs/{cluster}/steps/{step}/stderr", Stderr);
        await lab.PutAsync($"logs/{cluster}/steps/{step}/controller", "2026-01-01T05:00:00.123Z INFO waitProcessCompletion ended with exit code 0 : hadoop jar\n");
        var found = await DiagnoseAsync(lab, cluster, new() { ["step_id"] = step });
        found["step_state"]!.ToString().ShouldBe("COMPLETED");
        found["cause"].ShouldBeNull();
    }

    [Fact]
    public async Task Logs_that_the_service_may_not_read_are_named_with_what_to_do()
    {
        await using var lab = await FailingLabAsync();
        var (id, cluster, step) = await FailedAsync(lab, "");
        await lab.PutAsync($"logs/{cluster}/steps/{step}/stderr", Stderr);
        await lab.CollectLogsAsync();
        lab.Network.LockedFolder = $"logs/{cluster}/";
        await lab.CollectLogsAsync();
        var logs = await AskAsync(lab, id);
        logs["problem"]!.ToString().ShouldContain("add the bucket lab to the stack's parameter DataBuckets");
        logs["cause"]!["text"]!.ToString().ShouldContain("no such table");
        (await DiagnoseAsync(lab, cluster))["problem"]!.ToString().ShouldContain("may not read s3://lab/logs/");
    }

    [Theory]
    [InlineData("\"pool_clusters\": true, \"read_logs\": false")]
    [InlineData("")] // its own cluster ends with it, and EMR copies its logs then
    public async Task Logs_that_nobody_reads_or_that_come_by_themselves_are_not_copied(string options)
    {
        await using var lab = await FailingLabAsync();
        await FailedAsync(lab, options);
        lab.Steps.Started.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task When_EMR_refuses_the_copying_the_job_ends_all_the_same()
    {
        await using var lab = await FailingLabAsync();
        lab.Network.Refusal = (call, body) => call == "AddJobFlowSteps" && body.ToJsonString().Contains("copy the logs", StringComparison.Ordinal)
            ? ("ValidationException", "Maximum number of active steps(State = 'Running', 'Pending' or 'Cancel_Pending') for cluster exceeded.") : null;
        await FailedAsync(lab, "\"pool_clusters\": true");
        lab.Keys("active/").ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_are_copied_by_hand_unless_others_would_have_to_wait()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Holds = step => step.Name == "somebody's" });
        var cluster = JsonNode.Parse((await lab.CreateAsync("")).Body)!["id"]!.ToString();
        await lab.UpAsync();
        var done = (await EndedAsync(lab, $$"""{"input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}], "options": {"cluster_id": "{{cluster}}"} }"""))["id"]!.ToString();
        (await PushAsync(lab, done)).Status.ShouldBe(202);
        await lab.QuietAsync();
        using (var emr = lab.Emr())
            await emr.AddJobFlowStepsAsync(new() { JobFlowId = cluster, Steps = [new() { Name = "somebody's", HadoopJarStep = new() { Jar = "command-runner.jar", Args = ["true"] } }] });
        (await PushAsync(lab, done)).ShouldBe((409, $"The logs are not copied: a step is running or waiting on {cluster}, and its steps would wait for the copying; with --force (force=true) they may."));
        var forced = await PushAsync(lab, done, force: true);
        forced.Status.ShouldBe(202);
        (await lab.HttpAsync("GET /clusters/{id}", cluster)).StatusCode.ShouldBe(200);
        using (var emr = lab.Emr())
            await emr.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [cluster] });
        (await PushAsync(lab, done)).Text.ShouldContain("it runs no more steps, and EMR copies its logs by itself");
        (await PushAsync(lab, "none.none.20260101.000000.000000.aaaaa")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task A_cluster_of_others_is_diagnosed_and_also_when_only_its_logs_are_left()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Fails = step => step.Name == "theirs" });
        using var emr = lab.Emr();
        var cluster = (await emr.RunJobFlowAsync(new()
        {
            Name = "by hand", ReleaseLabel = "emr-7.5.0", ServiceRole = "role", JobFlowRole = "profile", LogUri = "s3://lab/their/logs",
            Instances = new() { KeepJobFlowAliveWhenNoSteps = true, MasterInstanceType = "m5.xlarge", InstanceCount = 1 },
        })).JobFlowId;
        await lab.UpAsync();
        var step = (await emr.AddJobFlowStepsAsync(new() { JobFlowId = cluster, Steps = [new() { Name = "theirs", ActionOnFailure = "CONTINUE", HadoopJarStep = new() { Jar = "command-runner.jar", Args = ["false"] } }] })).StepIds[0];
        await lab.QuietAsync();
        await lab.PutAsync($"their/logs/{cluster}/steps/{step}/stderr.gz", Stderr);

        var found = await DiagnoseAsync(lab, cluster);
        (found["step_id"]!.ToString(), found["step_state"]!.ToString(), found["cluster_state"]!.ToString()).ShouldBe((step, "FAILED", "WAITING"));
        found["cause"]!["text"]!.ToString().ShouldContain("no such table");
        found["logs"]!.AsArray().ShouldHaveSingleItem();

        await lab.PutAsync("old/j-FORGOTTEN/steps/s-GOOD/controller", "2026-01-01T05:00:00.123Z INFO waitProcessCompletion ended with exit code 0 : hadoop jar\n");
        await lab.PutAsync("old/j-FORGOTTEN/steps/s-BAD/controller", "2026-01-01T05:00:00.123Z INFO waitProcessCompletion ended with exit code 1 : hadoop jar\n");
        await lab.PutAsync("old/j-FORGOTTEN/steps/s-BAD/stderr", Stderr);
        var forgotten = await DiagnoseAsync(lab, "j-FORGOTTEN", new() { ["log_uri"] = "s3://lab/old/" });
        forgotten["step_id"]!.ToString().ShouldBe("s-BAD");
        forgotten["cluster_state"].ShouldBeNull();
        forgotten["cause"]!["text"]!.ToString().ShouldContain("no such table");
    }

    [Theory]
    [InlineData("j-NONE", null, null, 404, "say in which folder the cluster's own folder is: --log-uri (log_uri)")]
    [InlineData("nothing", null, null, 404, "EMR knows no cluster 'nothing'")]
    [InlineData("j-NONE", "7", null, 400, "'7' is none")]
    [InlineData("j-NONE", null, "/tmp/logs", 400, "log_uri must be the folder of the cluster's LogUri")]
    public async Task A_diagnosis_needs_to_know_what_of_and_where_from(string cluster, string? step, string? logUri, int status, string problem)
    {
        await using var lab = await ServiceLab.StartAsync();
        var query = new Dictionary<string, string>();
        if (step is not null)
            query["step_id"] = step;
        if (logUri is not null)
            query["log_uri"] = logUri;
        var answer = await lab.HttpAsync("GET /clusters/{id}/diagnosis", cluster, query: query);
        answer.StatusCode.ShouldBe(status);
        JsonNode.Parse(answer.Body)!["detail"]!.ToString().ShouldContain(problem);
    }

    private static Task<ServiceLab> FailingLabAsync(bool holdsCopying = false) => ServiceLab.StartAsync(new()
    {
        Fails = step => !IsCopying(step.Name), Holds = step => holdsCopying && IsCopying(step.Name),
    });

    private static bool IsCopying(string step) => step.StartsWith("mrjob: copy the logs of ", StringComparison.Ordinal);

    private static async Task<(string Id, string Cluster, string Step)> FailedAsync(ServiceLab lab, string options)
    {
        var failed = await EndedAsync(lab, $$"""{"input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}], "options": { {{options}} } }""");
        failed["state"]!.ToString().ShouldBe("FAILED");
        return (failed["id"]!.ToString(), failed["cluster_id"]!.ToString(), failed["steps"]![0]!["step_id"]!.ToString());
    }

    private static async Task<JsonNode> AskAsync(ServiceLab lab, string id) =>
        JsonNode.Parse((await lab.HttpAsync("GET /jobs/{id}/logs", id, query: new() { ["refresh"] = "true" })).Body)!;

    private static Task LoggedAsync(ServiceLab lab, string key) => lab.InvokeAsync("CollectLogs", new()
    {
        Source = "aws.s3", Detail = JsonSerializer.SerializeToElement(new { bucket = new { name = "lab" }, @object = new { key } }),
    });

    private static async Task<(int Status, string Text)> PushAsync(ServiceLab lab, string id, bool force = false)
    {
        var answer = await lab.HttpAsync("POST /jobs/{id}/logs/push", id, query: force ? new() { ["force"] = "true" } : null);
        return (answer.StatusCode, JsonNode.Parse(answer.Body)!["detail"]?.ToString() ?? "");
    }

    private static async Task<JsonNode> DiagnoseAsync(ServiceLab lab, string cluster, Dictionary<string, string>? query = null)
    {
        var answer = await lab.HttpAsync("GET /clusters/{id}/diagnosis", cluster, query: query);
        answer.StatusCode.ShouldBe(200, answer.Body);
        return JsonNode.Parse(answer.Body)!;
    }
}
