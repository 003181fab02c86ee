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
}
