using MrJob.Core.Clusters;

namespace MrJob.Core.Pools;

/// <summary>The clusters as one drain of the queue sees them: read once, and kept up with what the drain itself does.</summary>
internal sealed class Inventory
{
    private readonly Dictionary<string, ClusterRecord> _clusters;
    private readonly List<ClusterRecord> _over = [];
    private readonly Dictionary<string, HashSet<string>> _jobs = new(StringComparer.Ordinal);
    private readonly HashSet<(string Cluster, string Job)> _confirmed = [];
    private readonly HashSet<string> _contended = new(StringComparer.Ordinal);
    private readonly HashSet<string> _denied = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);

    /// <param name="jobs">Which jobs have, or may have, steps on which clusters.</param>
    public Inventory(IEnumerable<ClusterRecord> clusters, ILookup<string, string> jobs)
    {
        _clusters = clusters.ToDictionary(c => c.ClusterId, StringComparer.Ordinal);
        foreach (var group in jobs)
            _jobs[group.Key] = [.. group];
    }

    public IReadOnlyCollection<ClusterRecord> Clusters => _clusters.Values;

    /// <summary>Whether it was set right from EMR's own list.</summary>
    public bool IsRepaired { get; set; }

    /// <summary>EMR asked to slow down: the rest of the drain asks nothing more of it.</summary>
    public bool IsThrottled { get; set; }

    /// <summary>Some job found a cluster that fits being tried by another just then: it is worth looking again at once, with a new inventory.</summary>
    public bool IsContended => _contended.Count > 0;

    public ClusterRecord? Find(string clusterId) => _clusters.GetValueOrDefault(clusterId);

    public void Set(ClusterRecord cluster) => _clusters[cluster.ClusterId] = cluster;

    /// <summary>Takes out a cluster that has turned out to be over.</summary>
    public void Remove(string clusterId)
    {
        if (_clusters.Remove(clusterId, out var cluster))
            _over.Add(cluster);
    }

    /// <summary>Clusters that have turned out to be over.</summary>
    public IReadOnlyCollection<ClusterRecord> Over => _over;

    public IReadOnlyCollection<string> JobsOn(string clusterId) => _jobs.TryGetValue(clusterId, out var jobs) ? jobs : [];

    public void Enter(string clusterId, string jobId)
    {
        if (!_jobs.TryGetValue(clusterId, out var jobs))
            _jobs[clusterId] = jobs = [];
        jobs.Add(jobId);
        Confirm(clusterId, jobId);
    }

    public void Leave(string clusterId, string jobId)
    {
        if (_jobs.TryGetValue(clusterId, out var jobs))
            jobs.Remove(jobId);
    }

    /// <summary>Whether the job's own record was seen to say that it is there.</summary>
    public bool IsConfirmed(string clusterId, string jobId) => _confirmed.Contains((clusterId, jobId));

    public void Confirm(string clusterId, string jobId) => _confirmed.Add((clusterId, jobId));

    /// <summary>Why the cluster did not take a job just now. Nobody tries it again before the next drain.</summary>
    public void Refuse(string clusterId, string reason) => _refused[clusterId] = reason;

    /// <summary>The cluster is being tried by another just now.</summary>
    public void Contend(string clusterId, string reason)
    {
        Refuse(clusterId, reason);
        _contended.Add(clusterId);
    }

    /// <summary>EMR does not let the service use the cluster.</summary>
    public void Deny(string clusterId, string reason)
    {
        Refuse(clusterId, reason);
        _denied.Add(clusterId);
    }

    /// <summary>Whether what speaks against the cluster is no reason to start another.</summary>
    public bool IsWorthWaitingFor(string clusterId) => _contended.Contains(clusterId) || _denied.Contains(clusterId);

    /// <summary>Why a job that fits cannot go there now; null when it can be tried.</summary>
    public string? WhyBusy(ClusterRecord cluster)
    {
        if (_refused.TryGetValue(cluster.ClusterId, out var reason))
            return reason;
        if (!cluster.IsUp)
            return $"it is {cluster.State}";
        var jobs = JobsOn(cluster.ClusterId);
        return jobs.Count < cluster.StepConcurrency ? null
            : cluster.StepConcurrency == 1 ? $"job {jobs.First()} is on it" : $"{jobs.Count} jobs are on it, it runs {cluster.StepConcurrency} steps at once";
    }
}
