using MrJob.Core.Housekeeping;

namespace MrJob.Core.Tests.Housekeeping;

public class UsageRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_moment_of_a_cluster_is_used_bootstrapping_idling_or_ending()
    {
        // Two instances: up after 0:30, steps 1:00 to 2:00 and 3:00 to 3:30, over at 5:00.
        var report = Audit(Cluster("j-1", 2, 0, 0.5, 5, Step("a", 1, 2), Step("b", 3, 3.5)));
        report.Total.ShouldBe(new UsageFigures { Bootstrapping = 1, Used = 3, Idling = 3, Ending = 3 });
        report.Total.Billed.ShouldBe(10);
        report.ByJob["a"].ShouldBe(new UsageFigures { Used = 2, Bootstrapping = 2 / 3d, Idling = 2, Ending = 2 }, "two thirds of the use have two thirds of the waste");
        report.ByJob["b"].Used.ShouldBe(1);
        report.ByLabel["label of a"].Billed.ShouldBe(report.ByJob["a"].Billed);
    }

    [Fact]
    public void Jobs_that_run_at_once_share_the_time_equally_and_a_cluster_without_jobs_is_its_owners()
    {
        var report = Audit(
            Cluster("j-1", 1, 0, 0, 3, Step("a", 0, 3), Step("b", 1, 2)), Cluster("j-2", 1, 0, 1, 4) with { Pool = "etl", Owner = "ann", Label = "hand" });
        report.ByJob["a"].Used.ShouldBe(2.5);
        report.ByJob["b"].Used.ShouldBe(0.5);
        report.ByJob[UsageRules.None].ShouldBe(new UsageFigures { Bootstrapping = 1, Ending = 3 });
        report.ByOwner["ann"].Billed.ShouldBe(4);
        report.ByPool.Keys.ShouldBe([UsageRules.None, "etl"], ignoreOrder: true);
    }

    [Fact]
    public void At_least_a_minute_is_billed_and_only_what_is_within_the_time_asked_for()
    {
        Audit(Cluster("j-1", 60, 1, 1, 1)).Total.Billed.ShouldBe(1);
        var cut = UsageRules.Audit([Cluster("j-1", 1, -5, -4, 200, Step("a", -3, 1))], Start, Start.AddHours(3));
        cut.Total.ShouldBe(new UsageFigures { Used = 1, Ending = 2 });
        UsageRules.Audit([Cluster("j-1", 1, -5, -4, -1)], Start, Start.AddHours(3)).ByCluster.ShouldBeEmpty();
    }

    [Fact]
    public void A_cluster_that_is_still_there_is_billed_up_to_now_and_its_running_step_uses_it()
    {
        var cluster = Cluster("j-1", 1, 0, 1, 0, Step("a", 2, 3) with { End = null }) with { Ended = null };
        UsageRules.Audit([cluster], Start, Start.AddHours(5)).Total.ShouldBe(new UsageFigures { Bootstrapping = 1, Idling = 1, Used = 3 });
    }

    [Fact]
    public void A_cluster_that_nobody_saw_come_up_was_up_when_its_first_step_started() =>
        Audit(Cluster("j-1", 1, 0, 0, 3, Step("a", 1, 2)) with { Ready = null }).Total.ShouldBe(new UsageFigures { Bootstrapping = 1, Used = 1, Ending = 1 });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_month_that_is_made_up_adds_up_to_what_counting_its_minutes_one_by_one_gives(int seed)
    {
        const int minutes = 31 * 24 * 60;
        var random = new Random(seed);
        var clusters = Enumerable.Range(0, 25).Select(i => MadeUp(random, i, minutes)).ToList();
        var report = UsageRules.Audit(clusters, Start, Start.AddMinutes(minutes));

        var counted = new Counted();
        foreach (var cluster in clusters)
            counted.Count(cluster, minutes);
        Same(report.Total, counted.Of("all"));
        foreach (var (group, name) in (IEnumerable<(Dictionary<string, UsageFigures>, string)>)[(report.ByDay, "day"), (report.ByPool, "pool"), (report.ByCluster, "cluster")])
            foreach (var (key, figures) in group)
                Same(figures, counted.Of($"{name} {key}"));
        foreach (var (job, figures) in report.ByJob)
            figures.Used.ShouldBe(counted.Of($"job {job}").Used, 1e-6);
        foreach (var group in (IEnumerable<Dictionary<string, UsageFigures>>)[report.ByJob, report.ByLabel, report.ByOwner, report.ByPool, report.ByDay, report.ByCluster])
            group.Values.Sum(f => f.Billed).ShouldBe(report.Total.Billed, 1e-6);
    }

    private static void Same(UsageFigures figures, UsageFigures counted)
    {
        figures.Used.ShouldBe(counted.Used, 1e-6);
        figures.Bootstrapping.ShouldBe(counted.Bootstrapping, 1e-6);
        figures.Idling.ShouldBe(counted.Idling, 1e-6);
        figures.Ending.ShouldBe(counted.Ending, 1e-6);
    }

    private static UsedCluster MadeUp(Random random, int number, int minutes)
    {
        var created = random.Next(-2_000, minutes);
        var ready = created + random.Next(1, 20);
        var steps = new List<UsedStep>();
        for (var at = ready + random.Next(0, 90); steps.Count < random.Next(0, 40); at += random.Next(0, 90))
        {
            var job = $"job {number}.{random.Next(12)}";
            steps.Add(new(job, $"label {random.Next(4)}", $"owner {random.Next(3)}", Start.AddMinutes(at), Start.AddMinutes(at + random.Next(1, 120))));
        }
        // A job has one label and one owner.
        steps = [.. steps.Select(s => s with { Label = $"label {s.JobId.Length % 4}", Owner = $"owner {s.JobId[^1] % 3}" })];
        var end = steps.Select(s => s.End!.Value).DefaultIfEmpty(Start.AddMinutes(ready)).Max().AddMinutes(random.Next(0, 300));
        return new(
            $"j-{number}", "by hand", "ann", random.Next(2) == 0 ? null : $"pool {random.Next(3)}", Start.AddMinutes(created), Start.AddMinutes(ready), end, random.Next(1, 30), steps);
    }

    private static UsageReport Audit(params UsedCluster[] clusters) => UsageRules.Audit(clusters, Start.AddDays(-10), Start.AddDays(10));

    private static UsedCluster Cluster(string id, int instances, double created, double ready, double ended, params UsedStep[] steps) =>
        new(id, "label", "owner", null, Start.AddHours(created), Start.AddHours(ready), Start.AddHours(ended), instances, steps);

    private static UsedStep Step(string job, double start, double end) => new(job, $"label of {job}", "owner", Start.AddHours(start), Start.AddHours(end));

    /// <summary>The same figures, minute by minute.</summary>
    private sealed class Counted
    {
        private readonly Dictionary<string, UsageFigures> _figures = [];

        public UsageFigures Of(string name) => _figures.GetValueOrDefault(name, new());

        public void Count(UsedCluster cluster, int minutes)
        {
            for (var minute = 0; minute < minutes; minute++)
            {
                var now = Start.AddMinutes(minute);
                if (now < cluster.Created || now >= cluster.Ended)
                    continue;
                var jobs = cluster.Steps.Where(s => s.Start <= now && now < s.End).Select(s => s.JobId).Distinct().ToList();
                var hour = cluster.Instances / 60d;
                var figures = jobs.Count > 0 ? new UsageFigures { Used = hour }
                    : now < cluster.Ready ? new() { Bootstrapping = hour }
                    : cluster.Steps.Any(s => s.Start > now) ? new() { Idling = hour }
                    : new() { Ending = hour };
                foreach (var name in (IEnumerable<string>)["all", $"day {now:yyyy-MM-dd}", $"pool {cluster.Pool ?? UsageRules.None}", $"cluster {cluster.Id}"])
                    _figures[name] = Of(name) + figures;
                foreach (var job in jobs)
                    _figures[$"job {job}"] = Of($"job {job}") + new UsageFigures { Used = hour / jobs.Count };
            }
        }
    }
}
