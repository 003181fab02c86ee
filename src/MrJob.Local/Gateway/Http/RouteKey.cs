namespace MrJob.Local.Gateway.Http;

/// <summary>A route of an HTTP API: <c>GET /jobs/{id}</c>, <c>ANY /{proxy+}</c> or <c>$default</c>.</summary>
/// <param name="Method">Upper case, or ANY.</param>
internal sealed record RouteKey(string Method, string Path)
{
    /// <summary>The route of all requests that no other route takes.</summary>
    public static readonly RouteKey Default = new("ANY", "$default");

    public bool IsDefault => Path == "$default";

    /// <summary>The path's parts: of <c>/jobs/{id}</c>, <c>jobs</c> and <c>{id}</c>. The root has one, which is empty.</summary>
    public IReadOnlyList<Segment> Segments() => [.. Path[(Path.StartsWith('/') ? 1 : 0)..].Split('/').Select(Segment.Parse)];

    /// <summary>Whether the text can be the path of a route: parameters take whole segments, and a greedy one ends the path.</summary>
    public static bool IsPath(string path) =>
        path.StartsWith('/') && new RouteKey("ANY", path).Segments() is var segments
        && segments.All(segment => segment.IsSound) && segments.SkipLast(1).All(segment => segment.Kind != SegmentKind.Greedy);

    public override string ToString() => IsDefault ? Path : $"{Method} {Path}";
}

/// <summary>How a part of a route's path matches, the strictest first.</summary>
internal enum SegmentKind
{
    Static,
    Parameter,
    Greedy,
}

/// <summary>A part of a route's path.</summary>
/// <param name="Text">As written.</param>
/// <param name="Name">Of the parameter; a static part's own text.</param>
internal sealed record Segment(string Text, SegmentKind Kind, string Name)
{
    public static Segment Parse(string text) => text switch
    {
        ['{', .. var name, '+', '}'] => new(text, SegmentKind.Greedy, name),
        ['{', .. var name, '}'] => new(text, SegmentKind.Parameter, name),
        _ => new(text, SegmentKind.Static, text),
    };

    /// <summary>Whether a parameter has a name, and no brace is left over.</summary>
    public bool IsSound => Name.IndexOfAny(['{', '}']) < 0 && (Kind == SegmentKind.Static || Name.Length > 0);
}
