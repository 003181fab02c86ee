using MrJob.Local.Emr;

namespace MrJob.Local.Tests.Emr;

public class QuotasTests
{
    private readonly ManualTime _time = new(Samples.Noon);

    [Theory]
    [InlineData("AddJobFlowSteps", 10, 2)]
    [InlineData("DescribeCluster", 10, 1)]
    [InlineData("ListClusters", 20, 2)]
    [InlineData("AddTags", 5, 2)]
    [InlineData("ListBootstrapActions", 25, 0.2)]
    public void A_call_may_be_made_in_a_burst_and_then_at_its_rate(string operation, int burst, double secondsForOne)
    {
        var quotas = new EmrQuotas(_time);
        Enumerable.Range(0, burst).ShouldAllBe(_ => quotas.TryTake(operation));
        quotas.TryTake(operation).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(secondsForOne + 0.001));
        quotas.TryTake(operation).ShouldBeTrue();
        quotas.TryTake(operation).ShouldBeFalse();
    }

    [Fact]
    public void All_calls_together_have_a_quota_too()
    {
        var quotas = new EmrQuotas(_time);
        Enumerable.Range(0, 20).ShouldAllBe(_ => quotas.TryTake("ListClusters"));
        Enumerable.Range(0, 5).ShouldAllBe(_ => quotas.TryTake("DescribeStep"));
        quotas.TryTake("DescribeCluster").ShouldBeFalse();
    }

    [Fact]
    public async Task An_account_has_so_many_active_clusters_and_no_more()
    {
        new EmrOptions { DataFolder = "" }.MostActiveClusters.ShouldBe(500);
        await using var emr = await EmrHost.StartAsync(options: o => o with { Quotas = true, MostActiveClusters = 2 }, time: _time);
        var clusters = new[] { await emr.RunJobFlowAsync(), await emr.RunJobFlowAsync() };
        (await emr.RefusedAsync("RunJobFlow", Samples.RunJobFlow())).ShouldBe(("ThrottlingException", "The account has 2 active clusters, and can have no more."));
        await emr.CallAsync("TerminateJobFlows", new { JobFlowIds = clusters.Take(1) });
        await emr.Bus.WaitAsync(clusters[0], "TERMINATED");
        await emr.RunJobFlowAsync();
    }

    [Fact]
    public async Task Over_the_quota_EMR_throttles()
    {
        await using var emr = await EmrHost.StartAsync(options: o => o with { Quotas = true }, time: _time);
        for (var i = 0; i < 20; i++)
            await emr.CallAsync("ListClusters", new { });
        (await emr.RefusedAsync("ListClusters", new { })).ShouldBe(("ThrottlingException", "Rate exceeded"));
    }
}
