using System.Text.Json.Nodes;

namespace MrJob.Functions.Tests.Service;

/// <summary>
/// For every AWS call that the service makes on a job's way: one run in which the process dies before it, one in which it dies
/// after it, one in which the answer is lost, one in which other runs overtake it. Afterwards only schedules tick; each job must end, and each step must be there once.
/// </summary>
public class CrashTests
{
    private const string OneStep = """{"label": "crash", "input": ["s3://lab/in"], "steps": [{"type": "streaming", "mapper": "cat"}]}""";

    /// <summary>A way that goes on for longer than this is one that retries without end.</summary>
    private const int MostCalls = 200;

    public static TheoryData<CallFault> Faults => [CallFault.DeathBefore, CallFault.DeathAfter, CallFault.LostAnswer, CallFault.Overtaken];

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_job_on_a_cluster_of_its_own_runs_once(CallFault fault) => AtEveryCallAsync(fault, new(OneStep));

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_job_that_starts_a_pooled_cluster_runs_once(CallFault fault) =>
        AtEveryCallAsync(fault, new(WithOptions("""{"pool_clusters": true}""", steps: 2)));

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_job_that_joins_a_pooled_cluster_runs_once(CallFault fault) =>
        AtEveryCallAsync(fault, new(WithOptions("""{"pool_clusters": true}""")) { WarmCluster = true });

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_pooled_job_that_fails_runs_once_has_its_logs_copied_and_gives_its_cluster_back(CallFault fault) =>
        AtEveryCallAsync(fault, new(WithOptions("""{"pool_clusters": true}""")) { WarmCluster = true, Fails = true });

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_job_of_two_steps_on_a_given_cluster_runs_once(CallFault fault) =>
        AtEveryCallAsync(fault, new(WithOptions("""{"cluster_id": "CLUSTER"}""", steps: 2)) { WarmCluster = true });

    [Theory]
    [InlineData(CallFault.DeathBefore)]
    [InlineData(CallFault.DeathAfter)]
    [InlineData(CallFault.LostAnswer)] // overtaken, it would be over before it is cancelled
    public Task A_job_that_is_cancelled_in_the_queue_never_starts(CallFault fault) =>
        AtEveryCallAsync(fault, new(OneStep) { Cancel = CancelWhen.Queued });

    [Theory]
    [MemberData(nameof(Faults))]
    public Task A_running_job_that_is_cancelled_ends(CallFault fault) =>
        AtEveryCallAsync(fault, new(WithOptions("""{"pool_clusters": true}""", steps: 2)) { Cancel = CancelWhen.Running, WarmCluster = true });

    /// <summary>Runs are independent, and most of their time is the SDK's waiting before it retries: several go at once.</summary>
    private static async Task AtEveryCallAsync(CallFault fault, Scenario scenario)
    {
        int next = 1, last = 1;
        while (next <= last)
        {
            var batch = Enumerable.Range(next, Math.Min(8, last - next + 1)).ToList();
            var calls = await Task.WhenAll(batch.Select(call => Task.Run(() => RunAsync(scenario, new(fault, call)))));
            next += batch.Count;
            // After a fault the way goes on with calls that a good run does not make: those are hit in their turn too.
            last = Math.Min(Math.Max(last, calls.Max()), MostCalls);
        }
        last.ShouldBeInRange(10, MostCalls - 1, "a job's way has about that many calls");
    }

    /// <summary>One run; says how many calls were made up to the moment when the job had first ended.</summary>
    private static async Task<int> RunAsync(Scenario scenario, FaultyNetwork network)
    {
        await using var lab = await ServiceLab.StartAsync(new()
        {
            Hold = scenario.Cancel == CancelWhen.Running, Fails = step => scenario.Fails && !IsCopying(step.Name),
        });
        var body = scenario.Body;
        if (scenario.WarmCluster)
        {
            var options = body.Contains("CLUSTER", StringComparison.Ordinal) ? "{}" : """{"options": {"pool_clusters": true}}""";
            var cluster = JsonNode.Parse((await lab.HttpAsync("POST /clusters", body: options)).Body)!["id"]!.ToString();
            body = body.Replace("CLUSTER", cluster, StringComparison.Ordinal);
            await lab.QuietAsync();
        }
        lab.Network = network;
        network.Meanwhile = async () =>
        {
            await lab.SelectPoolAsync();
            await lab.TrackJobsAsync();
            await lab.CollectLogsAsync();
        };
        var id = await SubmitAsync(lab, body);
        if (scenario.Cancel == CancelWhen.Running)
            await UntilRunningAsync(lab, id);
        if (scenario.Cancel != CancelWhen.Never)
            await CancelAsync(lab, id);
        var job = await lab.EndAsync(id);
        var calls = network.Calls;
        await CheckAsync(lab, scenario, job, network.Hit);
        return calls;
    }

    private static async Task CheckAsync(ServiceLab lab, Scenario scenario, JsonObject job, string hit)
    {
        var (id, state) = (job["id"]!.ToString(), job["state"]!.ToString());
        var steps = await lab.StepsOfAsync(id);
        steps.ShouldBeUnique($"EMR has a step twice; hit: {hit}");
        lab.Steps.Started.Where(name => !IsCopying(name)).ShouldBeUnique($"a step ran twice; hit: {hit}");
        if (scenario.Cancel == CancelWhen.Never)
        {
            state.ShouldBe(scenario.Fails ? "FAILED" : "COMPLETED", $"{job.ToJsonString()}; hit: {hit}");
            steps.Count.ShouldBe(job["steps"]!.AsArray().Count, $"hit: {hit}");
        }
        else
        {
            state.ShouldBe("CANCELLED", $"{job.ToJsonString()}; hit: {hit}");
            if (scenario.Cancel == CancelWhen.Queued)
                steps.ShouldBeEmpty($"hit: {hit}");
        }
        lab.Time.Advance(TimeSpan.FromMinutes(15)); // these steps write no logs: then nothing more is expected of them
        lab.Network = new(CallFault.DeathBefore, atCall: 0);
        await lab.CollectLogsAsync();
        lab.Keys("collect/").ShouldBeEmpty($"hit: {hit}");
        if (scenario.WarmCluster && scenario.Cancel == CancelWhen.Never)
            (await PoolJobs.ExplainAsync(lab, OneStep.Replace("}]}", "}], \"options\": {\"pool_clusters\": true}}", StringComparison.Ordinal)))["action"]!.ToString()
                .ShouldBe(scenario.Body.Contains("pool_clusters", StringComparison.Ordinal) ? "join" : "start", $"its cluster is free again; hit: {hit}");
    }

    /// <summary>Whether the step is not a job's own, but copies its logs; after a death it may be there twice.</summary>
    private static bool IsCopying(string step) => step.StartsWith("mrjob: copy the logs", StringComparison.Ordinal);

    /// <summary>As a client does: it sends the same request again until it has an answer.</summary>
    private static async Task<string> SubmitAsync(ServiceLab lab, string body)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var answer = await lab.PostAsync(body, key: "the-key");
                answer.StatusCode.ShouldBe(202, answer.Body);
                return JsonNode.Parse(answer.Body)!["id"]!.ToString();
            }
            catch (Exception e) when (attempt == 0 && e.GetBaseException() is ProcessDeathException)
            {
            }
        }
    }

    private static async Task CancelAsync(ServiceLab lab, string id)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                (await lab.HttpAsync("DELETE /jobs/{id}", id)).StatusCode.ShouldBe(202);
                return;
            }
            catch (Exception e) when (attempt == 0 && e.GetBaseException() is ProcessDeathException)
            {
            }
        }
    }

    private static async Task UntilRunningAsync(ServiceLab lab, string id)
    {
        for (var tick = 0; tick < 30 && (await lab.JobAsync(id))["state"]!.ToString() != "RUNNING"; tick++)
            await lab.TickAsync();
        (await lab.JobAsync(id))["state"]!.ToString().ShouldBe("RUNNING");
    }

    private static string WithOptions(string options, int steps = 1)
    {
        var step = """{"type": "streaming", "mapper": "cat"}""";
        return $$"""{"label": "crash", "input": ["s3://lab/in"], "steps": [{{string.Join(",", Enumerable.Repeat(step, steps))}}], "options": {{options}} }""";
    }

    private sealed record Scenario(string Body)
    {
        public bool WarmCluster { get; init; }

        public bool Fails { get; init; }

        public CancelWhen Cancel { get; init; } = CancelWhen.Never;
    }

    private enum CancelWhen
    {
        Never,
        Queued,
        Running,
    }
}
