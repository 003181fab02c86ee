using MrJob.Core.Clusters;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Finds out what came of a call whose answer is not known: adopts what EMR did, or, in time, lets the call be made again.</summary>
internal sealed class IntentResolver(
    EmrSteps steps, EmrClusters clusters, ClusterStarter starter, StepSender sender, JobStore jobs, LeaseBook leases, StorageClock clock,
    ServiceSettings settings)
{
    /// <summary>Looks once. The job comes back without its intent when it is resolved, and with it when it is too early to tell.</summary>
    public async Task<Stored<Job>> ResolveAsync(Stored<Job> job, CancellationToken cancel)
    {
        var intent = job.Value.Intent ?? throw new ArgumentException("The job has no open intent.", nameof(job));
        var before = clock.Now; // what happens after the look began proves nothing
        var adopted = intent.Kind == IntentKind.StartCluster
            ? await FindClusterAsync(job, intent, cancel)
            : await FindStepsAsync(job, intent, cancel);
        return adopted ?? await NothingFoundAsync(job, intent, before, cancel);
    }

    private async Task<Stored<Job>?> FindClusterAsync(Stored<Job> job, Intent intent, CancellationToken cancel) =>
        await clusters.OfJobAsync(job.Value.Id, intent.At, job.Value.StartedCluster, cancel) is { } found ? await starter.AdoptAsync(job, found.Id, cancel) : null;

    private async Task<Stored<Job>?> FindStepsAsync(Stored<Job> job, Intent intent, CancellationToken cancel)
    {
        var clusterId = intent.ClusterId!;
        var found = await steps.OfJobAsync(clusterId, job.Value.Id, intent.At, cancel);
        var ids = (from index in intent.Steps
                   join step in found on job.Value.Steps[index].Name equals step.Name
                   select (index, step.Id)).ToDictionary(p => p.index, p => (string?)p.Id);
        if (ids.Count == 0)
            return null;
        var adopted = await sender.AdoptAsync(job, clusterId, ids, cancel);
        await SettleLeaseAsync(clusterId, intent, cancel);
        return adopted;
    }

    /// <summary>The lease is still as the lost call left it: the job goes on holding it, or gives it back where it holds none between steps.</summary>
    private async Task SettleLeaseAsync(string clusterId, Intent intent, CancellationToken cancel)
    {
        if (await leases.ReadAsync(clusterId, cancel) is not { } lease || lease.Value.Intent != intent.Id)
            return; // others have settled it, or it has never come to the call
        if (intent.KeepsLease)
            await leases.HoldAsync(lease, cancel);
        else
            await leases.ReleaseAsync(lease, cancel, used: true);
    }

    private async Task<Stored<Job>> NothingFoundAsync(Stored<Job> job, Intent intent, DateTimeOffset before, CancellationToken cancel)
    {
        if (!IntentRules.Counts(intent, before, settings.Timings))
            return job;
        var looked = intent with { EmptyLooks = intent.EmptyLooks + 1 };
        return await jobs.ChangeAsync(
            job, j => j.Intent?.Id != intent.Id ? j : IntentRules.MayRepeat(looked, settings.Timings) ? JobLife.Unclaim(j, intent.Id) : j with { Intent = looked }, cancel);
    }
}
