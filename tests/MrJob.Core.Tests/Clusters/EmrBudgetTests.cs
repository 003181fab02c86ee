using Microsoft.Extensions.Time.Testing;
using MrJob.Core.Clusters;

namespace MrJob.Core.Tests.Clusters;

/// <summary>Shares of EMR's quotas, and how a function keeps to its own.</summary>
public class EmrBudgetTests
{
    private readonly FakeTimeProvider _time = new(Some.Time);
    private readonly List<TimeSpan> _waits = [];

    public static TheoryData<string> Calls => [.. EmrQuotas.Calls.Keys];

    [Theory]
    [MemberData(nameof(Calls))]
    public void All_functions_together_leave_a_fifth_of_each_quota_to_others(string call) =>
        EmrQuotas.Shares.Values.Sum(share => share.GetValueOrDefault(call)).ShouldBeLessThanOrEqualTo(80);

    [Fact]
    public void The_shares_are_those_that_the_template_gives_out() =>
        EmrQuotas.Shares.Keys.ShouldBe(["clusters", "select-pool", "terminate-idle", "track-jobs"], ignoreOrder: true);

    [Fact]
    public void Every_call_of_a_share_has_a_quota_and_every_share_one_of_all_calls()
    {
        foreach (var share in EmrQuotas.Shares.Values)
        {
            share.Keys.ShouldBeSubsetOf(EmrQuotas.Calls.Keys);
            share.ShouldContainKey(EmrQuotas.All);
        }
    }

    [Fact]
    public async Task Processes_that_have_a_share_together_have_equal_parts_of_it()
    {
        var budget = Budget("select-pool/5"); // half of AddJobFlowSteps' 10, among five
        await budget.TakeAsync("AddJobFlowSteps", default);
        _waits.ShouldBeEmpty();
        await budget.TakeAsync("AddJobFlowSteps", default);
        _waits.ShouldBe([TimeSpan.FromSeconds(20)]);
    }

    [Theory]
    [InlineData("pool")]
    [InlineData("clusters/0")]
    [InlineData("clusters/two")]
    [InlineData("clusters/1/2")]
    public void A_share_that_is_none_is_refused(string share) => Should.Throw<ArgumentException>(() => Budget(share)).Message.ShouldContain("There is no share");

    [Fact]
    public async Task A_burst_is_taken_at_once_and_then_calls_wait_for_their_turn()
    {
        var budget = Budget("select-pool"); // half of AddJobFlowSteps: 5 at once, then one in four seconds
        for (var i = 0; i < 5; i++)
            await budget.TakeAsync("AddJobFlowSteps", default);
        _waits.ShouldBeEmpty();
        await budget.TakeAsync("AddJobFlowSteps", default);
        await budget.TakeAsync("AddJobFlowSteps", default);
        _waits.ShouldBe([TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(8)]);
    }

    [Fact]
    public async Task Time_fills_the_bucket_up_to_its_burst_and_no_further()
    {
        var budget = Budget("select-pool");
        for (var i = 0; i < 5; i++)
            await budget.TakeAsync("AddJobFlowSteps", default);
        _time.Advance(TimeSpan.FromDays(1));
        for (var i = 0; i < 5; i++)
            await budget.TakeAsync("AddJobFlowSteps", default);
        _waits.ShouldBeEmpty();
        await budget.TakeAsync("AddJobFlowSteps", default);
        _waits.Count.ShouldBe(1);
    }

    [Fact]
    public async Task All_calls_together_have_a_budget_too()
    {
        var budget = Budget("clusters"); // 8 % of 25 at once: two calls of any kind
        await budget.TakeAsync("ListClusters", default);
        await budget.TakeAsync("DescribeCluster", default);
        _waits.ShouldBeEmpty();
        await budget.TakeAsync("ListSteps", default);
        _waits.ShouldHaveSingleItem().TotalSeconds.ShouldBe(2.5, 0.001);
    }

    [Fact]
    public async Task A_wait_that_is_cut_off_costs_nothing()
    {
        var budget = new EmrBudget("clusters", _time, (_, _) => throw new OperationCanceledException());
        await budget.TakeAsync("ListClusters", default);
        await budget.TakeAsync("ListClusters", default);
        for (var i = 0; i < 3; i++)
            await Should.ThrowAsync<OperationCanceledException>(() => budget.TakeAsync("ListClusters", default));
        _time.Advance(TimeSpan.FromSeconds(3));
        await budget.TakeAsync("ListClusters", default);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Without_a_share_there_is_no_limit(string? share)
    {
        var budget = Budget(share);
        for (var i = 0; i < 1_000; i++)
            await budget.TakeAsync("RunJobFlow", default);
        _waits.ShouldBeEmpty();
    }

    [Fact]
    public void An_unknown_share_is_refused_with_those_that_there_are() =>
        Should.Throw<ArgumentException>(() => Budget("all-of-it")).Message.ShouldContain("select-pool, terminate-idle, track-jobs");

    private EmrBudget Budget(string? share) => new(share, _time, (wait, _) =>
    {
        _waits.Add(wait);
        return Task.CompletedTask;
    });
}
