using System.Runtime.CompilerServices;
using MrJob.Core.Jobs;

namespace MrJob.Core.Housekeeping;

/// <summary>Finds jobs that take, or wait, suspiciously long. Reads only the records of jobs that have not ended.</summary>
internal sealed class LongJobs(JobStore jobs, TimeProvider time)
{
    /// <summary>Jobs that have been running, or pending, for so long; the longest first is up to the caller.</summary>
    /// <param name="excluded">Jobs with one of these tags are left out.</param>
    public async IAsyncEnumerable<LongJob> FindAsync(
        TimeSpan atLeast, IReadOnlyCollection<KeyValuePair<string, string>> excluded, [EnumeratorCancellation] CancellationToken cancel)
    {
        var ids = (await jobs.ActiveAsync(null, cancel)).SelectMany(c => c).ToHashSet(StringComparer.Ordinal);
        await foreach (var entry in jobs.QueueAsync(cancel))
            ids.Add(entry.Id);
        var now = time.GetUtcNow();
        foreach (var id in ids)
            if (await jobs.ReadAsync(id, cancel) is { Value: var job } && Since(job) is { } since && now - since >= atLeast && !IsExcluded(job, excluded))
                yield return new(job, since, now - since);
    }

    /// <summary>Since when a job has been running, or since its submission, pending; null for one that has ended. Pure.</summary>
    public static DateTimeOffset? Since(Job job) => job.State.IsFinal() ? null
        : job.Steps.Select(s => s.Started).Where(s => s is not null).Min() ?? job.Created;

    private static bool IsExcluded(Job job, IReadOnlyCollection<KeyValuePair<string, string>> excluded) =>
        excluded.Any(tag => job.Spec.Options.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value);
}

/// <param name="Since">When it began to run, or, while it has not, was submitted.</param>
internal sealed record LongJob(Job Job, DateTimeOffset Since, TimeSpan For);
