using Amazon.ElasticMapReduce;
using Amazon.ElasticMapReduce.Model;
using MrJob.Core.Jobs;

namespace MrJob.Core.Clusters;

/// <summary>Reads the steps of clusters.</summary>
internal sealed class EmrSteps(IAmazonElasticMapReduce emr)
{
    private const int IdsPerCall = 10; // ListSteps takes no more

    /// <summary>Steps that keep a cluster busy: its own state lags behind these.</summary>
    public async Task<IReadOnlyList<StepSummary>> ActiveAsync(string clusterId, CancellationToken cancel)
    {
        var request = new ListStepsRequest
        {
            ClusterId = clusterId, StepStates = [StepState.PENDING.Value, StepState.CANCEL_PENDING.Value, StepState.RUNNING.Value],
        };
        return await ReadAsync(request, _ => true, cancel);
    }

    /// <summary>Steps that failed, the newest first; of very many the newest fifty.</summary>
    public async Task<IReadOnlyList<StepSummary>> FailedAsync(string clusterId, CancellationToken cancel) =>
        await ReadAsync(new() { ClusterId = clusterId, StepStates = [StepState.FAILED.Value] }, _ => false, cancel);

    /// <summary>
    /// The job's steps on the cluster, in any state, found by their names. Steps come newest first, so only pages with steps
    /// created after <paramref name="since"/> (less five minutes for clocks that differ) are read.
    /// </summary>
    public async Task<IReadOnlyList<StepSummary>> OfJobAsync(string clusterId, string jobId, DateTimeOffset since, CancellationToken cancel)
    {
        var oldest = (since - Timings.ClockSlack).UtcDateTime;
        var steps = await ReadAsync(
            new ListStepsRequest { ClusterId = clusterId },
            page => page.Min(s => s.Status?.Timeline?.CreationDateTime?.ToUniversalTime() ?? DateTime.MaxValue) >= oldest, cancel);
        return [.. steps.Where(s => JobId.Names(jobId, s.Name))];
    }

    /// <summary>The steps with these ids: ten a call, or, where they are many, by pages of fifty, the newest first, until all are found.</summary>
    public async Task<IReadOnlyList<StepSummary>> ByIdAsync(string clusterId, IReadOnlyCollection<string> ids, CancellationToken cancel)
    {
        if (ids.Count > IdsPerCall * 2)
        {
            var left = ids.ToHashSet(StringComparer.Ordinal);
            var steps = await ReadAsync(new ListStepsRequest { ClusterId = clusterId }, IsMoreWanted, cancel);
            return [.. steps.Where(s => ids.Contains(s.Id))];

            bool IsMoreWanted(List<StepSummary> page)
            {
                left.ExceptWith(page.Select(s => s.Id));
                return left.Count > 0;
            }
        }
        var found = new List<StepSummary>();
        foreach (var chunk in ids.Chunk(IdsPerCall))
            found.AddRange(await ReadAsync(new ListStepsRequest { ClusterId = clusterId, StepIds = [.. chunk] }, _ => true, cancel));
        return found;
    }

    private async Task<IReadOnlyList<StepSummary>> ReadAsync(
        ListStepsRequest request, Func<List<StepSummary>, bool> goOn, CancellationToken cancel)
    {
        var found = new List<StepSummary>();
        do
        {
            var page = await emr.ListStepsAsync(request, cancel);
            var steps = page.Steps ?? [];
            found.AddRange(steps);
            request.Marker = page.Marker is { Length: > 0 } marker && steps.Count > 0 && goOn(steps) ? marker : null;
        }
        while (request.Marker is not null);
        return found;
    }
}
