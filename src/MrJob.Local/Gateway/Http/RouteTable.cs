namespace MrJob.Local.Gateway.Http;

/// <summary>The route that takes a request, with the values of its path parameters, decoded.</summary>
internal sealed record RouteMatch<T>(RouteKey Key, T Target, IReadOnlyDictionary<string, string> Parameters);

/// <summary>
/// Chooses routes as HTTP APIs do: a full match first, then one with a greedy parameter, then <c>$default</c>; a method before
/// ANY. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
/// </summary>
internal sealed class RouteTable<T>(IEnumerable<KeyValuePair<RouteKey, T>> routes)
{
    private readonly List<Entry> _entries =
        [.. routes.Select(route => new Entry(route.Key, route.Key.Segments(), route.Value)).Order(Comparer<Entry>.Create(Compare))];

    /// <param name="path">As sent, percent-encoded, without the query.</param>
    public RouteMatch<T>? Match(string method, string path)
    {
        // Split first: an encoded slash is part of a segment, not the end of one.
        string[] parts = [.. path[1..].Split('/').Select(Uri.UnescapeDataString)];
        foreach (var entry in _entries)
        {
            if ((entry.Key.Method == "ANY" || entry.Key.Method == method) && entry.Parameters(parts) is { } parameters)
                return new(entry.Key, entry.Target, parameters);
        }

        return null;
    }

    /// <summary>Orders routes so that the first that matches is the one that the API would choose.</summary>
    private static int Compare(Entry a, Entry b)
    {
        if (a.Key.IsDefault != b.Key.IsDefault)
            return a.Key.IsDefault ? 1 : -1;
        if (a.IsGreedy != b.IsGreedy)
            return a.IsGreedy ? 1 : -1;
        var kinds = a.Segments.Zip(b.Segments, (x, y) => x.Kind.CompareTo(y.Kind)).FirstOrDefault(order => order != 0);
        return kinds != 0 ? kinds
            : a.Segments.Count != b.Segments.Count ? b.Segments.Count.CompareTo(a.Segments.Count)
            : (a.Key.Method == "ANY").CompareTo(b.Key.Method == "ANY");
    }

    private sealed record Entry(RouteKey Key, IReadOnlyList<Segment> Segments, T Target)
    {
        public bool IsGreedy => Segments[^1].Kind == SegmentKind.Greedy;

        /// <summary>The values of the path's parameters, or null when the path is another.</summary>
        public Dictionary<string, string>? Parameters(string[] parts)
        {
            var parameters = new Dictionary<string, string>();
            if (Key.IsDefault)
                return parameters;
            if (IsGreedy ? parts.Length < Segments.Count : parts.Length != Segments.Count)
                return null;
            for (var n = 0; n < Segments.Count; n++)
            {
                var segment = Segments[n];
                if (segment.Kind == SegmentKind.Static ? parts[n] != segment.Text : parts[n].Length == 0)
                    return null;
                if (segment.Kind != SegmentKind.Static)
                    parameters[segment.Name] = segment.Kind == SegmentKind.Greedy ? string.Join('/', parts[n..]) : parts[n];
            }

            return parameters;
        }
    }
}
