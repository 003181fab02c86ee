using Microsoft.Extensions.Logging;

namespace MrJob.Local.Emr.Clusters;

/// <summary>
/// One cluster at work: its changes happen one at a time, each kept on disk before anybody hears of it, and its processes follow
/// its record. Reading <see cref="Record"/> never waits.
/// </summary>
internal sealed partial class ClusterActor : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly EmrParts _parts;
    private readonly StepRuns _runs;
    private readonly Dictionary<string, Execution> _executions = [];
    private readonly HashSet<string> _interrupted;
    private readonly ITimer _alarm;
    private IReadOnlyList<OutboxEvent> _unpublished;
    private volatile ClusterRecord _record;
    private bool _stopping;

    private ClusterActor(ClusterRecord record, EmrParts parts)
    {
        (_record, _parts, _runs, _unpublished) = (record, parts, new(parts), record.Outbox);
        _interrupted = [.. record.Steps.Where(s => s.State == StepState.Running).Select(s => s.Id)];
        _alarm = parts.Time.CreateTimer(_ => Guard(Advance), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ClusterRecord Record => _record;

    /// <summary>A new cluster, kept. Nothing happens to it before <see cref="Begin"/>.</summary>
    public static ClusterActor Create(ClusterRecord record, EmrParts parts)
    {
        var actor = new ClusterActor(record with { Outbox = [.. EmrEvents.Between(before: null, record, record.Created)] }, parts);
        parts.Store.Save(before: null, actor._record);
        return actor;
    }

    /// <summary>A cluster read from disk. Nothing happens to it before <see cref="Resume"/>.</summary>
    public static ClusterActor Restore(ClusterRecord record, EmrParts parts) => new(record, parts);

    /// <summary>Announces the new cluster and lets it start by itself.</summary>
    public void Begin()
    {
        AdvanceSoon();
        lock (_gate)
            Publish();
    }

    /// <summary>
    /// Takes up where the dead process was: ends what it left running, publishes what it did not, runs interrupted steps again.
    /// </summary>
    public void Resume()
    {
        var left = _record.Steps.Where(s => s.State.IsExecuting()).Select(s => _parts.Store.WorkFolder(_record.Id, s.Id));
        foreach (var folder in left.Where(Directory.Exists))
            _parts.Options.EndLeftovers(folder);
        lock (_gate)
        {
            Publish();
            ClearOutbox();
            Commit(ClusterLife.Recover(_record, _parts.Now));
            _parts.Store.DropStaleWork(_record);
            Follow();
        }
        AdvanceSoon();
    }

    /// <summary>Changes the cluster. When <paramref name="change"/> throws, nothing has changed.</summary>
    /// <returns>What <paramref name="change"/> answers, once the change is kept.</returns>
    public T Change<T>(Func<ClusterRecord, DateTimeOffset, (ClusterRecord After, T Answer)> change)
    {
        lock (_gate)
        {
            AdvanceSoon(); // once the lock is free
            var (after, answer) = change(_record, _parts.Now);
            Commit(after);
            return answer;
        }
    }

    /// <inheritdoc cref="Change{T}"/>
    public void Change(Func<ClusterRecord, DateTimeOffset, ClusterRecord> change) => Change((record, now) => (change(record, now), true));

    /// <summary>Ends the processes of running steps. Their records stay RUNNING, so that the next start runs them again.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] executions;
        lock (_gate)
        {
            _stopping = true;
            foreach (var execution in _executions.Values)
                execution.Stop();
            executions = [.. _executions.Values.Select(e => e.Task)];
        }
        await Task.WhenAll(executions);
        await _alarm.DisposeAsync();
        lock (_gate)
            ClearOutbox();
    }

    private void Commit(ClusterRecord after)
    {
        if (ReferenceEquals(after, _record))
            return;
        after = after with { Outbox = [.. _unpublished, .. EmrEvents.Between(_record, after, _parts.Now)] };
        _parts.Store.Save(_record, after);
        (_record, _unpublished) = (after, after.Outbox);
        Follow();
        Publish();
    }

    private void Publish()
    {
        foreach (var kept in _unpublished)
            _parts.Bus.Publish(EmrEvents.ToAws(kept));
        _unpublished = [];
    }

    /// <summary>
    /// Forgets what is published, so that the next start does not say it again. Changes need not: each replaces the outbox of the
    /// one before.
    /// </summary>
    private void ClearOutbox()
    {
        if (_record.Outbox.Count == 0 || _unpublished.Count > 0)
            return;
        var after = _record with { Outbox = [] };
        _parts.Store.Save(_record, after);
        _record = after;
    }

    /// <summary>
    /// Makes the processes follow the record: starts those of steps that run now, stops those of steps that may not run any more.
    /// </summary>
    private void Follow()
    {
        var mayRun = _record.State.IsActive() && !_stopping;
        foreach (var step in _record.Steps.Where(s => s.State.IsExecuting()))
        {
            if (_executions.TryGetValue(step.Id, out var execution))
            {
                if (!mayRun || step.State == StepState.CancelPending)
                    execution.Stop();
            }
            else if (mayRun)
            {
                _executions[step.Id] = Start(step, isRerun: _interrupted.Remove(step.Id));
            }
        }
    }

    private Execution Start(StepRecord step, bool isRerun) => new(stop => ExecuteAsync(step, isRerun, stop));

    private void AdvanceSoon() => _ = Task.Run(() => Guard(Advance));

    /// <summary>Does what the cluster does by itself, transition by transition, until it has to wait for something.</summary>
    private void Advance()
    {
        lock (_gate)
        {
            do
            {
                while (!_stopping && ClusterLife.Next(_record, _parts.Options.StartupDelay, _parts.Now) is { } next)
                {
                    if (next.Ended is not null)
                        _parts.Store.DropHdfs(next.Id);
                    Commit(next);
                }
            }
            while (!_stopping && ClusterLife.StartsUpAt(_record, _parts.Options.StartupDelay) is { } at && !WakesAt(at));
        }
    }

    private void WakeIn(TimeSpan due) => _alarm.Change(due < OneMillisecond ? OneMillisecond : due, Timeout.InfiniteTimeSpan);

    /// <summary>Sets the alarm; false when the time has come meanwhile, as it may when a test moves the clock.</summary>
    private bool WakesAt(DateTimeOffset at)
    {
        WakeIn(at - _parts.Now);
        return _parts.Now < at;
    }

    private async Task ExecuteAsync(StepRecord step, bool isRerun, CancellationToken stop)
    {
        var outcome = await _runs.RunAsync(_record, step, isRerun, stop);
        while (!Guard(() => EndStep(step, outcome)) && !_stopping)
            await Task.Delay(RetryAfter, _parts.Time, CancellationToken.None);
        AdvanceSoon();
    }

    private void EndStep(StepRecord step, StepOutcome? outcome)
    {
        lock (_gate)
        {
            // A run that fails while we stop has most likely been ended by us. It runs again at the next start.
            if (_stopping && outcome is not { Succeeded: true })
                return;
            Commit(ClusterLife.StepEnded(_record, step.Id, outcome, _parts.Now));
            _executions.Remove(step.Id);
        }
        _parts.Store.DropWork(_record.Id, step.Id);
    }

    /// <summary>
    /// Does what no caller waits for, and says whether it went well. When not, on a full disk for example, the cluster tries again
    /// to go on.
    /// </summary>
    private bool Guard(Action work)
    {
        try
        {
            work();
            return true;
        }
#pragma warning disable CA1031 // on a thread of its own an exception would end the process and every other cluster with it
        catch (Exception e)
#pragma warning restore CA1031
        {
            AdvanceFailed(_parts.Options.Logger, e, _record.Id);
            WakeIn(RetryAfter);
            return false;
        }
    }

    private static readonly TimeSpan OneMillisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    [LoggerMessage(Level = LogLevel.Error, Message = "Cluster {Cluster} could not go on; it is tried again in a second.")]
    private static partial void AdvanceFailed(ILogger logger, Exception error, string cluster);
}
