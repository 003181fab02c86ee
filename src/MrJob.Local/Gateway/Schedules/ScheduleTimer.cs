namespace MrJob.Local.Gateway.Schedules;

/// <summary>
/// Calls <paramref name="tick"/> at a schedule's times, whatever earlier calls are still doing. Times that passed while the machine slept
/// are one call. It looks at the clock every minute at least, since timers do not count sleep.
/// </summary>
/// <param name="tick">Gets the time that it is called for. Must return at once.</param>
internal sealed class ScheduleTimer : IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>Timers may fire a moment early; then the next look must not be at once.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly Schedule _schedule;
    private readonly TimeProvider _time;
    private readonly Action<DateTimeOffset> _tick;
    private readonly DateTimeOffset _start;
    private readonly ITimer _timer;
    private DateTimeOffset? _next;

    public ScheduleTimer(Schedule schedule, TimeProvider time, Action<DateTimeOffset> tick)
    {
        (_schedule, _time, _tick, _start) = (schedule, time, tick, time.GetUtcNow());
        _next = schedule.Next(_start, _start);
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        WaitForNext();
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Look()
    {
        var now = _time.GetUtcNow();
        if (_next is { } due && due <= now)
        {
            _next = _schedule.Next(_start, now);
            _tick(due);
        }

        WaitForNext();
    }

    private void WaitForNext()
    {
        if (_next is not { } next)
            return;
        var wait = next - _time.GetUtcNow();
        _timer.Change(wait > LongestWait ? LongestWait : wait < ShortestWait ? ShortestWait : wait, Timeout.InfiniteTimeSpan);
    }
}
