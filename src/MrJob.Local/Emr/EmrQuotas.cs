namespace MrJob.Local.Emr;

/// <summary>
/// EMR's default API quotas: a token bucket for each call and one for all calls together. Numbers: "Amazon EMR endpoints and quotas"
/// in the AWS General Reference; a call that is not listed is limited by the common bucket only.
/// </summary>
internal sealed class EmrQuotas(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Bucket> _buckets = [];

    /// <summary>Takes a token for the call. False: the call is to be throttled.</summary>
    public bool TryTake(string operation)
    {
        var now = time.GetUtcNow();
        lock (_gate)
            return Find("", now).TryTake(now) && Find(operation, now).TryTake(now);
    }

    private Bucket Find(string name, DateTimeOffset now) =>
        _buckets.TryGetValue(name, out var bucket) ? bucket : _buckets[name] = new Bucket(LimitOf(name), now);

    private static Limit LimitOf(string operation) => operation switch
    {
        "" => new(25, 5),
        "RunJobFlow" or "AddJobFlowSteps" or "CancelSteps" or "TerminateJobFlows" => new(10, 0.5),
        "DescribeStep" or "ListSteps" or "ListInstances" => new(10, 0.5),
        "DescribeCluster" or "ListInstanceGroups" => new(10, 1),
        "ListClusters" => new(20, 0.5),
        "ListInstanceFleets" or "AddTags" or "RemoveTags" => new(5, 0.5),
        _ => new(25, 5),
    };

    /// <param name="Burst">Most tokens the bucket holds.</param>
    /// <param name="Refill">Tokens a second.</param>
    private readonly record struct Limit(double Burst, double Refill);

    private sealed class Bucket(Limit limit, DateTimeOffset start)
    {
        private double _tokens = limit.Burst;
        private DateTimeOffset _filled = start;

        public bool TryTake(DateTimeOffset now)
        {
            _tokens = Math.Min(limit.Burst, _tokens + ((now - _filled).TotalSeconds * limit.Refill));
            _filled = now;
            if (_tokens < 1)
                return false;
            _tokens--;
            return true;
        }
    }
}
