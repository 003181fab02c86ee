using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Pools;

/// <summary>Takes, moves and releases leases.</summary>
internal sealed class LeaseBook(StateStore state, StorageClock clock, ILeaseEvidence evidence, ServiceSettings settings)
{
    private const int SwapTries = 10;

    private static string Key(string clusterId) => $"leases/{clusterId}";

    public Task<Stored<Lease>?> ReadAsync(string clusterId, CancellationToken cancel) =>
        state.ReadAsync(Key(clusterId), CoreJson.Default.Lease, cancel);

    /// <summary>Takes the lease at once or not at all; null when another has it. There is no waiting here.</summary>
    public async Task<Stored<Lease>?> AcquireAsync(string clusterId, string holder, LeasePurpose purpose, CancellationToken cancel)
    {
        var lease = New(clusterId, holder, purpose);
        if (await ReadAsync(clusterId, cancel) is not { } old)
            return await state.CreateAsync(Key(clusterId), lease, CoreJson.Default.Lease, cancel);
        if (!await MayTakeAsync(old.Value, lease, cancel))
            return null;
        return await UpdateAsync(old, lease with { Fence = old.Value.Fence + 1, Since = clock.Now, Slots = old.Value.Slots, Used = old.Value.Used }, cancel);
    }

    /// <summary>Whether the lease could be taken, without taking it.</summary>
    public async Task<bool> CanAcquireAsync(string clusterId, string holder, LeasePurpose purpose, CancellationToken cancel) =>
        await ReadAsync(clusterId, cancel) is not { } old || await MayTakeAsync(old.Value, New(clusterId, holder, purpose), cancel);

    /// <summary>
    /// The slots of a held lease, when there is room for its holder beside them; null when there is none. Jobs that are done with the cluster, and
    /// may have died before they said so, make room.
    /// </summary>
    /// <param name="room">How many jobs may have a slot.</param>
    public async Task<IReadOnlyList<string>?> SlotsAsync(Lease held, int room, CancellationToken cancel)
    {
        var slots = held.Slots.Where(job => job != held.Holder).ToList();
        if (slots.Count >= room)
        {
            var live = new List<string>();
            foreach (var job in slots)
                if (!await evidence.IsDoneAsync(job, held.ClusterId, cancel))
                    live.Add(job);
            slots = live;
        }
        return slots.Count < room ? [.. slots, held.Holder] : null;
    }

    /// <summary>
    /// The last write before the call: says that until the deadline EMR is being asked. Null when the lease was taken over,
    /// and then the call must not be made.
    /// </summary>
    public Task<Stored<Lease>?> CallingAsync(Stored<Lease> held, DateTimeOffset deadline, CancellationToken cancel) =>
        MoveAsync(held, now => Moved(now, LeasePhase.Calling, deadline), cancel);

    /// <inheritdoc cref="CallingAsync(Stored{Lease}, DateTimeOffset, CancellationToken)"/>
    /// <param name="intent">What the call is for.</param>
    /// <param name="slots">Who has a slot once the call is made; null for those who have one now.</param>
    public Task<Stored<Lease>?> CallingAsync(Stored<Lease> held, Intent intent, IReadOnlyList<string>? slots, CancellationToken cancel) => MoveAsync(
        held,
        now => Moved(now, LeasePhase.Calling, intent.Deadline) with
        {
            Intent = intent.Id, Slots = slots is null ? now.Slots : [.. slots.Where(job => job == now.Holder || now.Slots.Contains(job))],
        },
        cancel);

    /// <summary>Keeps the cluster for the holder's steps. Null when the lease was taken over.</summary>
    public Task<Stored<Lease>?> HoldAsync(Stored<Lease> held, CancellationToken cancel) => MoveAsync(held, now => Moved(now, LeasePhase.Holding, null), cancel);

    /// <summary>Gives back this holding of a lease; does nothing when another has taken it over.</summary>
    /// <param name="withSlot">The holder's slot too.</param>
    /// <param name="used">Whether the holder's steps have come to the cluster.</param>
    public Task ReleaseAsync(Stored<Lease> held, CancellationToken cancel, bool withSlot = false, bool used = false) => MoveAsync(
        held,
        now => Moved(now, LeasePhase.Free, null) with
        {
            Slots = withSlot ? [.. now.Slots.Where(job => job != now.Holder)] : now.Slots, Used = used ? clock.Now : now.Used,
        },
        cancel);

    /// <summary>Gives back what the holder has on the cluster: its lease, its slot, or both. Only for a holder with no call under way.</summary>
    public async Task ReleaseAsync(string clusterId, string holder, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < SwapTries; attempt++)
        {
            if (await ReadAsync(clusterId, cancel) is not { } lease)
                return;
            var isHeld = lease.Value.Holder == holder && lease.Value.Phase != LeasePhase.Free;
            if (!isHeld && !lease.Value.Slots.Contains(holder))
                return;
            var given = lease.Value with { Slots = [.. lease.Value.Slots.Where(job => job != holder)] };
            if (await UpdateAsync(lease, (isHeld ? Moved(given, LeasePhase.Free, null) : given) with { Used = clock.Now }, cancel) is not null)
                return;
        }
        // Others were quicker every time. What is left of a job that is done is found out by whoever wants it.
    }

    /// <summary>
    /// Brings this holding of a lease on. Jobs that give back their slots write the same object: when one was quicker, and the holding is as it was, that
    /// is not lost. Null when the lease was taken over.
    /// </summary>
    private async Task<Stored<Lease>?> MoveAsync(Stored<Lease> held, Func<Lease, Lease> next, CancellationToken cancel)
    {
        var lease = held;
        for (var attempt = 0; attempt < SwapTries; attempt++)
        {
            if (await UpdateAsync(lease, next(lease.Value), cancel) is { } moved)
                return moved;
            if (await ReadAsync(held.Value.ClusterId, cancel) is not { } now || now.Value.Fence != held.Value.Fence || now.Value.Phase != held.Value.Phase)
                return null;
            lease = now;
        }
        return null;
    }

    private Lease New(string clusterId, string holder, LeasePurpose purpose) => new()
    {
        ClusterId = clusterId, Holder = holder, Purpose = purpose, Fence = 1, Phase = LeasePhase.Acquired, Since = clock.Now,
        Incarnation = settings.Timings.Incarnation,
    };

    private Lease Moved(Lease held, LeasePhase phase, DateTimeOffset? deadline) =>
        held with
        {
            Phase = phase, Since = clock.Now, Deadline = deadline, Intent = null, Incarnation = settings.Timings.Incarnation,
        };

    private Task<Stored<Lease>?> UpdateAsync(Stored<Lease> old, Lease lease, CancellationToken cancel) =>
        state.UpdateAsync(old, lease, CoreJson.Default.Lease, cancel);

    private async Task<bool> MayTakeAsync(Lease old, Lease wanted, CancellationToken cancel) =>
        LeaseRules.Judge(old, wanted.Holder, wanted.Purpose, clock.Now, settings.Timings) switch
        {
            LeaseVerdict.Take => true,
            // Its own steps do not stop a holder: it looks for them itself, under the lease.
            LeaseVerdict.TakeUnlessStepsAreThere =>
                old.Holder == wanted.Holder || !await evidence.HasStepsAsync(old.Holder, old.ClusterId, old.Since, cancel),
            LeaseVerdict.TakeIfHolderIsDone => await evidence.IsDoneAsync(old.Holder, old.ClusterId, cancel),
            _ => false,
        };
}

/// <summary>What a lease book asks about a holder before it breaks the holder's lease.</summary>
internal interface ILeaseEvidence
{
    /// <summary>Whether EMR shows a step of the holder on the cluster, in any state, created after <paramref name="since"/> or shortly before it.</summary>
    Task<bool> HasStepsAsync(string holder, string clusterId, DateTimeOffset since, CancellationToken cancel);

    /// <summary>Whether the holder's record says that nothing of it is on the cluster any more, or will be.</summary>
    Task<bool> IsDoneAsync(string holder, string clusterId, CancellationToken cancel);
}
