using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using MrJob.Core.Pools;
using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>The inventory of clusters on S3, so that a job finds its pool without asking EMR about every cluster of the account.</summary>
internal sealed partial class ClusterDirectory(StateStore state, PoolPlaceBook places, StorageClock clock, ILogger<ClusterDirectory> logger)
{
    private const string All = "clusters/";
    private const string Ended = "ended/";
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

    /// <summary>Takes out a cluster that is over, frees its place in its pool, and keeps what it was for audits.</summary>
    public async Task RemoveAsync(string clusterId, CancellationToken cancel)
    {
        if (await ReadAsync(clusterId, cancel) is not { } cluster)
            return;
        var now = clock.Now;
        await state.CreateAsync(EndedOn(now) + "-" + clusterId, cluster with { Ended = now, PoolConfig = null }, CoreJson.Default.ClusterRecord, cancel);
        if (cluster.Pool is { } pool)
            await places.FreeClusterAsync(pool, clusterId, cancel);
        await state.DeleteAsync(All + clusterId, cancel);
    }

    /// <summary>Clusters that were over then or later.</summary>
    public async Task<IReadOnlyList<ClusterRecord>> EndedAsync(DateTimeOffset since, CancellationToken cancel)
    {
        using var gate = new SemaphoreSlim(ReadsAtOnce);
        var reads = new List<Task<ClusterRecord?>>();
        await foreach (var entry in state.ListAsync(Ended, cancel, after: EndedOn(since)))
            reads.Add(ReadAsync(entry.Key, gate, cancel));
        return [.. (await Task.WhenAll(reads)).OfType<ClusterRecord>().OrderBy(c => c.Ended)];
    }

    private static string EndedOn(DateTimeOffset day) => Ended + day.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>All clusters in the inventory, but for those whose records cannot be read: those are reported, and join no pool.</summary>
    public async Task<IReadOnlyList<ClusterRecord>> AllAsync(CancellationToken cancel)
    {
        using var gate = new SemaphoreSlim(ReadsAtOnce);
        var reads = new List<Task<ClusterRecord?>>();
        await foreach (var entry in state.ListAsync(All, cancel))
            reads.Add(_known.TryGetValue(entry.Key, out var known) && known.ETag == entry.ETag ? Task.FromResult<ClusterRecord?>(known.Record) : ReadAsync(entry.Key, gate, cancel));
        return [.. (await Task.WhenAll(reads)).OfType<ClusterRecord>()];
    }

    private async Task<ClusterRecord?> ReadAsync(string key, SemaphoreSlim gate, CancellationToken cancel)
    {
        await gate.WaitAsync(cancel);
        try
        {
            if (await state.ReadAsync(key, CoreJson.Default.ClusterRecord, cancel) is not { } stored)
                return null;
            _known[key] = (stored.ETag, stored.Value);
            return stored.Value;
        }
        catch (JsonException e)
        {
            LogUnreadable(logger, key, e);
            return null;
        }
        finally
        {
            gate.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The record {Key} cannot be read")]
    private static partial void LogUnreadable(ILogger logger, string key, Exception exception);

    private Task<Stored<ClusterRecord>?> StoredAsync(string clusterId, CancellationToken cancel) =>
        state.ReadAsync(All + clusterId, CoreJson.Default.ClusterRecord, cancel);
}
