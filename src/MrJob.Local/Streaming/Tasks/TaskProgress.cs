namespace MrJob.Local.Streaming.Tasks;

/// <summary>When an attempt last showed that it works: it took input, gave output, or wrote to standard error.</summary>
internal sealed class TaskProgress(TimeProvider time)
{
    private long last = time.GetTimestamp();

    public void Touch() => Volatile.Write(ref last, time.GetTimestamp());

    public TimeSpan Idle => time.GetElapsedTime(Volatile.Read(ref last));

    /// <summary>Ends when there was no sign of work for the given time, or when cancelled. A time of zero is for ever.</summary>
    /// <returns>Whether the time is over.</returns>
    public async Task<bool> WaitUntilIdleAsync(TimeSpan limit, CancellationToken cancel)
    {
        while (limit == TimeSpan.Zero || Idle < limit)
        {
            var wait = Task.Delay(limit == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : limit - Idle, time, cancel);
            await wait.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancel.IsCancellationRequested)
                return false;
        }

        return true;
    }
}
