using System.Collections.Frozen;

namespace MrJob.Core.Clusters;

/// <summary>
/// EMR's default quotas for API calls, for an account and region, and each function's fixed share of them. What a share is of is whole, so that the
/// sum of all functions stays under the quota, with a fifth of it left for whoever else uses the account.
/// Source: "Amazon EMR endpoints and quotas" in the AWS General Reference.
/// </summary>
internal static class EmrQuotas
{
    /// <summary>For all calls together.</summary>
    public const string All = "*";

    /// <summary>By call: how many at once, and how many more a second.</summary>
    public static readonly FrozenDictionary<string, Quota> Calls = new Dictionary<string, Quota>
    {
        [All] = new(25, 5),
        ["RunJobFlow"] = new(10, 0.5), ["AddJobFlowSteps"] = new(10, 0.5), ["CancelSteps"] = new(10, 0.5), ["TerminateJobFlows"] = new(10, 0.5),
        ["DescribeStep"] = new(10, 0.5), ["ListSteps"] = new(10, 0.5), ["ListInstances"] = new(10, 0.5),
        ["DescribeCluster"] = new(10, 1), ["ListInstanceGroups"] = new(10, 1),
        ["ListClusters"] = new(20, 0.5),
        ["ListInstanceFleets"] = new(5, 0.5), ["AddTags"] = new(5, 0.5), ["RemoveTags"] = new(5, 0.5),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>By function, as <c>MRJOB_EMR_SHARE</c> names it, and call: per cent of the quota. Calls that are not named count among all only.</summary>
    public static readonly FrozenDictionary<string, FrozenDictionary<string, int>> Shares = new Dictionary<string, FrozenDictionary<string, int>>
    {
        ["select-pool"] = Share(
            (All, 35), ("ListSteps", 30), ("AddJobFlowSteps", 50), ("RunJobFlow", 60), ("ListClusters", 30), ("DescribeCluster", 20),
            ("ListInstanceGroups", 35), ("ListInstanceFleets", 35), ("CancelSteps", 30), ("TerminateJobFlows", 20)),
        ["track-jobs"] = Share(
            (All, 25), ("ListSteps", 26), ("AddJobFlowSteps", 25), ("ListClusters", 5), ("DescribeCluster", 20),
            ("ListInstanceGroups", 25), ("ListInstanceFleets", 25), ("CancelSteps", 50), ("TerminateJobFlows", 20)),
        ["terminate-idle"] = Share(
            (All, 12), ("ListSteps", 14), ("ListClusters", 25), ("DescribeCluster", 30), ("ListInstanceGroups", 10), ("ListInstanceFleets", 10),
            ("TerminateJobFlows", 30)),
        ["clusters"] = Share(
            (All, 8), ("RunJobFlow", 20), ("AddJobFlowSteps", 5), ("ListSteps", 10), ("ListClusters", 20), ("DescribeCluster", 10), ("ListInstanceGroups", 10), ("ListInstanceFleets", 10),
            ("TerminateJobFlows", 10)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, int> Share(params (string Call, int Percent)[] shares) =>
        shares.ToFrozenDictionary(s => s.Call, s => s.Percent, StringComparer.Ordinal);
}

/// <param name="Burst">Calls at once.</param>
/// <param name="PerSecond">Calls a second in the long run.</param>
internal sealed record Quota(double Burst, double PerSecond);
