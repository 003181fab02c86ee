using MrJob.Core.Storage;

namespace MrJob.Core.Clusters;

/// <summary>
/// The time that is left for a call that changes EMR, up to the deadline that was written down for it. What was written before the call may
/// have taken long: when no time is left the call must not be made, since others go by the same deadline.
/// </summary>
internal sealed class CallWindow : IDisposable
{
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _both;

    private CallWindow(TimeSpan left, TimeProvider time, CancellationToken cancel)
    {
        _deadline = new(left, time);
        _both = CancellationTokenSource.CreateLinkedTokenSource(cancel, _deadline.Token);
    }

    /// <summary>Ends the call at its deadline.</summary>
    public CancellationToken Token => _both.Token;

    /// <summary>Opens the window, or returns null when the deadline has passed.</summary>
    public static CallWindow? Open(DateTimeOffset deadline, StorageClock clock, TimeProvider time, CancellationToken cancel) =>
        deadline - clock.Latest is { Ticks: > 0 } left ? new(left, time, cancel) : null;

    public void Dispose()
    {
        _both.Dispose();
        _deadline.Dispose();
    }
}
