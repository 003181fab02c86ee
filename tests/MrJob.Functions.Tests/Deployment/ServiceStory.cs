using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;
using MrJob.Functions.Tests.Service;
using static MrJob.Functions.Tests.Service.PoolJobs;

namespace MrJob.Functions.Tests.Deployment;

/// <summary>Has all handlers do what they ever do, over the days of a busy service. The users' data are in the bucket <c>lab</c>, all else is in the stack's own.</summary>
internal sealed class ServiceStory(ServiceLab lab)
{
    private const string Work = "mrjob-workbucket";
    private const string Conf = "mrjob-confbucket";
    private const string Stderr = "Exception in thread \"main\" java.lang.IllegalStateException: no such table\n\tat com.example.Main.main(Main.java:3)\n";

    /// <summary>Steps fail, unless their job is named otherwise; those of one named <c>held</c> go on until they are cancelled.</summary>
    public static StepsOnDemand Failing() => new() { Fails = s => !s.Name.StartsWith("mrjob:", StringComparison.Ordinal) && !s.Name.StartsWith("good", StringComparison.Ordinal), Holds = s => s.Name.StartsWith("held", StringComparison.Ordinal) };

    /// <summary>Jobs of all kinds end well, uploads start some, people look at everything.</summary>
    public async Task GoodDaysAsync()
    {
        await PutAsync(Work, "boot2.sh", "true\n");
        await PutAsync(Conf, "mrjob.conf", "runners: {emr: {owner: conf}}");
        foreach (var bucket in (string[])[Work, "lab"])
            await PutAsync(bucket, "boot.sh", "true\n");
        await lab.PutAsync("in/a", "x\n");
        var plain = (await EndedAsync(lab, Job("in", "\"setup\": [\"true\"]", manifest: true)))["id"]!.ToString();
        foreach (var tmp in (string[])["", "\"cloud_tmp_dir\": \"s3://lab/tmp/\", "])
            await EndedWithScratchAsync(tmp, Job("in", $$"""{{tmp}}"setup": ["true"], "pool_clusters": true, "pool_name": "p{{tmp.Length}}", "cleanup": ["TMP", "LOGS"], "bootstrap": ["sh s3://lab/boot.sh#", "sh s3://{{Work}}/boot.sh#"]""", steps: 2, manifest: tmp.Length > 0));
        await ForgetClustersAsync();
        await EndedAsync(lab, Job("in", "\"bootstrap\": [\"true\"], \"instance_fleets\": [{\"InstanceFleetType\": \"MASTER\", \"TargetOnDemandCapacity\": 1, \"InstanceTypeConfigs\": [{\"InstanceType\": \"m5.xlarge\"}]}], \"pool_clusters\": true, \"pool_name\": \"fleets\""));
        await ForgetClustersAsync();
        var pooled = (await EndedAsync(lab, Job("in", "\"pool_clusters\": true, \"pool_name\": \"last\"")))["id"]!.ToString();
        await lab.HttpAsync("POST /jobs/{id}/logs/push", pooled);
        await lab.QuietAsync();
        await ForgetClustersAsync();
        await lab.TerminateIdleAsync();
        await ReadAsync(plain);
        await UploadsAsync();
        await ClustersAsync();
        await ForgetClustersAsync();
        for (var i = 0; i < 4; i++)
        {
            lab.Time.Advance(TimeSpan.FromMinutes(20));
            await lab.TickAsync();
            await lab.TerminateIdleAsync();
        }
    }

    /// <summary>Jobs fail, hang, are cancelled and lose their clusters; logs are copied, read and removed.</summary>
    public async Task BadDaysAsync()
    {
        await lab.PutAsync("in/a", "x\n");
        foreach (var (tmp, bucket) in ((string, string)[])[("", Work), ("\"cloud_tmp_dir\": \"s3://lab/\", ", "lab")])
        {
            var failed = await EndedAsync(lab, Job("in", $$"""{{tmp}}"pool_clusters": true, "pool_name": "p{{tmp.Length}}", "cleanup_on_failure": ["LOGS"]""", label: "bad"));
            await PutAsync(bucket, $"logs/{failed["cluster_id"]}/steps/{failed["steps"]![0]!["step_id"]}/stderr", Stderr);
            await lab.HttpAsync("GET /jobs/{id}/logs", failed["id"]!.ToString(), query: new() { ["refresh"] = "true" });
            await lab.HttpAsync("GET /clusters/{id}/diagnosis", failed["cluster_id"]!.ToString());
            await lab.HttpAsync("POST /jobs/{id}/logs/push", failed["id"]!.ToString());
            await lab.QuietAsync();
            await lab.CollectLogsAsync();
            lab.Time.Advance(TimeSpan.FromMinutes(15));
            await lab.CollectLogsAsync();
        }
        foreach (var options in (string[])["", "\"pool_clusters\": true"])
            await CancelAsync(options);
        await WithCleanupAsync();
        await LosingClustersAsync();
    }

    private async Task ReadAsync(string id)
    {
        foreach (var route in (string[])["GET /", "GET /options", "GET /jobs", "GET /pools", "GET /clusters", "GET /usage", "GET /uploads", "GET /openapi.json"])
            await lab.HttpAsync(route);
        foreach (var route in (string[])["GET /jobs/{id}", "GET /jobs/{id}/logs", "GET /jobs/{id}/output"])
            await lab.HttpAsync(route, id);
        await lab.HttpAsync("GET /jobs", query: new() { ["longer_than_hours"] = "0" });
        await lab.HttpAsync("GET /pools/{name}", "p0");
        await lab.HttpAsync("POST /pools/{name}/explain", "p0", Job("in", $"\"bootstrap\": [\"sh s3://lab/boot.sh#\", \"sh s3://{Work}/boot2.sh#\"]"));
    }

    private async Task UploadsAsync()
    {
        await PutAsync(Conf, "uploads.yaml", "rules: [{name: up, bucket: lab, key: 'in/{x}', job: {input: ['{object}'], options: {setup: ['true'], cloud_tmp_dir: 's3://lab/tmp/', pool_clusters: true, bootstrap: ['sh s3://lab/boot.sh#', 'sh s3://mrjob-workbucket/boot.sh#']}, steps: [{type: streaming, mapper: cat}]}}, {name: own, key: 'incoming/*', job: {input: ['{object}'], options: {setup: ['true']}, steps: [{type: streaming, mapper: cat}]}}]");
        await PutAsync(Work, "incoming/a", "x\n");
        await PutAsync(Work, "incoming/c", "x\n");
        await lab.PutAsync("in/b", "x\n");
        foreach (var (bucket, key) in ((string, string)[])[("lab", "in/a"), (Work, "incoming/a"), (Work, "incoming/gone"), ("lab", "in/gone"), ("lab", "in/gone"), (Work, "incoming/missing")])
            await lab.InvokeAsync("LaunchOnUpload", Event(bucket, key));
        foreach (var key in (string[])["incoming/gone", "in/gone"])
            await PutAsync(key.StartsWith("incoming", StringComparison.Ordinal) ? Work : "lab", key, "x\n");
        await lab.HttpAsync("POST /uploads/check", body: "{\"text\": \"rules: []\"}");
        await lab.HttpAsync("POST /uploads/test", body: "{\"key\": \"incoming/a\"}");
        foreach (var failed in JsonNode.Parse((await lab.HttpAsync("GET /uploads/failed")).Body)!["failed"]!.AsArray())
            await lab.HttpAsync(failed!["object"]!.ToString().EndsWith("missing", StringComparison.Ordinal) ? "DELETE /uploads/failed/{id}" : "POST /uploads/failed/{id}/replay", failed["id"]!.ToString());
        for (var i = 0; i < 3; i++)
            await lab.TickAsync();
        await lab.QuietAsync();
    }

    private async Task ClustersAsync()
    {
        var options = $"\"pool_clusters\": true, \"setup\": [\"true\"], \"bootstrap\": [\"sh s3://lab/boot.sh#\", \"sh s3://{Work}/boot.sh#\"]";
        var own = JsonNode.Parse((await lab.CreateAsync(options)).Body)!["id"]!.ToString();
        var elsewhere = JsonNode.Parse((await lab.CreateAsync(options + ", \"cloud_tmp_dir\": \"s3://lab/tmp/\"")).Body)!["id"]!.ToString();
        await lab.CreateAsync("\"instance_fleets\": [{\"InstanceFleetType\": \"MASTER\", \"TargetOnDemandCapacity\": 1, \"InstanceTypeConfigs\": [{\"InstanceType\": \"m5.xlarge\"}]}], \"pool_clusters\": true");
        await lab.UpAsync();
        await lab.HttpAsync("GET /clusters/{id}", own);
        await lab.HttpAsync("GET /clusters/{id}/diagnosis", own, query: new() { ["log_uri"] = "s3://lab/logs/" });
        await lab.HttpAsync("DELETE /clusters/{id}", elsewhere);
        lab.Time.Advance(TimeSpan.FromHours(3));
        await ForgetClustersAsync();
        await lab.HttpAsync("POST /clusters/terminate-idle", body: "{\"scope\": \"all\"}");
    }

    private async Task CancelAsync(string options)
    {
        foreach (var ticks in (int[])[0, 3])
        {
            var id = (await SubmitAsync(lab, Job("in", options, label: "held"), 1))[0];
            for (var i = 0; i < ticks; i++)
            {
                await lab.TickAsync();
                await Task.Yield();
            }
            await lab.HttpAsync("DELETE /jobs/{id}", id);
            await lab.TrackJobsAsync();
            await lab.EndAsync(id);
        }
    }

    /// <summary>A job that ends takes its cluster with it; one that waits is closed by the placing.</summary>
    private async Task WithCleanupAsync()
    {
        await EndedAsync(lab, Job("in", "\"pool_clusters\": true, \"pool_name\": \"gone\", \"cleanup\": [\"CLUSTER\"]", label: "good"));
        await SubmitAsync(lab, Job("in", "\"pool_clusters\": true, \"pool_name\": \"full\", \"max_clusters_in_pool\": 0, \"pool_timeout_minutes\": 1", label: "good"), 1);
        lab.Time.Advance(TimeSpan.FromMinutes(5));
        await lab.TickAsync();
    }

    private async Task LosingClustersAsync()
    {
        var id = (await SubmitAsync(lab, Job("in", "\"pool_clusters\": true, \"pool_name\": \"lost\"", label: "held"), 1))[0];
        await lab.TickAsync();
        await lab.UpAsync();
        await lab.TickAsync();
        using var emr = lab.Emr();
        if ((await lab.JobAsync(id))["cluster_id"]?.ToString() is { } cluster)
            await emr.TerminateJobFlowsAsync(new TerminateJobFlowsRequest { JobFlowIds = [cluster] });
        for (var i = 0; i < 3; i++)
            await lab.TickAsync();
        lab.Steps.LetGo();
        await lab.TerminateIdleAsync();
    }

    private static string Job(string input, string options, int steps = 1, bool manifest = false, string label = "good") => $$"""
        {"label": "{{label}}", "owner": "ann", "input": ["s3://lab/{{input}}"],
         "steps": [{{string.Join(',', Enumerable.Range(0, steps).Select(i => $$"""{"type": "streaming", "mapper": "cat"{{(manifest && i == 0 ? ", \"input_manifest\": true" : "")}}}"""))}}],
         "options": { {{options}} } }
        """;

    /// <summary>Its steps leave something for each other; and who placed it has died before it was out of the queue, so that the placing closes it once more.</summary>
    private async Task EndedWithScratchAsync(string tmp, string body)
    {
        var id = (await SubmitAsync(lab, body, 1))[0];
        var (bucket, folder) = tmp.Length > 0 ? ("lab", "tmp/") : (Work, "");
        var scratch = $"{folder}{id}/step-output/1/part-00000";
        await PutAsync(bucket, scratch, "x\n");
        await lab.EndAsync(id);
        await PutAsync(bucket, scratch, "x\n");
        await PutAsync("mrjob-statebucket", $"state/queue/00000000000000001-{id}", "");
        await lab.SelectPoolAsync();
    }

    /// <summary>The inventory is lost: EMR is asked what there is.</summary>
    private async Task ForgetClustersAsync()
    {
        using var s3 = lab.S3();
        foreach (var record in (await s3.ListObjectsV2Async(new() { BucketName = "mrjob-statebucket", Prefix = "state/clusters/" })).S3Objects ?? [])
            await s3.DeleteObjectAsync("mrjob-statebucket", record.Key);
    }

    private async Task PutAsync(string bucket, string key, string text)
    {
        using var s3 = lab.S3();
        await s3.PutObjectAsync(new() { BucketName = bucket, Key = key, ContentBody = text });
    }

    private static EventEnvelope Event(string bucket, string key) => new()
    {
        Source = "aws.s3", DetailType = "Object Created", Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Detail = JsonSerializer.SerializeToElement(new { bucket = new { name = bucket }, @object = new { key, etag = "e", size = 2, sequencer = "1" } }),
    };
}
