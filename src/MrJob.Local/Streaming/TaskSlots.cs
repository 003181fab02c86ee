namespace MrJob.Local.Streaming;

/// <summary>The places for running tasks, shared by all steps of all local clusters: one task at a time in each.</summary>
/// <param name="count">How many tasks may run at once: the machine's cores.</param>
internal sealed class TaskSlots(int count) : IDisposable
{
    /// <summary>What all running tasks may take together to sort in, in bytes: what two take by Hadoop's default. A laptop has other work, too.</summary>
    public const long AllSortMemory = 200 << 20;

    private readonly SemaphoreSlim free = new(count);

    /// <summary>How many there are.</summary>
    public int Count => count;

    /// <summary>A slot's share of <see cref="AllSortMemory"/>, in bytes.</summary>
    public long SortMemory => AllSortMemory / count;

    /// <summary>Waits for a free slot and holds it until the result is disposed.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancel)
    {
        await free.WaitAsync(cancel);
        return new Taken(free);
    }

    public void Dispose() => free.Dispose();

    private sealed class Taken(SemaphoreSlim free) : IDisposable
    {
        private int released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref released, 1) == 0)
                free.Release();
        }
    }
}
