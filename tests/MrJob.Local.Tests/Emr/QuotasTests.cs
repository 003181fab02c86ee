using MrJob.Local.Emr;
using MrJob.Local.Emr.Clusters;
using MrJob.Testing;

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

    [Theory]
    [InlineData("Terminating", false)]
    [InlineData("Terminated", true)]
    public async Task At_most_500_clusters_are_active(string last, bool isAccepted)
    {
        using var folder = new TempFolder();
        var parts = new EmrParts(
            new() { DataFolder = folder.Path, Quotas = true }, new(folder.Path), new FakeStepRunner(), new RecordingBus(), _time);
        await using var clusters = new ClusterRegistry(parts);
        for (var i = 0; i < 499; i++)
            Create(ClusterState.Waiting);
        // With a step under way that nobody runs, a cluster that is terminating stays so.
        Create(Enum.Parse<ClusterState>(last), Samples.Step(StepState.Running, "s-1"));
        if (isAccepted)
            Create(ClusterState.Waiting);
        else
            Should.Throw<EmrException>(() => Create(ClusterState.Waiting)).ShouldSatisfyAllConditions(
                e => e.Type.ShouldBe("ThrottlingException"), e => e.Message.ShouldBe("The account has 500 active clusters, and can have no more."));

        void Create(ClusterState state, params StepRecord[] steps) =>
            clusters.Create((number, _) => Samples.Cluster(state, steps) with { Id = $"j-{number}", Number = number });
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
