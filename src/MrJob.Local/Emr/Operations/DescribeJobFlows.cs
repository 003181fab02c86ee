using MrJob.Local.Emr.Clusters;
using MrJob.Local.Emr.Wire;

namespace MrJob.Local.Emr.Operations;

internal sealed record DescribeJobFlowsInput
{
    public DateTimeOffset? CreatedAfter { get; init; }
    public DateTimeOffset? CreatedBefore { get; init; }
    [Text(10280)] public IReadOnlyList<string>? JobFlowIds { get; init; }

    [OneOf("STARTING", "BOOTSTRAPPING", "RUNNING", "WAITING", "SHUTTING_DOWN", "TERMINATED", "COMPLETED", "FAILED")]
    public IReadOnlyList<string>? JobFlowStates { get; init; }
}

internal sealed record DescribeJobFlowsOutput(IReadOnlyList<JobFlowDetail> JobFlows);

/// <summary>
/// Clusters as clients of 2009 ask for them, newest first. Without a filter: those of the last two weeks, and those of the last two
/// months that have not ended. At most 512 ("DescribeJobFlows", EMR API reference).
/// </summary>
internal static class DescribeJobFlows
{
    private const int Most = 512;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(14), Formerly = TimeSpan.FromDays(61);

    public static DescribeJobFlowsOutput Answer(DescribeJobFlowsInput input, ClusterRegistry clusters)
    {
        foreach (var id in input.JobFlowIds ?? [])
            clusters.JobFlow(id);
        var now = clusters.Now;
        return new([.. clusters.NewestFirst.Where(c => Matches(c, input, now)).Take(Most).Select(c => JobFlowDetail.Of(c, now))]);
    }

    private static bool Matches(ClusterRecord cluster, DescribeJobFlowsInput input, DateTimeOffset now) => input is
    {
        CreatedAfter: null, CreatedBefore: null, JobFlowIds: not { Count: > 0 }, JobFlowStates: not { Count: > 0 },
    }
        ? cluster.Created > now - (cluster.State.HasEnded() ? Lately : Formerly)
        : (input.JobFlowIds is not { Count: > 0 } ids || ids.Contains(cluster.Id))
            && (input.JobFlowStates is not { Count: > 0 } states || states.Contains(JobFlowDetail.StateOf(cluster)))
            && !(cluster.Created < input.CreatedAfter)
            && !(cluster.Created > input.CreatedBefore);
}
