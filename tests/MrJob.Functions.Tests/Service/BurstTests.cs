using System.Diagnostics;
using System.Globalization;
using Amazon.ElasticMapReduce.Model;

namespace MrJob.Functions.Tests.Service;

/// <summary>Many jobs at once, on an EMR that enforces its quotas; they are refilled by the test's own clock, which waiting moves.</summary>
public class BurstTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_thousand_jobs_at_once_all_end_and_none_fails_from_rate()
    {
        const int jobs = 1_000;
        await using var lab = await ServiceLab.StartAsync(quotas: true);
        var body = PoolJobs.Job("\"max_clusters_in_pool\": 40, \"check_input_paths\": false, \"read_logs\": false");
        var started = lab.Time.GetUtcNow();
        var watch = Stopwatch.StartNew();
        var ids = await PoolJobs.SubmitAsync(lab, body, jobs);
        output.WriteLine($"submitted in {watch.Elapsed.TotalSeconds:0.0} s");
        for (var ticks = 0; lab.Keys("queue/").Count + lab.Keys("active/").Count > 0; ticks++)
        {
            ticks.ShouldBeLessThan(500);
            await lab.TickAsync();
        }
        var states = new Dictionary<string, int>();
        foreach (var id in ids)
        {
            var state = (await lab.JobAsync(id))["state"]!.ToString();
            states[state] = states.GetValueOrDefault(state) + 1;
        }
        states.ShouldBe(new Dictionary<string, int> { ["COMPLETED"] = jobs });
        var calls = lab.Network.EmrCalls;
        var perJob = calls.Values.Sum() / (double)jobs;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{jobs} jobs: {perJob:0.00} EMR calls a job ({string.Join(", ", calls.OrderByDescending(c => c.Value).Select(c => $"{c.Key} {c.Value}"))}); {(lab.Time.GetUtcNow() - started).TotalMinutes:0} minutes of EMR's time, {watch.Elapsed.TotalSeconds:0} s of ours"));
        perJob.ShouldBeLessThan(5);
        using var emr = lab.Emr();
        lab.Time.Advance(TimeSpan.FromMinutes(10)); // the test's own calls count, too
        (await emr.ListClustersAsync(new ListClustersRequest())).Clusters.Count.ShouldBeLessThanOrEqualTo(40);
    }

    [Fact]
    public async Task Eight_jobs_that_start_together_on_eight_idle_clusters_all_join_a_different_one()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        for (var i = 0; i < 8; i++)
            (await lab.CreateAsync("\"pool_clusters\": true")).StatusCode.ShouldBe(202);
        await lab.UpAsync();
        var ids = await PoolJobs.SubmitAsync(lab, PoolJobs.Job(), 8);
        lab.Network = new(CallFault.DeathBefore, atCall: 0);
        // Eight drains at once, as eight events without reserved concurrency would start.
        await Task.WhenAll(ids.Select(_ => lab.SelectPoolAsync()));
        await lab.SelectPoolAsync(); // what they left to each other
        var clusters = new HashSet<string>();
        foreach (var id in ids)
            clusters.Add((await lab.JobAsync(id))["cluster_id"]!.ToString());
        clusters.Count.ShouldBe(8);
        (await lab.ClustersAsync()).Count.ShouldBe(8);
        output.WriteLine($"EMR calls: {string.Join(", ", lab.Network.EmrCalls.Select(c => $"{c.Key} {c.Value}"))}");
    }
}
