using System.Globalization;

namespace MrJob.Core.Clusters;

/// <summary>Waits; in tests, by moving their clock.</summary>
internal delegate Task Pause(TimeSpan time, CancellationToken cancel);

/// <summary>
/// What a function may ask of EMR, as one token bucket for each call and one for all: whoever asks for more is slowed down here, before EMR throttles
/// everybody in the account. It knows of its own process only: where several of a function may run at once, its share is divided among them.
/// </summary>
internal sealed class EmrBudget
{
    private readonly Dictionary<string, Bucket> _buckets;
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Pause _pause;

    /// <param name="share">
    /// The name of a share, such as <c>clusters</c>, or with the number of processes that have it together, <c>track-jobs/2</c>. Null or empty for no
    /// limit, as for an EMR that is on this machine.
    /// </param>
    /// <exception cref="ArgumentException">There is no such share.</exception>
    public EmrBudget(string? share, TimeProvider time, Pause pause)
    {
        (_time, _pause) = (time, pause);
        var processes = 1;
        if (string.IsNullOrEmpty(share))
            _buckets = [];
        else if (share.Split('/') is [var name, .. var among] && EmrQuotas.Shares.TryGetValue(name, out var shares)
            && (among is [] || (among is [var number] && int.TryParse(number, CultureInfo.InvariantCulture, out processes) && processes > 0)))
            _buckets = shares.ToDictionary(s => s.Key, s => new Bucket(EmrQuotas.Calls[s.Key], (double)s.Value / processes, time.GetUtcNow()), StringComparer.Ordinal);
        else
            throw new ArgumentException($"There is no share '{share}' of EMR's quotas; there are {string.Join(", ", EmrQuotas.Shares.Keys.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>Waits until the call may be made.</summary>
    /// <param name="call">Its name in EMR's API.</param>
    /// <exception cref="OperationCanceledException">It was not taken.</exception>
    public async Task TakeAsync(string call, CancellationToken cancel)
    {
        Bucket[] buckets = [.. new[] { call, EmrQuotas.All }.Where(_buckets.ContainsKey).Select(name => _buckets[name])];
        TimeSpan wait;
        lock (_gate)
            wait = buckets.Length == 0 ? TimeSpan.Zero : buckets.Max(b => b.Take(_time.GetUtcNow()));
        if (wait <= TimeSpan.Zero)
            return;
        try
        {
            await _pause(wait, cancel);
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
                Array.ForEach(buckets, b => b.GiveBack());
            throw;
        }
    }

    /// <summary>Fills with time, up to its burst. It may go below zero: then calls wait in the order in which they came.</summary>
    private sealed class Bucket(Quota quota, double percent, DateTimeOffset now)
    {
        private readonly double _burst = Math.Max(1, Math.Floor(quota.Burst * percent / 100));
        private readonly double _perSecond = quota.PerSecond * percent / 100;
        private double _tokens = Math.Max(1, Math.Floor(quota.Burst * percent / 100));
        private DateTimeOffset _at = now;

        public TimeSpan Take(DateTimeOffset now)
        {
            _tokens = Math.Min(_burst, _tokens + (Math.Max(0, (now - _at).TotalSeconds) * _perSecond)) - 1;
            _at = now;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / _perSecond);
        }

        public void GiveBack() => _tokens++;
    }
}
