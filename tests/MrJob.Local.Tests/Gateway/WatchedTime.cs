using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace MrJob.Local.Tests.Gateway;

/// <summary>A clock that tests move, and that tells them when somebody has begun to wait.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(DateTimeOffset.Parse("2026-07-01T10:00:00Z"))
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Moves on by the time once somebody waits for exactly that long.</summary>
    public async Task PassAsync(TimeSpan wait)
    {
        while (await _waits.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20)) != wait)
            continue;
        Advance(wait);
    }
}
