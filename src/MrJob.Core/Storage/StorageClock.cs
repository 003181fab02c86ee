using System.Globalization;
using Amazon.Runtime;

namespace MrJob.Core.Storage;

/// <summary>
/// S3's time, as its answers tell it. Leases are measured with it, so that a function whose own clock is wrong breaks nothing:
/// between answers time goes on by this process's monotonic counter.
/// </summary>
internal sealed class StorageClock(TimeProvider time)
{
    private readonly Lock _gate = new();
    private DateTimeOffset? _seen;
    private long _seenAt;

    /// <summary>The last <c>Date</c> that S3 sent plus what has passed since; before any answer, this machine's clock.</summary>
    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
                return _seen is { } date ? date + time.GetElapsedTime(_seenAt) : time.GetUtcNow();
        }
    }

    /// <summary>Listens to a client's answers.</summary>
    public void Listen(AmazonServiceClient client) => client.AfterResponseEvent += (_, e) =>
    {
        if (e is WebServiceResponseEventArgs response && response.ResponseHeaders.TryGetValue("Date", out var date))
            Observe(date);
    };

    /// <summary>Takes an HTTP date. What is no date is ignored: the clock goes on from the last one.</summary>
    public void Observe(string httpDate)
    {
        if (!DateTimeOffset.TryParseExact(httpDate, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
            return;
        lock (_gate)
            (_seen, _seenAt) = (date, time.GetTimestamp());
    }
}
