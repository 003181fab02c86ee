using System.Text.Json.Nodes;
using MrJob.Core.Jobs;

namespace MrJob.Functions.Tests.Service;

/// <summary>Following many jobs when the time of an invocation is not enough for all.</summary>
public class TrackingTests
{
    [Fact]
    public async Task What_was_not_looked_at_this_time_is_looked_at_first_next_time()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        await PoolJobs.SubmitAsync(lab, """{"input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}]}""", 3);
        await lab.SelectPoolAsync();

        var looked = new List<string>();
        using var timeIsUp = new CancellationTokenSource();
        lab.Network.BeforeEmr = (call, body) =>
        {
            if (call == "ListSteps")
                looked.Add(body["ClusterId"]!.ToString());
            return looked.Count == 2 ? timeIsUp.CancelAsync() : Task.CompletedTask;
        };
        await using var host = lab.Process();
        (await host.Get<Tracker>().TrackAsync(null, null, timeIsUp.Token)).Looked.ShouldBe(1);
        var (first, second) = (looked[0], looked[1]);
        looked.Clear();
        await lab.TrackJobsAsync();

        looked.Count.ShouldBe(3);
        looked[0].ShouldBe(second, "it was cut off");
        looked[2].ShouldBe(first, "it had its turn");
    }

    [Fact]
    public async Task A_cluster_that_takes_all_of_the_time_does_not_do_so_every_time()
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        await PoolJobs.SubmitAsync(lab, """{"input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}]}""", 2);
        await lab.SelectPoolAsync();

        var looked = new List<string>();
        for (var invocation = 0; invocation < 2; invocation++)
        {
            using var timeIsUp = new CancellationTokenSource();
            lab.Network.BeforeEmr = (call, body) =>
            {
                if (call == "ListSteps")
                    looked.Add(body["ClusterId"]!.ToString());
                return timeIsUp.CancelAsync();
            };
            await using var host = lab.Process();
            (await host.Get<Tracker>().TrackAsync(null, null, timeIsUp.Token)).Looked.ShouldBe(0);
        }
        looked.Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData(20, 2)] // ten ids a call
    [InlineData(60, 2)] // fifty a page
    public async Task Many_jobs_on_one_cluster_are_looked_at_in_few_calls(int count, int calls)
    {
        await using var lab = await ServiceLab.StartAsync(new() { Hold = true });
        var cluster = JsonNode.Parse((await lab.CreateAsync("")).Body)!["id"]!.ToString();
        await lab.UpAsync();
        await PoolJobs.SubmitAsync(
            lab, $$"""{"input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}], "options": {"cluster_id": "{{cluster}}"} }""", count);
        await lab.SelectPoolAsync();
        lab.Network.EmrCalls.Clear();
        await lab.TrackJobsAsync();
        lab.Network.EmrCalls["ListSteps"].ShouldBe(calls);
    }
}
