using System.Collections.Concurrent;

namespace MrJob.Local.Emr.Clusters;

/// <summary>All clusters of the account, also those long gone.</summary>
internal sealed class ClusterRegistry(EmrParts parts) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, ClusterActor> _clusters = new();
    private readonly Lock _creating = new();
    private long _lastNumber;

    /// <summary>What is kept for the account beside its clusters.</summary>
    public Account Account { get; } = new(parts.Options.DataFolder);

    /// <summary>The time that answers are about.</summary>
    public DateTimeOffset Now => parts.Now;

    public IEnumerable<ClusterRecord> NewestFirst => _clusters.Values.Select(c => c.Record).OrderByDescending(c => c.Number);

    /// <summary>Reads what earlier processes left and takes it up.</summary>
    public void Restore()
    {
        Account.Restore();
        foreach (var record in parts.Store.Load())
        {
            _clusters[record.Id] = ClusterActor.Restore(record, parts);
            _lastNumber = Math.Max(_lastNumber, record.Number);
        }
        foreach (var cluster in _clusters.Values)
            cluster.Resume();
    }

    /// <summary>Makes a cluster that can be looked up before anybody hears of it.</summary>
    /// <exception cref="EmrException">Quotas are enforced, and there are too many: a ThrottlingException.</exception>
    public ClusterRecord Create(Func<long, DateTimeOffset, ClusterRecord> make)
    {
        ClusterActor actor;
        lock (_creating)
        {
            CheckRoom();
            var record = make(++_lastNumber, parts.Now);
            actor = _clusters[record.Id] = ClusterActor.Create(record, parts);
        }
        actor.Begin();
        return actor.Record;
    }

    /// <summary>The cluster, for the newer calls.</summary>
    /// <exception cref="EmrException">There is none of that id: an InvalidRequestException.</exception>
    public ClusterActor Cluster(string? id) => Find(id) ?? throw EmrException.NoSuchCluster(id);

    /// <summary>The cluster, for the calls of 2009.</summary>
    /// <exception cref="EmrException">There is none of that id: a ValidationException.</exception>
    public ClusterActor JobFlow(string? id) => Find(id) ?? throw EmrException.NoSuchJobFlow();

    public async ValueTask DisposeAsync() => await Task.WhenAll(_clusters.Values.Select(c => c.DisposeAsync().AsTask()));

    private void CheckRoom()
    {
        if (parts.Options.Quotas && _clusters.Values.Count(c => !c.Record.State.HasEnded()) >= parts.Options.MostActiveClusters)
            throw EmrException.Throttled($"The account has {parts.Options.MostActiveClusters} active clusters, and can have no more.");
    }

    private ClusterActor? Find(string? id) => id is null ? null : _clusters.GetValueOrDefault(id);
}
