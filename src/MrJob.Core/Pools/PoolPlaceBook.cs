using MrJob.Core.Storage;

namespace MrJob.Core.Pools;

/// <summary>Takes, assigns and frees places in pools.</summary>
internal sealed class PoolPlaceBook(StateStore state, StorageClock clock)
{
    private const string Folder = "pools/";
    private const int SwapTries = 50; // a burst of jobs may want places in one pool at once

    /// <summary>
    /// Takes a place for a cluster whose intent is written; writes even when the owner has one, so that whoever is about to free it for want of an
    /// intent looks again. False when the pool has as many clusters as the owner allows.
    /// </summary>
    /// <param name="intent">Null for a cluster by hand, whose owner starts but this one.</param>
    public Task<bool> TakeAsync(string pool, string owner, string? intent, int limit, CancellationToken cancel) =>
        ChangeAsync(pool, p => PoolPlaceRules.Take(p, owner, intent, limit, clock.Now), cancel);

    /// <summary>Says which cluster came of a place.</summary>
    public Task AssignAsync(string pool, string owner, string clusterId, CancellationToken cancel) => AssignAsync(pool, [(owner, clusterId)], cancel);

    public Task AssignAsync(string pool, IEnumerable<(string Owner, string ClusterId)> clusters, CancellationToken cancel) =>
        ChangeAsync(pool, p => clusters.Aggregate(p, (at, c) => PoolPlaceRules.Assign(at, c.Owner, c.ClusterId, clock.Now)), cancel);

    /// <summary>Gives back a place whose cluster was certainly not started.</summary>
    public Task FreeOwnerAsync(string pool, string owner, string? intent, CancellationToken cancel) =>
        ChangeAsync(pool, p => PoolPlaceRules.Free(p, place => place.Owner == owner && place.Intent == intent && place.ClusterId is null), cancel);

    /// <summary>Gives back the place of a cluster that is over.</summary>
    public Task FreeClusterAsync(string pool, string clusterId, CancellationToken cancel) =>
        ChangeAsync(pool, p => PoolPlaceRules.Free(p, place => place.ClusterId == clusterId), cancel);

    /// <summary>Gives back every place that the evidence frees. The evidence is asked for anew when somebody changed the pool meanwhile.</summary>
    public async Task SettleAsync(string pool, Func<PoolPlaces, PoolPlace, Task<bool>> isFree, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < SwapTries; attempt++)
        {
            if (await StoredAsync(pool, cancel) is not { } old)
                return;
            var free = new HashSet<PoolPlace>();
            foreach (var place in old.Value.Taken)
                if (await isFree(old.Value, place))
                    free.Add(place);
            if (free.Count == 0 || await state.UpdateAsync(old, PoolPlaceRules.Free(old.Value, free.Contains), CoreJson.Default.PoolPlaces, cancel) is not null)
                return;
        }
        // Others change it all the time; the next pass looks again.
    }

    public async Task<PoolPlaces> ReadAsync(string pool, CancellationToken cancel) => (await StoredAsync(pool, cancel))?.Value ?? new() { Pool = pool };

    /// <summary>The names of all pools that ever had a cluster.</summary>
    public async Task<IReadOnlyList<string>> PoolsAsync(CancellationToken cancel)
    {
        var pools = new List<string>();
        await foreach (var entry in state.ListAsync(Folder, cancel))
            pools.Add(entry.Name);
        return pools;
    }

    private async Task<bool> ChangeAsync(string pool, Func<PoolPlaces, PoolPlaces?> change, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < SwapTries; attempt++)
        {
            var old = await StoredAsync(pool, cancel);
            var before = old?.Value ?? new() { Pool = pool };
            if (change(before) is not { } after)
                return false;
            if (ReferenceEquals(after, before))
                return true; // nothing to change
            var written = old is null ? await state.CreateAsync(Folder + pool, after, CoreJson.Default.PoolPlaces, cancel)
                : await state.UpdateAsync(old, after, CoreJson.Default.PoolPlaces, cancel);
            if (written is not null)
                return true;
        }
        throw new InvalidOperationException($"The record of pool {pool} was changed by others {SwapTries} times in a row.");
    }

    private Task<Stored<PoolPlaces>?> StoredAsync(string pool, CancellationToken cancel) => state.ReadAsync(Folder + pool, CoreJson.Default.PoolPlaces, cancel);
}
