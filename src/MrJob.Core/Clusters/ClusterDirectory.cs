using System.Runtime.CompilerServices;
using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>The inventory of clusters on S3, so that a job finds its pool without asking EMR about every cluster of the account.</summary>
internal sealed class ClusterDirectory(StateStore state)
{
    private const string All = "clusters/";

    /// <summary>Enters a cluster, once: entering it again changes nothing.</summary>
    public async Task AddAsync(ClusterRecord cluster, CancellationToken cancel)
    {
        await state.CreateAsync(All + cluster.ClusterId, cluster, CoreJson.Default.ClusterRecord, cancel);
        if (cluster is { Pool: { } pool, PoolHash: { } hash })
            await state.MarkAsync(Members(pool, hash) + cluster.ClusterId, cancel);
    }

    public async Task<ClusterRecord?> ReadAsync(string clusterId, CancellationToken cancel) =>
        (await state.ReadAsync(All + clusterId, CoreJson.Default.ClusterRecord, cancel))?.Value;

    /// <summary>Takes out a cluster that is gone.</summary>
    public async Task RemoveAsync(string clusterId, CancellationToken cancel)
    {
        if (await ReadAsync(clusterId, cancel) is not { } cluster)
            return;
        if (cluster is { Pool: { } pool, PoolHash: { } hash })
            await state.DeleteAsync(Members(pool, hash) + clusterId, cancel);
        await state.DeleteAsync(All + clusterId, cancel);
    }

    /// <summary>Ids of all clusters in the inventory.</summary>
    public async IAsyncEnumerable<string> AllAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in state.ListAsync(All, cancel))
            yield return entry.Name;
    }

    /// <summary>Ids of the pool's clusters with this hash.</summary>
    public async IAsyncEnumerable<string> PooledAsync(string pool, string hash, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in state.ListAsync(Members(pool, hash), cancel))
            yield return entry.Name;
    }

    private static string Members(string pool, string hash) => $"pools/{pool}/{hash}/";
}
