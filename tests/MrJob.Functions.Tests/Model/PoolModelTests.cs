namespace MrJob.Functions.Tests.Model;

/// <summary>
/// Ten thousand stories of processes that place, follow and sweep at once while they die, stall, have wrong clocks and lose answers. Whatever
/// happens: no slot has two jobs, no step runs twice, no pool exceeds its limit, no running step loses its cluster, and every job ends.
/// </summary>
public class PoolModelTests(ITestOutputHelper output)
{
    private const int Parts = 8;
    private const int StoriesInPart = 1_250;

    public static TheoryData<int> Part => [.. Enumerable.Range(0, Parts)];

    [Theory]
    [MemberData(nameof(Part))]
    public void Whatever_goes_wrong_every_job_ends_and_no_slot_or_pool_has_more_than_it_can_hold(int part)
    {
        var (completed, failed, clusters) = (0, 0, 0);
        foreach (var seed in Enumerable.Range(part * StoriesInPart, StoriesInPart))
        {
            var world = Tell(seed);
            clusters += world.Emr.Clusters;
            foreach (var state in world.States())
                _ = state == "COMPLETED" ? completed++ : failed++;
        }
        output.WriteLine($"{StoriesInPart} stories: {completed} jobs completed, {failed} failed or were cancelled (steps fail and clusters die in them), {clusters} clusters");
        completed.ShouldBeGreaterThan(failed);
    }

    [Fact]
    public void The_same_seed_tells_the_same_story()
    {
        static string Told(int seed) => Tell(seed) is var world ? $"{world.Now:O} {world.Emr.Clusters} {world.Emr.Steps} {string.Join(',', world.States())}" : "";
        for (var seed = 0; seed < 20; seed++)
            Told(seed).ShouldBe(Told(seed));
    }

    private static ModelWorld Tell(int seed)
    {
        var world = new ModelWorld(seed, Story.Of(seed));
        try
        {
            world.Run();
            if (world.Emr.Broken is { } broken)
                throw new BrokenPromiseException(broken); // a handler took the exception for a failed call
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed} ({world.Story}): {world.Emr.Broken ?? e.Message}\n{string.Join('\n', world.Told)}", e);
        }
        foreach (var (job, state) in world.Ends())
            IsRight(world, job, state).ShouldBeTrue($"seed {seed} ({world.Story}): {job} is {state}\n{string.Join('\n', world.Told)}\n{world.S3.Text($"jobs/{job}/job.json")}");
        return world;
    }

    private static bool IsRight(ModelWorld world, string job, string state) => state switch
    {
        "COMPLETED" => true,
        "FAILED" => world.Emr.HasReasonToFail(job),
        "CANCELLED" => world.Cancelled.Contains(job),
        _ => false,
    };

}
