namespace MrJob.Functions;

/// <content>Clusters, pools and housekeeping.</content>
internal static partial class OpenApiTexts
{
    private static Dictionary<string, string> OfClusters => new()
    {
        ["ClusterView.state"] = "EMR's state, such as WAITING.",
        ["ClusterView.reason"] = "EMR's words about the state.",
        ["ClusterView.ready"] = "When it was up.",
        ["ClusterView.pool"] = "Its pool's name; missing outside of pools, and in lists.",
        ["ClusterView.notes"] = "What to know about options of a cluster that was just started.",
        ["ClusterListView.next"] = "Give it as `next` for the page after this one; missing at the end.",
    };

    private static Dictionary<string, string> OfPools => new()
    {
        ["PoolSummaryView.free"] = "Clusters that a job could join now.",
        ["PoolSummaryView.starting"] = "Clusters that are not up yet.",
        ["PoolSummaryView.compute_units"] = "vCPUs of all instances.",
        ["PoolView.taken"] = "Places that are taken, which is what max_clusters_in_pool counts: clusters, and those about to be started.",
        ["PoolView.clusters"] = "In the order in which a job that fits all of them would try them.",
        ["PoolClusterView.state"] = "busy: with a job on each of its slots, or under somebody's lease.",
        ["PoolClusterView.pool_hash"] = "The digest of what a job that joins must have in common with the cluster.",
        ["PoolClusterView.instances"] = "Such as 1 × m5.xlarge + 4 × m5.2xlarge spot.",
        ["PoolClusterView.compute_units"] = "vCPUs of all instances.",
        ["PoolClusterView.step_concurrency"] = "How many steps it runs at once.",
        ["PoolClusterView.minutes_left_of_hour"] = "Whole minutes until its next instance hour begins.",
        ["PoolClusterView.idle_minutes"] = "Whole minutes since the last job gave it back, or it was created; missing while somebody has it, and before it is up.",
        ["PoolClusterView.max_mins_idle"] = "Minutes that it may be idle.",
        ["PoolClusterView.jobs"] = "Ids of jobs that have, or may have, steps there.",
        ["PoolClusterView.lease"] = "Who may add steps, or terminate it; missing for nobody.",
        ["LeaseView.holder"] = "A job's id, or what else has it: a sweep, or a request by hand.",
        ["LeaseView.fence"] = "Grows with every holding.",
        ["LeaseView.since"] = "When the phase began.",
        ["ExplainView.cluster_id"] = "The cluster that would be joined.",
        ["ExplainView.reason"] = "Of waiting or failing.",
        ["ExplainView.candidates"] = "Clusters that fit, in the order in which they are tried, then the others; each with what speaks against it.",
        ["ExplainView.more"] = "So many further clusters were considered and are not told.",
        ["ExplainView.notes"] = "What to know about the answer.",
    };

    private static Dictionary<string, string> OfHousekeeping => new()
    {
        ["SweepRequest.scope"] = "managed: clusters that this installation started; pooled: those with the tag of a pool, whoever started them; all: every cluster of the account and region.",
        ["SweepRequest.idle_minutes"] = "Minutes that a cluster may be idle, 0 or more; without it each cluster's own max_mins_idle holds, and 60 for clusters of others.",
        ["SweepRequest.pool_name"] = "Only clusters of this pool.",
        ["SweepRequest.pooled_only"] = "Only clusters in pools; not together with unpooled_only.",
        ["SweepRequest.unpooled_only"] = "Only clusters outside of pools.",
        ["SweepRequest.dry_run"] = "Say what would be done, and do nothing.",
        ["SweepRequest.after"] = "The `next` of an earlier answer: go on there.",
        ["SweepView.counts"] = "How many clusters had each outcome.",
        ["SweepView.next"] = "The time was up: post it as `after` to go on. Missing when every cluster was looked at.",
        ["SweepResult.outcome"] = "idle: to be terminated, and would be if this were no dry run; recent: idle, but not for long enough; failed: the next sweep tries again.",
        ["SweepResult.reason"] = "In words that follow the cluster's id.",
        ["UsageView.unit"] = "Hours times all instances of a cluster, its master among them.",
        ["UsageView.by_label"] = "As all groups, the largest bill first. (none) is what belongs to none.",
        ["UsageView.by_day"] = "By UTC day, such as 2026-01-31.",
        ["UsageFiguresView.billed"] = "Used and wasted.",
        ["UsageFiguresView.used"] = "While a step of a job ran.",
        ["UsageFiguresView.wasted"] = "Bootstrapping, idling and ending.",
        ["UsageFiguresView.bootstrapping"] = "From being asked for to being up.",
        ["UsageFiguresView.idling"] = "Up, between two steps or before the first.",
        ["UsageFiguresView.ending"] = "Up after the last step; also all of a cluster that never had one.",
    };
}
