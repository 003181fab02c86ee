using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>The inventory of clusters on S3, so that a job finds its pool without asking EMR about every cluster of the account.</summary>
internal sealed partial class ClusterDirectory(StateStore state, PoolPlaceBook places, ILogger<ClusterDirectory> logger)
{
    private const string All = "clusters/";
    private const int ReadsAtOnce = 16;
    private const int SwapTries = 20; // a handful of handlers change one record now and then

    /// <summary>Records as they were read, so that a drain reads only what changed since the last one of this process.</summary>
    private readonly ConcurrentDictionary<string, (string ETag, ClusterRecord Record)> _known = new(StringComparer.Ordinal);

    /// <summary>Enters a cluster, once: entering it again changes nothing.</summary>
    public Task AddAsync(ClusterRecord cluster, CancellationToken cancel) =>
        state.CreateAsync(All + cluster.ClusterId, cluster, CoreJson.Default.ClusterRecord, cancel);

    public async Task<ClusterRecord?> ReadAsync(string clusterId, CancellationToken cancel) => (await StoredAsync(clusterId, cancel))?.Value;

    /// <summary>Changes the record of a cluster that is there. Null when it is not.</summary>
    public async Task<ClusterRecord?> ChangeAsync(string clusterId, Func<ClusterRecord, ClusterRecord> change, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < SwapTries; attempt++)
        {
            if (await StoredAsync(clusterId, cancel) is not { } old)
                return null;
            var changed = change(old.Value);
            if (ReferenceEquals(changed, old.Value))
                return old.Value;
            if (await state.UpdateAsync(old, changed, CoreJson.Default.ClusterRecord, cancel) is { } written)
                return written.Value;
        }
        throw new InvalidOperationException($"The record of cluster {clusterId} was changed by others {SwapTries} times in a row.");
    }

    /// <summary>Takes out a cluster that is over, and frees its place in its pool.</summary>
    public async Task RemoveAsync(string clusterId, CancellationToken cancel)
    {
        if (await ReadAsync(clusterId, cancel) is not { } cluster)
            return;
        if (cluster.Pool is { } pool)
            await places.FreeClusterAsync(pool, clusterId, cancel);
        await state.DeleteAsync(All + clusterId, cancel);
    }

    /// <summary>All clusters in the inventory, but for those whose records cannot be read: those are reported, and join no pool.</summary>
    public async Task<IReadOnlyList<ClusterRecord>> AllAsync(CancellationToken cancel)
    {
        using var gate = new SemaphoreSlim(ReadsAtOnce);
        var reads = new List<Task<ClusterRecord?>>();
        await foreach (var entry in state.ListAsync(All, cancel))
            reads.Add(_known.TryGetValue(entry.Name, out var known) && known.ETag == entry.ETag ? Task.FromResult<ClusterRecord?>(known.Record) : ReadAsync(entry.Name, gate, cancel));
        return [.. (await Task.WhenAll(reads)).OfType<ClusterRecord>()];
    }

    private async Task<ClusterRecord?> ReadAsync(string clusterId, SemaphoreSlim gate, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            if (await StoredAsync(clusterId, cancel) is not { } stored)
                return null;
            _known[clusterId] = (stored.ETag, stored.Value);
            return stored.Value;
        }
        catch (JsonException e)
        {
            LogUnreadable(logger, clusterId, e);
            return null;
        }
        finally
        {
            gate.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The record of {ClusterId} cannot be read")]
    private static partial void LogUnreadable(ILogger logger, string clusterId, Exception exception);

    private Task<Stored<ClusterRecord>?> StoredAsync(string clusterId, CancellationToken cancel) =>
        state.ReadAsync(All + clusterId, CoreJson.Default.ClusterRecord, cancel);
}
