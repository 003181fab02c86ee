using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;
using MrJob.Core.Housekeeping;
using MrJob.Core.Jobs;
using MrJob.Core.Pools;

namespace MrJob.Functions.Tests.Service;

/// <summary>The sweep over real HTTP: each kind of cluster in each scope, dry runs, EMR's answers to a batch, and 500 clusters within EMR's quotas.</summary>
public class SweepTests(ITestOutputHelper output)
{
    private const string Managed = """
        bootstrapping: not_up is BOOTSTRAPPING
        exempt: protected has the tag mrjob:exempt
        foreign: out_of_scope was not started by this service
        foreign pooled: out_of_scope was not started by this service
        leased: protected is under the lease of somebody
        pending: IDLE has been idle for 61 minutes, its limit is 10
        pooled: IDLE has been idle for 61 minutes, its limit is 10
        protected: protected is protected from termination
        running: busy has job
        unpooled: IDLE has been idle for 61 minutes, its limit is 10
        """;

    private const string Pooled = """
        bootstrapping: not_up is BOOTSTRAPPING
        exempt: out_of_scope is in no pool
        foreign: out_of_scope is in no pool
        foreign pooled: IDLE has been idle for 61 minutes, its limit is 60
        leased: protected is under the lease of somebody
        pending: out_of_scope is in no pool
        pooled: IDLE has been idle for 61 minutes, its limit is 10
        protected: out_of_scope is in no pool
        running: busy has job
        unpooled: out_of_scope is in no pool
        """;

    private const string All = """
        bootstrapping: not_up is BOOTSTRAPPING
        exempt: protected has the tag mrjob:exempt
        foreign: IDLE has been idle for 61 minutes, its limit is 60
        foreign pooled: IDLE has been idle for 61 minutes, its limit is 60
        leased: protected is under the lease of somebody
        pending: IDLE has been idle for 61 minutes, its limit is 10
        pooled: IDLE has been idle for 61 minutes, its limit is 10
        protected: protected is protected from termination
        running: busy has job
        unpooled: IDLE has been idle for 61 minutes, its limit is 10
        """;

    [Theory]
    [InlineData("managed", Managed)]
    [InlineData("pooled", Pooled)]
    [InlineData("all", All)]
    public async Task Each_kind_of_cluster_has_its_verdict_in_each_scope_and_a_dry_run_says_the_same_and_changes_nothing(string scope, string verdicts)
    {
        await using var lab = await ServiceLab.StartAsync(new() { Holds = step => step.Name.Contains("Step 1 of 1", StringComparison.Ordinal) }, startup: TimeSpan.FromMinutes(4));
        var clusters = await ClustersOfEachKindAsync(lab);
        var before = lab.Objects("").ToList();
        var dry = await SweepAsync(lab, $$"""{"scope": "{{scope}}", "dry_run": true}""");
        Told(dry, clusters).ShouldBe(Lines(verdicts.Replace("IDLE", "idle", StringComparison.Ordinal)));
        lab.Objects("").ShouldBe(before);
        (await lab.ClustersAsync()).ShouldAllBe(c => !c.Status.State.Value.StartsWith("TERMINAT"));

        var real = await SweepAsync(lab, $$"""{"scope": "{{scope}}"}""");
        Told(real, clusters).ShouldBe(Lines(verdicts.Replace("IDLE", "terminated", StringComparison.Ordinal)));
        (await lab.ClustersAsync()).Where(c => c.Status.State.Value.StartsWith("TERMINAT", StringComparison.Ordinal)).Select(c => clusters[c.Id])
            .ShouldBe(Lines(verdicts).Where(v => v.Contains("IDLE", StringComparison.Ordinal)).Select(v => v.Split(':')[0]), ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"pool_name": "etl"}""", "pooled")]
    [InlineData("""{"pooled_only": true}""", "pooled")]
    [InlineData("""{"unpooled_only": true}""", "pending unpooled")]
    [InlineData("""{"idle_minutes": 62}""", "")]
    [InlineData("""{"scope": "all", "idle_minutes": 60, "unpooled_only": true}""", "foreign pending unpooled")]
    public async Task Filters_leave_clusters_out(string body, string terminated)
    {
        await using var lab = await ServiceLab.StartAsync(new() { Holds = step => step.Name.Contains("Step 1 of 1", StringComparison.Ordinal) }, startup: TimeSpan.FromMinutes(4));
        var clusters = await ClustersOfEachKindAsync(lab);
        var answer = await SweepAsync(lab, body);
        string.Join(' ', answer["clusters"]!.AsArray().Where(c => c!["outcome"]!.ToString() == "terminated").Select(c => clusters[c!["cluster_id"]!.ToString()]).Order(StringComparer.Ordinal))
            .ShouldBe(terminated);
    }

    [Theory]
    [InlineData("""{"scop": "all"}""", "$.scop")]
    [InlineData("""{"scope": "everything"}""", "$.scope")]
    [InlineData("""{"idle_minutes": -1}""", "$.idle_minutes")]
    [InlineData("""{"pooled_only": true, "unpooled_only": true}""", "$.unpooled_only")]
    [InlineData("""[]""", "$")]
    public async Task A_body_that_is_wrong_sweeps_nothing(string body, string path)
    {
        await using var lab = await ServiceLab.StartAsync();
        var answer = await lab.HttpAsync("POST /clusters/terminate-idle", body: body);
        answer.StatusCode.ShouldBe(400);
        JsonNode.Parse(answer.Body)!["faults"]![0]!["path"]!.ToString().ShouldBe(path);
        lab.Network.EmrCalls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ValidationException", 0)]
    [InlineData("ThrottlingException", 0)]
    public async Task A_batch_that_EMR_refuses_is_reported_cluster_by_cluster_and_can_be_joined_and_swept_again(string code, int terminated)
    {
        await using var lab = await ServiceLab.StartAsync();
        for (var i = 0; i < 3; i++)
            await PoolJobs.StartClusterAsync(lab, "\"max_clusters_in_pool\": 3");
        await lab.UpAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(30));
        lab.Network.Refusal = (call, _) => call == "TerminateJobFlows" ? (code, "not these") : null;
        var answer = await SweepAsync(lab, "{}");
        answer["clusters"]!.AsArray().Count(c => c!["outcome"]!.ToString() == "terminated").ShouldBe(terminated);
        answer["clusters"]!.AsArray().ShouldAllBe(c => c!["reason"]!.ToString().EndsWith("but was not terminated: not these"));
        lab.Network = new(CallFault.DeathBefore, atCall: 0);
        (await SweepAsync(lab, "{}"))["counts"]!["terminated"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task When_the_answer_to_a_batch_is_lost_each_cluster_is_asked_for()
    {
        await using var lab = await ServiceLab.StartAsync(faults: new MrJob.Local.Emr.EmrFaults().Add("TerminateJobFlows", new(MrJob.Local.Emr.EmrFaultKind.LostAnswer)));
        for (var i = 0; i < 3; i++)
            await PoolJobs.StartClusterAsync(lab, "\"max_clusters_in_pool\": 3");
        await lab.UpAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(30));
        (await SweepAsync(lab, "{}"))["counts"]!["terminated"]!.GetValue<int>().ShouldBe(3);
        lab.Keys("clusters/").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_scheduled_sweep_tells_CloudWatch_what_it_did()
    {
        await using var lab = await ServiceLab.StartAsync();
        for (var i = 0; i < 2; i++)
            await PoolJobs.StartClusterAsync(lab, i == 0 ? "\"max_mins_idle\": 5" : "\"max_mins_idle\": 500");
        await lab.UpAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(30));
        await lab.TerminateIdleAsync();

        var line = JsonNode.Parse(lab.Metrics.ShouldHaveSingleItem())!;
        var metrics = line["_aws"]!["CloudWatchMetrics"]!.AsArray().ShouldHaveSingleItem()!;
        metrics["Namespace"]!.ToString().ShouldBe("MrJob");
        foreach (var name in metrics["Dimensions"]!.AsArray().SelectMany(d => d!.AsArray()).Select(d => d!.ToString()))
            line[name]!.ToString().ShouldBe("lab");
        metrics["Metrics"]!.AsArray().ToDictionary(m => m!["Name"]!.ToString(), m => line[m!["Name"]!.ToString()]!.GetValue<int>()).ShouldBe(
            new Dictionary<string, int> { ["TerminatedClusters"] = 1, ["ProtectedClusters"] = 0, ["FailedTerminations"] = 0 }, ignoreOrder: true);
        line["_aws"]!["Timestamp"]!.GetValue<long>().ShouldBe(lab.Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Five_hundred_clusters_are_swept_within_EMRs_quotas_and_in_turn()
    {
        const int all = 500, idle = 20;
        await using var lab = await ServiceLab.StartAsync(quotas: true);
        await FiveHundredAsync(lab, idle);
        await using (var host = lab.Process("terminate-idle"))
        {
            lab.Network.EmrCalls.Clear();
            var (watch, started) = (Stopwatch.StartNew(), lab.Time.GetUtcNow());
            var report = await host.Get<IdleSweep>().SweepOnAsync(new(), default);
            report.Count(SweepOutcome.Terminated).ShouldBe(idle);
            Write($"{all} clusters, {idle} of them idle", lab, started, watch);
            lab.Network.EmrCalls["ListClusters"].ShouldBe(10);
            lab.Network.EmrCalls.Values.Sum().ShouldBeLessThanOrEqualTo(10 + (2 * idle) + 2);
        }

        lab.Time.Advance(TimeSpan.FromDays(2));
        lab.Network.EmrCalls.Clear();
        var looked = new List<string>();
        lab.Network.BeforeEmr = (call, body) =>
        {
            if (call == "DescribeCluster")
                looked.Add(body["ClusterId"]!.ToString());
            return Task.CompletedTask;
        };
        var (rest, begun, sweeps, left) = (Stopwatch.StartNew(), lab.Time.GetUtcNow(), 0, all - idle);
        while (left > 0)
        {
            (++sweeps).ShouldBeLessThan(40);
            await using var host = lab.Process("terminate-idle");
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(890), lab.Time); // a Lambda's 15 minutes
            left -= (await host.Get<IdleSweep>().SweepOnAsync(new(), deadline.Token)).Count(SweepOutcome.Terminated);
        }
        Write($"{all - idle} idle clusters, in {sweeps} sweeps of 15 minutes", lab, begun, rest);
        looked.Distinct().Count().ShouldBe(all - idle);
    }

    private void Write(string what, ServiceLab lab, DateTimeOffset started, Stopwatch watch) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{what}: {lab.Network.EmrCalls.Values.Sum()} EMR calls ({string.Join(", ", lab.Network.EmrCalls.OrderByDescending(c => c.Value).Select(c => $"{c.Key} {c.Value}"))}), {(lab.Time.GetUtcNow() - started).TotalMinutes:0.0} minutes of EMR's time, {watch.Elapsed.TotalSeconds:0.0} s of ours"));

    /// <summary>So many clusters that may idle for ten minutes, the rest for a day; all have idled for half an hour.</summary>
    private static async Task FiveHundredAsync(ServiceLab lab, int idle)
    {
        await using var host = lab.Process();
        var directory = host.Get<ClusterDirectory>();
        using var emr = lab.Emr();
        for (var i = 0; i < 500; i++)
        {
            lab.Time.Advance(TimeSpan.FromSeconds(2)); // EMR's quota for RunJobFlow
            var request = new RunJobFlowRequest
            {
                Name = JobId.Create("many", "ann", lab.Time.GetUtcNow()), ReleaseLabel = "emr-7.5.0", ServiceRole = "role", JobFlowRole = "profile",
                Tags = [new() { Key = ClusterTags.Stack, Value = "lab" }, new() { Key = ClusterTags.MaxMinsIdle, Value = i < idle ? "10" : "1440" }],
                Instances = new() { KeepJobFlowAliveWhenNoSteps = true, MasterInstanceType = "m5.xlarge", InstanceCount = 1 },
            };
            var id = (await emr.RunJobFlowAsync(request)).JobFlowId;
            await directory.AddAsync(
                new() { ClusterId = id, Name = request.Name, Created = lab.Time.GetUtcNow(), Persistent = true, MaxMinsIdle = i < idle ? 10 : 1440, State = "WAITING", Shape = new(), Seen = lab.Time.GetUtcNow() }, default);
        }
        lab.Time.Advance(TimeSpan.FromMinutes(30));
    }

    /// <summary>Clusters, by id, with what each is; all but one have idled, or run, for an hour.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> ClustersOfEachKindAsync(ServiceLab lab)
    {
        var clusters = new Dictionary<string, string>
        {
            [await PoolJobs.StartClusterAsync(lab, "\"pool_name\": \"etl\"")] = "pooled",
            [await PoolJobs.StartClusterAsync(lab, "\"pool_name\": \"busy\"")] = "running",
            [await PoolJobs.StartClusterAsync(lab, "\"pool_name\": \"held\"")] = "leased",
            [await UnpooledAsync(lab)] = "unpooled",
            [await UnpooledAsync(lab)] = "pending",
            [await UnpooledAsync(lab, new Tag { Key = ClusterTags.Exempt, Value = "yes" })] = "exempt",
            [await UnpooledAsync(lab)] = "protected",
            [await ForeignAsync(lab)] = "foreign",
            [await ForeignAsync(lab, new Tag { Key = ClusterTags.Pool, Value = "theirs" })] = "foreign pooled",
        };
        var ids = clusters.ToDictionary(c => c.Value, c => c.Key);
        lab.Time.Advance(TimeSpan.FromMinutes(4));
        await lab.UpAsync();
        var pending = ids["pending"];
        using (var emr = lab.Emr())
        {
            await emr.SetTerminationProtectionAsync(new() { JobFlowIds = [ids["protected"]], TerminationProtected = true });
            await emr.AddJobFlowStepsAsync(new() { JobFlowId = pending, Steps = [new() { Name = "never started", HadoopJarStep = new() { Jar = "command-runner.jar", Args = ["true"] } }] });
        }
        await PoolJobs.SubmitAsync(lab, PoolJobs.Job("\"pool_name\": \"busy\""), 1);
        await lab.SelectPoolAsync();
        lab.Time.Advance(TimeSpan.FromMinutes(59));
        clusters[await UnpooledAsync(lab)] = "bootstrapping";
        lab.Time.Advance(TimeSpan.FromMinutes(2));
        while (!(await lab.ClustersAsync()).Any(c => c.Status.State.Value == "BOOTSTRAPPING"))
            await Task.Yield(); // the local EMR goes on by itself
        await using var host = lab.Process();
        (await host.Get<LeaseBook>().AcquireAsync(ids["leased"], "somebody", LeasePurpose.Join, default)).ShouldNotBeNull();
        // The local EMR starts every step; one that never starts any looks like this.
        lab.Network.Retold = (call, answer) => call == "ListSteps" ? Unstarted(answer, "never started") : answer;
        return clusters;
    }

    private static string Unstarted(string answer, string name)
    {
        var steps = JsonNode.Parse(answer)!;
        foreach (var step in (steps["Steps"] as JsonArray ?? []).Where(s => s!["Name"]!.ToString() == name))
        {
            step!["Status"]!["State"] = "PENDING";
            step["Status"]!["Timeline"]!.AsObject().Remove("StartDateTime");
            step["Status"]!["Timeline"]!.AsObject().Remove("EndDateTime");
        }
        return steps.ToJsonString();
    }

    private static async Task<string> UnpooledAsync(ServiceLab lab, Tag? tag = null)
    {
        var answer = await lab.CreateAsync("\"max_mins_idle\": 10");
        answer.StatusCode.ShouldBe(202, answer.Body);
        var id = JsonNode.Parse(answer.Body)!["id"]!.ToString();
        if (tag is not null)
        {
            using var emr = lab.Emr();
            await emr.AddTagsAsync(new() { ResourceId = id, Tags = [tag] });
        }
        return id;
    }

    private static async Task<string> ForeignAsync(ServiceLab lab, params Tag[] tags)
    {
        using var emr = lab.Emr();
        return (await emr.RunJobFlowAsync(new()
        {
            Name = "somebody's", ReleaseLabel = "emr-7.5.0", ServiceRole = "role", JobFlowRole = "profile", Tags = [.. tags],
            Instances = new() { KeepJobFlowAliveWhenNoSteps = true, MasterInstanceType = "m5.xlarge", InstanceCount = 1 },
        })).JobFlowId;
    }

    private static async Task<JsonObject> SweepAsync(ServiceLab lab, string body)
    {
        var answer = await lab.HttpAsync("POST /clusters/terminate-idle", body: body);
        answer.StatusCode.ShouldBe(200, answer.Body);
        return JsonNode.Parse(answer.Body)!.AsObject();
    }

    private static IReadOnlyList<string> Told(JsonObject answer, IReadOnlyDictionary<string, string> clusters) => [.. answer["clusters"]!.AsArray()
        .Select(c => $"{clusters[c!["cluster_id"]!.ToString()]}: {c["outcome"]} {c["reason"]}")
        .Select(line => line.StartsWith("running: busy has job", StringComparison.Ordinal) ? "running: busy has job" : line).Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Lines(string text) => [.. text.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).Order(StringComparer.Ordinal)];
}
