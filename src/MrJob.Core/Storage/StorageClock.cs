using System.Globalization;

namespace MrJob.Core.Storage;

/// <summary>
/// S3's time, as its answers tell it. Leases are measured with it, so that a function whose own clock is wrong breaks nothing:
/// between answers time goes on by this process's monotonic counter. An answer says what time it was somewhen between asking and reading it, and a
/// process may stall there for minutes: so there are two estimates, and each use takes the one that errs on its safe side.
/// </summary>
internal sealed class StorageClock(TimeProvider time)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1); // dates are cut to whole ones
    private readonly Lock _gate = new();
    private (DateTimeOffset Date, long Asked, long Read)? _seen;

    /// <summary>It is at least this late: for judging whether others are over time. Before any answer, this machine's clock.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
                return _seen is { } seen ? seen.Date + time.GetElapsedTime(seen.Read) : time.GetUtcNow();
        }
    }

    /// <summary>It is not later than this: for judging whether there is still time for something oneself.</summary>
    public DateTimeOffset Latest
    {
        get
        {
            lock (_gate)
                return _seen is { } seen ? seen.Date + Second + time.GetElapsedTime(seen.Asked) : time.GetUtcNow();
        }
    }

    /// <summary>For <see cref="Observe"/>: to be read before a request is sent.</summary>
    public long Timestamp => time.GetTimestamp();

    /// <summary>Takes the <c>Date</c> of an answer. What is no date is ignored: the clock goes on from the last one.</summary>
    /// <param name="httpDate">Such as <c>Sun, 22 Nov 2026 17:00:00 GMT</c>.</param>
    /// <param name="asked">The <see cref="Timestamp"/> before the request.</param>
    public void Observe(string? httpDate, long asked)
    {
        if (!DateTimeOffset.TryParseExact(httpDate, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return;
        lock (_gate)
            _seen = (date, asked, time.GetTimestamp());
    }
}
