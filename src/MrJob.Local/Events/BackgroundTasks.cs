using System.Collections.Concurrent;

namespace MrJob.Local.Events;

/// <summary>Work that nobody awaits, kept until it ends so that a stop can wait for it.</summary>
/// <param name="log">Takes a line when work fails.</param>
internal sealed class BackgroundTasks(Action<string> log)
{
    private readonly ConcurrentDictionary<Task, bool> _running = [];

    /// <summary>Starts the work on another thread. Cancelled work ends in silence.</summary>
    public void Run(string name, Func<Task> work)
    {
        var task = Task.Run(() => Guarded(name, work));
        _running.TryAdd(task, true);
        _ = task.ContinueWith(ended => _running.TryRemove(ended, out _), TaskScheduler.Default);
    }

    /// <summary>Waits until no work runs, also not such as running work starts.</summary>
    public async Task WhenIdleAsync()
    {
        while (_running.Keys is { Count: > 0 } running)
        {
            await Task.WhenAll(running);
            foreach (var ended in running)
                _running.TryRemove(ended, out _);
        }
    }

    private async Task Guarded(string name, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // Stopping is why work is cancelled; what it had not done is its owner's to know.
        }
        catch (Exception e)
        {
            log($"{name}: {e}");
        }
    }
}
