namespace MrJob.Local.Gateway.Http;

/// <summary>The route that takes a request, with the values of its path parameters, decoded.</summary>
internal sealed record RouteMatch<T>(RouteKey Key, T Target, IReadOnlyDictionary<string, string> Parameters);

/// <summary>
/// Chooses routes as HTTP APIs do: a full match first, then one with a greedy parameter, then <c>$default</c>; a method before
/// ANY. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
/// </summary>
internal sealed class RouteTable<T>(IEnumerable<KeyValuePair<RouteKey, T>> routes)
{
    private readonly List<KeyValuePair<RouteKey, T>> _routes = [.. routes.OrderBy(route => route.Key, Comparer<RouteKey>.Create(Compare))];

    /// <param name="path">As sent, percent-encoded, without the query.</param>
    public RouteMatch<T>? Match(string method, string path)
    {
        // Split first: an encoded slash is part of a segment, not the end of one.
        string[] parts = [.. path[1..].Split('/').Select(Uri.UnescapeDataString)];
        foreach (var (key, target) in _routes)
        {
            if ((key.Method == "ANY" || key.Method == method) && Parameters(key, parts) is { } parameters)
                return new(key, target, parameters);
        }

        return null;
    }

    private static Dictionary<string, string>? Parameters(RouteKey key, string[] parts)
    {
        var parameters = new Dictionary<string, string>();
        if (key.IsDefault)
            return parameters;
        for (var n = 0; n < key.Segments.Count; n++)
        {
            var segment = key.Segments[n];
            if (n >= parts.Length || (segment.Kind == SegmentKind.Static ? parts[n] != segment.Text : parts[n].Length == 0))
                return null;
            if (segment.Kind != SegmentKind.Static)
                parameters[segment.Name] = segment.Kind == SegmentKind.Greedy ? string.Join('/', parts[n..]) : parts[n];
        }

        return key.Segments[^1].Kind == SegmentKind.Greedy || parts.Length == key.Segments.Count ? parameters : null;
    }

    /// <summary>Orders routes so that the first that matches is the one that the API would choose.</summary>
    private static int Compare(RouteKey a, RouteKey b)
    {
        if (a.IsDefault != b.IsDefault)
            return a.IsDefault ? 1 : -1;
        if (IsGreedy(a) != IsGreedy(b))
            return IsGreedy(a) ? 1 : -1;
        var kinds = a.Segments.Zip(b.Segments, (x, y) => x.Kind.CompareTo(y.Kind)).FirstOrDefault(order => order != 0);
        return kinds != 0 ? kinds
            : a.Segments.Count != b.Segments.Count ? b.Segments.Count.CompareTo(a.Segments.Count)
            : (a.Method == "ANY").CompareTo(b.Method == "ANY");
    }

    private static bool IsGreedy(RouteKey key) => key.Segments[^1].Kind == SegmentKind.Greedy;
}
