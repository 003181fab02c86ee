using System.Globalization;
using System.Text.Json.Nodes;

namespace MrJob.Local.Gateway.Template;

/// <summary>A value of a template that knows where it stands. Accessors throw <see cref="TemplateException"/> on another kind.</summary>
internal abstract class Node(Place place)
{
    public Place Place { get; } = place;

    /// <summary>A short name of the kind of value, for messages.</summary>
    protected abstract string Kind { get; }

    public TemplateException Fault(string message) => new(Place, message);

    public string Text() => (this as TextNode)?.Value ?? throw Fault($"is {Kind}; it must be a text.");

    public MapNode Map() => this as MapNode ?? throw Fault($"is {Kind}; it must be a mapping.");

    public ListNode List() => this as ListNode ?? throw Fault($"is {Kind}; it must be a list.");

    /// <summary>A whole number in the range, ends included.</summary>
    public int Integer(int min, int max) =>
        int.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw Fault($"is '{Text()}'; it must be a whole number from {min} to {max}.");

    public bool Flag() => Text().ToUpperInvariant() switch
    {
        "TRUE" => true,
        "FALSE" => false,
        _ => throw Fault($"is '{Text()}'; it must be true or false."),
    };

    /// <summary>The text, when it is one of those allowed.</summary>
    public string OneOf(params string[] allowed) =>
        allowed.Contains(Text()) ? Text() : throw Fault($"is '{Text()}'; it must be one of {string.Join(", ", allowed)}.");

    /// <summary>The value as JSON, with YAML's plain numbers, true, false and null as such.</summary>
    public abstract JsonNode? ToJson();
}

/// <param name="plain">Written without quotes: <c>1</c> and <c>true</c> are then a number and a boolean where JSON is asked for.</param>
internal sealed class TextNode(Place place, string value, bool plain = false) : Node(place)
{
    public string Value { get; } = value;

    protected override string Kind => $"'{Value}'";

    public override JsonNode? ToJson()
    {
        if (!plain)
            return Value;
        if (Value is "" or "~" or "null" or "Null" or "NULL")
            return null;
        if (Value is "true" or "True" or "TRUE" or "false" or "False" or "FALSE")
            return Flag();
        return long.TryParse(Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
            : decimal.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
            : Value;
    }
}

internal sealed class ListNode(Place place, IReadOnlyList<Node> items) : Node(place)
{
    public IReadOnlyList<Node> Items { get; } = items;

    protected override string Kind => "a list";

    public override JsonNode ToJson() => new JsonArray([.. Items.Select(item => item.ToJson())]);
}

/// <param name="entries">In the order of the template.</param>
internal sealed class MapNode(Place place, IReadOnlyList<KeyValuePair<string, Node>> entries) : Node(place)
{
    private readonly Dictionary<string, Node> _byKey = entries.ToDictionary(entry => entry.Key, entry => entry.Value);

    public IReadOnlyList<KeyValuePair<string, Node>> Entries { get; } = entries;

    public Node? this[string key] => _byKey.GetValueOrDefault(key);

    protected override string Kind => "a mapping";

    /// <exception cref="TemplateException">There is no such key.</exception>
    public Node Required(string key) => this[key] ?? throw Fault($"has no {key}; it must have one.");

    public override JsonNode ToJson() => new JsonObject(Entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.ToJson())));
}

/// <summary>An intrinsic function that has not been resolved.</summary>
/// <param name="function">In its long form: <c>Ref</c>, <c>Fn::Sub</c>.</param>
internal sealed class CallNode(Place place, string function, Node argument) : Node(place)
{
    public string Function { get; } = function;

    public Node Argument { get; } = argument;

    protected override string Kind => $"the function {Function}";

    public override JsonNode ToJson() => throw Fault($"is {Kind}; it cannot stand here.");
}
