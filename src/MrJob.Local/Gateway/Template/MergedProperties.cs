namespace MrJob.Local.Gateway.Template;

/// <summary>A function's properties with those of Globals behind them, resolved when asked for. Faults are collected.</summary>
internal sealed class MergedProperties(MapNode own, MapNode? globals, Intrinsics intrinsics, FaultList faults)
{
    public Place Place => own.Place;

    /// <summary>The property, or null when it is absent or has a fault.</summary>
    public Node? this[string name] => faults.Try(() => Merged(Resolved(own[name]), Resolved(globals?[name])), null);

    /// <summary>What is read of the property, or the fallback when it is absent or has a fault.</summary>
    public T Value<T>(string name, Func<Node, T> read, T fallback) =>
        this[name] is { } property ? faults.Try(() => read(property), fallback) : fallback;

    private Node? Resolved(Node? node) => node is null ? null : intrinsics.Resolve(node);

    /// <summary>Mappings merge key by key, the function's own keys winning; all else of the function replaces what is global.</summary>
    private static Node? Merged(Node? own, Node? global) => own is MapNode a && global is MapNode b ? Merged(a, b) : own ?? global;

    private static MapNode Merged(MapNode own, MapNode global) => new(own.Place,
    [
        .. own.Entries.Select(entry => KeyValuePair.Create(entry.Key, Merged(entry.Value, global[entry.Key])!)),
        .. global.Entries.Where(entry => own[entry.Key] is null),
    ]);
}
