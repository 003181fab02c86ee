namespace MrJob.Functions.Tests.Model;

/// <summary>
/// Every way in which a sweep and another handler can come between each other with up to two switches, the first stopping after each of its calls, the
/// other after each of its own, and either dying there: no job is lost, no step loses its cluster, no change is made without the lease.
/// </summary>
public class SweepModelTests(ITestOutputHelper output)
{
    private static readonly Story OneCluster = new(Jobs: 2, Steps: 2, Processes: 2, Level: 1, Limit: 3, WaitMinutes: 0, UnfairCalls: 0, Cancels: false);

    [Theory]
    [InlineData("SelectPool", 1)]
    [InlineData("TrackJobs", 2)]
    public void A_sweep_terminates_no_cluster_that_a_job_joins_whenever_either_stops_or_dies(string handler, int level)
    {
        var story = OneCluster with { Level = level };
        var (schedules, joined, swept) = (0, 0, 0);
        foreach (var (first, second) in (IEnumerable<(string, string)>)[(handler, "TerminateIdle"), ("TerminateIdle", handler)])
            foreach (var death in Enum.GetValues<Death>())
                for (var calls = 0; ; calls++)
                {
                    var others = 0;
                    while (Play(story, first, second, calls, others, death, out var isWhole, out var clusters))
                    {
                        schedules++;
                        _ = clusters == 1 ? joined++ : swept++;
                        if (isWhole)
                            break; // the second handler had ended before it could be stopped
                        others++;
                    }
                    if (others == 0)
                        break; // and so had the first
                }
        output.WriteLine($"{handler}, {level} steps at once: {schedules} schedules; in {joined} the job went on where it was or joined, in {swept} another cluster was started");
        schedules.ShouldBeGreaterThan(500);
        joined.ShouldBeGreaterThan(0);
        if (handler == "SelectPool")
            swept.ShouldBeGreaterThan(0);
    }

    /// <summary>Plays one schedule. False when the first handler makes no more than so many calls.</summary>
    private static bool Play(Story story, string first, string second, int calls, int others, Death death, out bool isWhole, out int clusters)
    {
        var (told, whole) = (true, false);
        var world = new ModelWorld(0, story);
        world.Play(w =>
        {
            Prepare(w, story, betweenSteps: first == "TrackJobs" || second == "TrackJobs");
            var (a, b) = (w.NewProcess(), w.NewProcess());
            a.Start(first);
            for (var i = 0; i < calls; i++)
                told &= w.LetCall(a);
            if (!told)
                return;
            b.Start(second);
            for (var i = 0; i < others; i++)
                whole |= !w.LetCall(b);
            a.IsDead = death == Death.OfFirst;
            b.IsDead = death == Death.OfSecond;
            w.Finish(a);
            w.Finish(b);
            w.EndFairly();
        });
        (isWhole, clusters) = (whole, world.Emr.Clusters);
        if (!told)
            return false;
        world.Emr.Broken.ShouldBeNull($"{first} stopped after {calls} calls, {second} after {others}, death: {death}\n{string.Join('\n', world.Told)}");
        world.States().ShouldAllBe(s => s == "COMPLETED", $"{first} stopped after {calls} calls, {second} after {others}, death: {death}\n{string.Join('\n', world.Told)}");
        return true;
    }

    /// <summary>A cluster that has idled for too long and a job that waits to be placed; or one whose job is between two steps that took long.</summary>
    private static void Prepare(ModelWorld world, Story story, bool betweenSteps)
    {
        var process = world.NewProcess();
        Finish(world, process, process.SubmitAsync(story with { Jobs = 1 }));
        if (betweenSteps)
        {
            while (world.Emr.Steps == 0)
                Finish(world, process, process.InvokeAsync("SelectPool"));
            world.Emr.Settle(); // and nobody has seen yet that the step is over
            world.Advance(TimeSpan.FromMinutes(30));
            return;
        }
        while (world.S3.Has("queue/") || world.S3.Has("active/"))
        {
            Tick(world, process);
            world.Emr.Settle();
        }
        world.Advance(TimeSpan.FromMinutes(30));
        Finish(world, process, process.SubmitAsync(story, first: 1));
    }

    private static void Tick(ModelWorld world, ModelProcess process)
    {
        world.Advance(TimeSpan.FromMinutes(1));
        Finish(world, process, process.InvokeAsync("SelectPool"));
        world.Emr.Settle();
        Finish(world, process, process.InvokeAsync("TrackJobs"));
    }

    private static void Finish(ModelWorld world, ModelProcess process, Task task)
    {
        world.Finish(process);
        task.IsCompleted.ShouldBeTrue();
        task.GetAwaiter().GetResult();
    }

    private enum Death
    {
        OfNobody,
        OfFirst,
        OfSecond,
    }
}
