using System.Runtime.CompilerServices;
using MrJob.Core.Storage;

namespace MrJob.Core.Jobs;

/// <summary>Job records and their markers.</summary>
internal sealed class JobStore(StateStore state)
{
    // Writers of one job are few: its submitter, its cancelling, the handlers. Losing this often in a row is a fault.
    private const int SwapTries = 20;

    public Task<Stored<Job>?> ReadAsync(string id, CancellationToken cancel) =>
        state.ReadAsync(JobKeys.Job(id), CoreJson.Default.Job, cancel);

    public Task<Stored<Job>?> CreateAsync(Job job, CancellationToken cancel) =>
        state.CreateAsync(JobKeys.Job(job.Id), job, CoreJson.Default.Job, cancel);

    /// <summary>Replaces the record as it was read; null when somebody else changed it.</summary>
    public Task<Stored<Job>?> UpdateAsync(Stored<Job> old, Job job, CancellationToken cancel) =>
        state.UpdateAsync(old, job, CoreJson.Default.Job, cancel);

    /// <summary>Applies a change that is right whatever else happened meanwhile. A change that returns the job itself writes nothing.</summary>
    /// <exception cref="InvalidOperationException">The record is gone, or changed under us every time.</exception>
    public async Task<Stored<Job>> ChangeAsync(Stored<Job> known, Func<Job, Job> change, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < SwapTries; attempt++)
        {
            var changed = change(known.Value);
            if (ReferenceEquals(changed, known.Value))
                return known;
            if (await UpdateAsync(known, changed, cancel) is { } written)
                return written;
            known = await ReadAsync(known.Value.Id, cancel)
                ?? throw new InvalidOperationException($"The record of job {known.Value.Id} is gone.");
        }
        throw new InvalidOperationException($"The record of job {known.Value.Id} was changed by others {SwapTries} times in a row.");
    }

    /// <summary>Ids of queued jobs, oldest first.</summary>
    public async IAsyncEnumerable<QueueEntry> QueueAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var marker in state.ListAsync(JobKeys.Queue, cancel))
            if (JobKeys.IdIn(marker.Name) is { } id)
                yield return new(id, marker);
    }

    public Task EnqueueAsync(Job job, CancellationToken cancel) => state.MarkAsync(JobKeys.Queued(job.Id, job.Created), cancel);

    public Task DequeueAsync(string id, DateTimeOffset created, CancellationToken cancel) => state.DeleteAsync(JobKeys.Queued(id, created), cancel);

    public Task DropAsync(QueueEntry entry, CancellationToken cancel) => state.DeleteAsync(entry.Marker.Key, cancel);

    /// <summary>Says "look now" to whoever drains the queue, when something that a job may wait for has become free.</summary>
    public async Task NudgeQueueAsync(CancellationToken cancel)
    {
        await foreach (var marker in state.ListAsync(JobKeys.Queue, cancel, pageSize: 1))
        {
            await state.MarkAsync(marker.Key, cancel);
            return;
        }
    }

    /// <summary>Puts the job into the list of recent ones.</summary>
    public Task ListRecentAsync(Job job, CancellationToken cancel) => state.MarkAsync(JobKeys.RecentEntry(job.Id, job.Created), cancel);

    /// <summary>Names of entries in the list of recent jobs, newest first, from after the given one.</summary>
    public async IAsyncEnumerable<string> RecentAsync(string? after, int pageSize, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in state.ListAsync(JobKeys.Recent, cancel, after is null ? null : JobKeys.Recent + after, pageSize))
            if (JobKeys.IdIn(entry.Name) is not null)
                yield return entry.Name;
    }

    /// <summary>Says that steps of the job are, or may be, on the cluster.</summary>
    public Task ActivateAsync(string cluster, string id, CancellationToken cancel) => state.MarkAsync(JobKeys.ActiveEntry(cluster, id), cancel);

    public Task DeactivateAsync(string cluster, string id, CancellationToken cancel) => state.DeleteAsync(JobKeys.ActiveEntry(cluster, id), cancel);

    /// <summary>Jobs with steps on clusters, by cluster; of one cluster only when it is named.</summary>
    public async Task<ILookup<string, string>> ActiveAsync(string? cluster, CancellationToken cancel)
    {
        var found = new List<(string Cluster, string Id)>();
        await foreach (var marker in state.ListAsync(cluster is null ? JobKeys.Active : JobKeys.ActiveOn(cluster), cancel))
        {
            if (marker.Key.Split('/') is [_, var on, var id] && JobId.IsValid(id))
                found.Add((on, id));
        }
        return found.ToLookup(f => f.Cluster, f => f.Id);
    }

    /// <summary>
    /// The jobs that have, or may have, steps on the cluster, as their own records say. A marker alone says nothing: a job that only tried the cluster
    /// keeps its marker to its end elsewhere. The job that the cluster is named after may not know yet that it has been started.
    /// </summary>
    /// <param name="name">The cluster's.</param>
    public async IAsyncEnumerable<Job> LiveOnAsync(string cluster, string? name, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (JobId.OfName(name) is { } owner && await ReadAsync(owner, cancel) is { Value: { Intent.Kind: IntentKind.StartCluster } starting })
            yield return starting;
        foreach (var id in (await ActiveAsync(cluster, cancel))[cluster])
            if (await ReadAsync(id, cancel) is { Value: var job } && JobLife.IsOn(job, cluster))
                yield return job;
    }

    public Task AskForReportAsync(string id, CancellationToken cancel) => state.MarkAsync(JobKeys.CollectEntry(id), cancel);

    public Task ReportDoneAsync(string id, CancellationToken cancel) => state.DeleteAsync(JobKeys.CollectEntry(id), cancel);

    public async IAsyncEnumerable<string> ReportsAskedAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var marker in state.ListAsync(JobKeys.Collect, cancel))
            if (JobId.IsValid(marker.Name))
                yield return marker.Name;
    }
}

/// <summary>A job's place in the queue.</summary>
internal sealed record QueueEntry(string Id, ListedKey Marker);
