using System.Globalization;
using MrJob.Core.Configuration;
using MrJob.Core.Pools;

namespace MrJob.Core.Tests.Pools;

public class PoolWaitTests
{
    private const string WaitsForOne = "waits up to 10 minutes (pool_wait_minutes) for the busy cluster that fits";
    private const string PoolIsFull = "pool 'p' has 3 clusters, at most 3 allowed (max_clusters_in_pool)";

    [Theory]
    // options, minutes waited, busy clusters that fit, clusters in the pool
    [InlineData("", 0, 0, 0)]
    [InlineData("", 0, 5, 5)] // a job that does not say that it waits starts one at once
    [InlineData("", 1_000_000, 5, 5)]
    [InlineData("wait 10", 0, 0, 5)] // there is nothing to wait for
    [InlineData("wait 10", 10, 5, 5)]
    [InlineData("wait 10", 11, 5, 5)]
    [InlineData("most 3", 0, 0, 2)]
    [InlineData("most 3", 0, 2, 2)]
    [InlineData("most 0", 0, 0, 500)] // 0 is no limit
    [InlineData("wait 10; most 3", 10, 1, 2)]
    [InlineData("wait 10; timeout 10", 10, 1, 1)] // when the wait is over it may start one
    [InlineData("timeout 5", 9, 0, 0)] // it has been waiting, and now may start one
    public void It_starts_a_cluster(string options, double waited, int busy, int clusters) =>
        Decide(options, waited, busy, clusters).ShouldBe(new(PoolAction.Start, ""));

    [Theory]
    [InlineData("wait 10", 0, 1, 1, WaitsForOne)]
    [InlineData("wait 10", 9.99, 1, 1, WaitsForOne)]
    [InlineData("wait 10", 0, 7, 9, "waits up to 10 minutes (pool_wait_minutes) for one of 7 busy clusters that fit")]
    [InlineData("wait 10; most 3", 9, 1, 3, WaitsForOne)] // of two reasons the one that ends first
    [InlineData("wait 10; most 3", 10, 1, 3, PoolIsFull)]
    [InlineData("most 3", 0, 0, 3, PoolIsFull)]
    [InlineData("most 3", 0, 3, 3, PoolIsFull)]
    [InlineData("most 3", 1_000_000, 0, 3, PoolIsFull)] // without a time-out for ever
    [InlineData("most 3", 0, 0, 4, "pool 'p' has 4 clusters, at most 3 allowed (max_clusters_in_pool)")] // the limit was lowered
    [InlineData("most 3; timeout 30", 29.99, 0, 3, PoolIsFull)]
    [InlineData("wait 10; timeout 30", 5, 1, 1, WaitsForOne)]
    public void It_waits(string options, double waited, int busy, int clusters, string reason) =>
        Decide(options, waited, busy, clusters).ShouldBe(new(PoolAction.Wait, reason));

    [Theory]
    [InlineData("most 3; timeout 30", 30, 0, 3, $"found no cluster within 30 minutes (pool_timeout_minutes): {PoolIsFull}")]
    [InlineData("most 3; timeout 30", 99, 5, 3, $"found no cluster within 30 minutes (pool_timeout_minutes): {PoolIsFull}")]
    [InlineData("wait 10; timeout 5", 5, 1, 1, $"found no cluster within 5 minutes (pool_timeout_minutes): {WaitsForOne}")]
    [InlineData("wait 10; most 3; timeout 20", 20, 1, 3, $"found no cluster within 20 minutes (pool_timeout_minutes): {PoolIsFull}")]
    public void It_fails(string options, double waited, int busy, int clusters, string reason) =>
        Decide(options, waited, busy, clusters).ShouldBe(new(PoolAction.Fail, reason));

    private static PoolDecision Decide(string options, double waited, int busy, int clusters) =>
        PoolWait.Decide(Options(options), TimeSpan.FromMinutes(waited), busy, clusters);

    private static JobOptions Options(string text) => new()
    {
        PoolName = "p", PoolWaitMinutes = Number(text, "wait"), MaxClustersInPool = Number(text, "most"), PoolTimeoutMinutes = Number(text, "timeout"),
    };

    private static int Number(string text, string name) =>
        text.Split("; ").Select(o => o.Split(' ')).Where(o => o[0] == name).Select(o => int.Parse(o[1], CultureInfo.InvariantCulture)).FirstOrDefault();
}
