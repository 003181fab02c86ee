using Amazon.ElasticMapReduce.Model;
using Microsoft.Extensions.Logging;
using MrJob.Core.Clusters;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Housekeeping;

/// <summary>Audits what the service's clusters cost, from its own records, and from EMR's list where those leave a time open.</summary>
internal sealed partial class UsageAudit(
    ClusterDirectory directory, JobStore jobs, EmrClients emr, TimeProvider time, ILogger<UsageAudit> logger)
{
    private const int ReadsAtOnce = 32;

    /// <summary>For EMR's list, of the half a minute that an answer over HTTP may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>A job may have waited so long before its cluster was started.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>The last so many days, up to now.</summary>
    public async Task<UsageReport> AuditAsync(int days, CancellationToken cancel)
    {
        var to = time.GetUtcNow();
        var from = to.AddDays(-days);
        var clusters = (await directory.EndedAsync(from, cancel)).Concat(await directory.AllAsync(cancel)).DistinctBy(c => c.ClusterId).ToList();
        if (clusters.Count == 0)
            return UsageRules.Audit([], from, to);
        clusters = await CompletedAsync(clusters, cancel);
        var steps = (await StepsAsync(clusters.Min(c => c.Created) - LongestWait, cancel)).ToLookup(s => s.ClusterId, s => s.Step);
        return UsageRules.Audit(clusters.Select(c => Used(c, [.. steps[c.ClusterId]])), from, to);
    }

    private static UsedCluster Used(ClusterRecord cluster, IReadOnlyList<UsedStep> steps) => new(
        cluster.ClusterId, cluster.Label, cluster.Owner, cluster.Pool, cluster.Created, cluster.Ready, cluster.Ended, Math.Max(1, cluster.Shape?.Instances ?? 1), steps);

    /// <summary>
    /// EMR's times, for as long as it remembers a cluster (two months), for clusters that nobody has seen come up. Without its answer, in time, a cluster counts as
    /// up from its first step on.
    /// </summary>
    private async Task<List<ClusterRecord>> CompletedAsync(List<ClusterRecord> clusters, CancellationToken cancel)
    {
        var open = clusters.Where(c => c.Ready is null).ToList();
        if (open.Count == 0)
            return clusters;
        var known = new Dictionary<string, ClusterTimeline?>(StringComparer.Ordinal);
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, patience.Token);
        try
        {
            var query = new ClusterQuery { CreatedAfter = open.Min(c => c.Created) - Timings.ClockSlack };
            await foreach (var cluster in new ClusterListing(emr.Reading).ListAsync(query, either.Token))
                known[cluster.Id] = cluster.Status?.Timeline;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            LogIncomplete(logger, open.Count, e);
        }
        return clusters.ConvertAll(c => known.GetValueOrDefault(c.ClusterId) is not { } timeline ? c : c with
        {
            Ready = c.Ready ?? Utc(timeline.ReadyDateTime), Ended = Utc(timeline.EndDateTime) ?? c.Ended,
        });
    }

    private async Task<IReadOnlyList<(string ClusterId, UsedStep Step)>> StepsAsync(DateTimeOffset since, CancellationToken cancel)
    {
        using var gate = new SemaphoreSlim(ReadsAtOnce);
        var reads = new List<Task<Job?>>();
        await foreach (var entry in jobs.RecentAsync(null, 1000, cancel))
        {
            if (JobKeys.TimeIn(entry) < since)
                break;
            reads.Add(ReadAsync(JobKeys.IdIn(entry)!, gate, cancel));
        }
        return [.. (await Task.WhenAll(reads)).OfType<Job>().Where(j => j.ClusterId is not null).SelectMany(Steps)];
    }

    private async Task<Job?> ReadAsync(string id, SemaphoreSlim gate, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            return (await jobs.ReadAsync(id, cancel))?.Value;
        }
        finally
        {
            gate.Release();
        }
    }

    private static IEnumerable<(string ClusterId, UsedStep Step)> Steps(Job job) => job.Steps.Where(s => s.Started is not null)
        .Select(s => (job.ClusterId!, new UsedStep(job.Id, job.Spec.Label, job.Spec.Owner, s.Started!.Value, s.Ended ?? job.Ended)));

    private static DateTimeOffset? Utc(DateTime? time) => time is { } t ? new DateTimeOffset(t.ToUniversalTime()) : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "EMR's times of {Count} clusters are not known")]
    private static partial void LogIncomplete(ILogger logger, int count, Exception exception);
}
