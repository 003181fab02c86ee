using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Clusters;
using MrJob.Core.Housekeeping;

namespace MrJob.Core.Tests.Housekeeping;

public class IdleRulesTests
{
    private static readonly DateTime Noon = Some.Time.UtcDateTime;
    private static readonly SweepOptions Managed = new();
    private static readonly SweepOptions All = new() { Scope = SweepScope.All };

    [Theory]
    [InlineData("WAITING", "COMPLETED", SweepOutcome.Idle)]
    [InlineData("WAITING", "PENDING", SweepOutcome.Idle)] // steps that EMR never started keep nothing
    [InlineData("RUNNING", "RUNNING", SweepOutcome.Busy)]
    [InlineData("WAITING", "RUNNING", SweepOutcome.Busy)] // a cluster's state lags behind its steps
    [InlineData("WAITING", "CANCEL_PENDING", SweepOutcome.Busy)]
    [InlineData("STARTING", "PENDING", SweepOutcome.NotUp)]
    [InlineData("BOOTSTRAPPING", "PENDING", SweepOutcome.NotUp)]
    [InlineData("TERMINATING", "COMPLETED", SweepOutcome.NotUp)]
    internal void A_cluster_is_idle_when_it_is_up_and_runs_no_step(string state, string step, SweepOutcome outcome) =>
        Judge(Ours(state), [Step(step, hoursAgo: 2)]).Outcome.ShouldBe(outcome);

    [Theory]
    [InlineData(9, SweepOutcome.Recent, "has been idle for 9 minutes only, its limit is 10")]
    [InlineData(10, SweepOutcome.Idle, "has been idle for 10 minutes, its limit is 10")]
    internal void It_is_idle_since_its_last_step_ended(int minutesAgo, SweepOutcome outcome, string reason) =>
        Judge(Ours(), [Step("COMPLETED", hoursAgo: 5), Step("COMPLETED", ended: Noon.AddMinutes(-minutesAgo))]).ShouldBe(new(outcome, reason));

    [Theory]
    [InlineData("created")]
    [InlineData("started")]
    [InlineData("cluster created")]
    [InlineData("cluster ready")]
    public void It_is_not_idle_since_before_anything_happened_to_it(string what)
    {
        var now = Noon.AddMinutes(-1);
        var step = Step("COMPLETED", hoursAgo: 5);
        var cluster = Ours();
        switch (what)
        {
            case "created": step.Status.Timeline.CreationDateTime = now; break;
            case "started": step.Status.Timeline.StartDateTime = now; break;
            case "cluster created": cluster.Status.Timeline.CreationDateTime = now; break;
            default: cluster.Status.Timeline.ReadyDateTime = now; break;
        }
        Judge(cluster, [step]).Outcome.ShouldBe(SweepOutcome.Recent);
    }

    [Fact]
    public void A_cluster_that_tells_no_times_is_left_alone() =>
        Judge(new() { Id = "j-1", Status = new() { State = new("WAITING") }, Tags = Ours().Tags }, []).Outcome.ShouldBe(SweepOutcome.Recent);

    [Fact]
    public void What_is_protected_or_exempt_or_has_a_job_is_never_terminated()
    {
        var shielded = Ours();
        shielded.TerminationProtected = true;
        Judge(shielded, []).ShouldBe(new(SweepOutcome.Protected, "is protected from termination"));
        Judge(Ours(tags: (ClusterTags.Exempt, "")), []).ShouldBe(new(SweepOutcome.Protected, "has the tag mrjob:exempt"));
        Judge(Ours(tags: (ClusterTags.Exempt, "false")), []).Outcome.ShouldBe(SweepOutcome.Idle);
        Judge(Ours(), [], job: "a.job").ShouldBe(new(SweepOutcome.Busy, "has job a.job on it"));
    }

    [Fact]
    public void The_limit_is_the_clusters_own_or_sixty_minutes_for_one_of_others_or_what_the_sweep_says()
    {
        var idle = new[] { Step("COMPLETED", ended: Noon.AddMinutes(-30)) };
        Judge(Ours(), idle).Outcome.ShouldBe(SweepOutcome.Idle, "10 in its tag");
        Judge(Cluster(), idle, All).Outcome.ShouldBe(SweepOutcome.Recent);
        Judge(Cluster((ClusterTags.MaxMinsIdle, "10")), idle, All).Outcome.ShouldBe(SweepOutcome.Recent, "a tag of another installation");
        Judge(Cluster(), idle, All with { IdleMinutes = 30 }).Outcome.ShouldBe(SweepOutcome.Idle);
        Judge(Ours(), idle, Managed with { IdleMinutes = 31 }).Outcome.ShouldBe(SweepOutcome.Recent);
    }

    public static TheoryData<string, SweepScopeName, string> Scopes => new()
    {
        { "ours", SweepScopeName.Managed, "idle" }, { "ours pooled", SweepScopeName.Managed, "idle" },
        { "foreign", SweepScopeName.Managed, "was not started by this service" }, { "foreign pooled", SweepScopeName.Managed, "was not started by this service" },
        { "ours", SweepScopeName.Pooled, "is in no pool" }, { "ours pooled", SweepScopeName.Pooled, "idle" },
        { "foreign", SweepScopeName.Pooled, "is in no pool" }, { "foreign pooled", SweepScopeName.Pooled, "idle" },
        { "ours", SweepScopeName.All, "idle" }, { "ours pooled", SweepScopeName.All, "idle" },
        { "foreign", SweepScopeName.All, "idle" }, { "foreign pooled", SweepScopeName.All, "idle" },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public void A_scope_says_whose_clusters_are_meant(string cluster, SweepScopeName scope, string expected)
    {
        var verdict = Judge(Named(cluster), [], new() { Scope = Enum.Parse<SweepScope>(scope.ToString()) });
        (verdict.Outcome == SweepOutcome.Idle ? "idle" : verdict.Reason).ShouldBe(expected);
    }

    [Theory]
    [InlineData("pooled only", "ours", "is in no pool")]
    [InlineData("pooled only", "ours pooled", "idle")]
    [InlineData("unpooled only", "ours", "idle")]
    [InlineData("unpooled only", "ours pooled", "is in pool 'etl'")]
    [InlineData("pool etl", "ours pooled", "idle")]
    [InlineData("pool other", "ours pooled", "is in pool 'etl'")]
    [InlineData("pool other", "ours", "is in no pool")]
    public void Filters_leave_clusters_out(string filter, string cluster, string expected)
    {
        var options = filter switch
        {
            "pooled only" => Managed with { PooledOnly = true },
            "unpooled only" => Managed with { UnpooledOnly = true },
            _ => Managed with { PoolName = filter["pool ".Length..] },
        };
        var verdict = Judge(Named(cluster), [], options);
        (verdict.Outcome == SweepOutcome.Idle ? "idle" : verdict.Reason).ShouldBe(expected);
    }

    [Theory]
    [InlineData("STARTING", 120, null, SweepOutcome.NotUp)]
    [InlineData("WAITING", 9, null, SweepOutcome.Recent)]
    [InlineData("WAITING", 120, 9, SweepOutcome.Recent)] // a job gave it back
    [InlineData("WAITING", 120, 10, null)]
    [InlineData("RUNNING", 120, null, null)] // perhaps a step that never ends; EMR knows
    internal void EMR_is_asked_only_about_clusters_that_seem_idle(string state, int createdMinutesAgo, int? usedMinutesAgo, SweepOutcome? outcome)
    {
        var record = new ClusterRecord { ClusterId = "j-1", Name = "n", Created = Some.Time.AddMinutes(-createdMinutesAgo), MaxMinsIdle = 10 };
        var used = usedMinutesAgo is { } ago ? Some.Time.AddMinutes(-ago) : (DateTimeOffset?)null;
        (IdleRules.WithoutAsking(state, record, used, Managed, Some.Time)?.Outcome).ShouldBe(outcome);
    }

    [Fact]
    public void EMR_is_asked_about_clusters_of_others_only_where_the_scope_has_them()
    {
        IdleRules.WithoutAsking("WAITING", null, null, Managed, Some.Time)!.Outcome.ShouldBe(SweepOutcome.OutOfScope);
        IdleRules.WithoutAsking("WAITING", null, null, All, Some.Time).ShouldBeNull();
        IdleRules.WithoutAsking("WAITING", null, null, new() { Scope = SweepScope.Pooled }, Some.Time).ShouldBeNull();
    }

    /// <summary>The scopes, for the names of tests.</summary>
    public enum SweepScopeName
    {
        Managed,
        Pooled,
        All,
    }

    private static IdleVerdict Judge(Cluster cluster, IReadOnlyCollection<StepSummary> steps, SweepOptions? options = null, string? job = null) =>
        IdleRules.Judge(cluster, steps, job, options ?? Managed, "mine", Some.Time);

    private static Cluster Named(string name) => Cluster([
        .. name.StartsWith("ours", StringComparison.Ordinal) ? new[] { (ClusterTags.Stack, "mine") } : [(ClusterTags.Stack, "theirs")],
        .. name.EndsWith("pooled", StringComparison.Ordinal) ? new[] { (ClusterTags.Pool, "etl") } : [],
    ]);

    private static Cluster Ours(string state = "WAITING", params (string Key, string Value)[] tags)
    {
        var cluster = Cluster([(ClusterTags.Stack, "mine"), (ClusterTags.MaxMinsIdle, "10"), .. tags]);
        cluster.Status.State = new(state);
        return cluster;
    }

    private static Cluster Cluster(params (string Key, string Value)[] tags) => new()
    {
        Id = "j-1", Tags = [.. tags.Select(t => new Tag { Key = t.Key, Value = t.Value })],
        Status = new() { State = new("WAITING"), Timeline = new() { CreationDateTime = Noon.AddHours(-6), ReadyDateTime = Noon.AddHours(-6) } },
    };

    private static StepSummary Step(string state, int hoursAgo = 1, DateTime? ended = null)
    {
        var at = ended ?? Noon.AddHours(-hoursAgo);
        return new()
        {
            Id = "s-1",
            Status = new() { State = new(state), Timeline = new() { CreationDateTime = at.AddMinutes(-20), StartDateTime = at.AddMinutes(-10), EndDateTime = state == "COMPLETED" ? at : null } },
        };
    }
}
