using System.Text;

namespace MrJob.Local.Gateway.Template;

/// <summary>Resolves CloudFormation's intrinsic functions as a deployment of this stack would.</summary>
internal sealed class Intrinsics
{
    private readonly Stack _stack;
    private readonly IReadOnlyDictionary<string, Node> _parameters;
    private readonly MapNode? _mappings;

    public Intrinsics(MapNode template, Stack stack, IReadOnlyDictionary<string, Node> parameters)
    {
        _stack = stack;
        _parameters = parameters;
        _mappings = template["Mappings"]?.Map();
        Conditions = new Conditions(template["Conditions"]?.Map(), Resolve);
        Resources = new Resources(template["Resources"]?.Map(), stack, Resolve);
    }

    public Conditions Conditions { get; }

    public Resources Resources { get; }

    /// <summary>The value with every function in it resolved, or null where it is <c>AWS::NoValue</c>, which removes it.</summary>
    public Node? Resolve(Node node) => node switch
    {
        CallNode call => Call(call),
        ListNode list => new ListNode(list.Place, [.. list.Items.Select(Resolve).OfType<Node>()]),
        MapNode map => new MapNode(map.Place, [.. Present(map)]),
        _ => node,
    };

    private IEnumerable<KeyValuePair<string, Node>> Present(MapNode map)
    {
        foreach (var (key, value) in map.Entries)
        {
            if (Resolve(value) is { } present)
                yield return new(key, present);
        }
    }

    private Node? Call(CallNode call) => call.Function switch
    {
        "Ref" => Ref(call.Argument.Text(), call),
        "Fn::Sub" => Text(call, Sub(call)),
        "Fn::GetAtt" => Text(call, GetAtt(call)),
        "Fn::If" => If(call),
        "Fn::Join" => Join(call),
        "Fn::Select" => Select(call),
        "Fn::Split" => Split(call),
        "Fn::FindInMap" => FindInMap(call),
        "Fn::Base64" => Text(call, Convert.ToBase64String(Encoding.UTF8.GetBytes(Required(call.Argument).Text()))),
        _ => throw call.Fault($"uses {call.Function}; known here are Ref, Sub, GetAtt, If, Join, Select, Split, FindInMap and Base64."),
    };

    private Node? Ref(string name, Node at)
    {
        if (name == "AWS::NoValue")
            return null;
        if (name == "AWS::NotificationARNs")
            return new ListNode(at.Place, []);
        if (_parameters.TryGetValue(name, out var parameter))
            return parameter;
        if (_stack.Pseudo(name) is { } pseudo)
            return Text(at, pseudo);
        return Resources.Has(name)
            ? Text(at, Resources.Ref(name, at))
            : throw at.Fault($"refers to '{name}', which is neither a parameter nor a resource of this template.");
    }

    private string GetAtt(CallNode call)
    {
        string[] names = call.Argument is ListNode list
            ? [.. list.Items.Select(item => Required(item).Text())]
            : call.Argument.Text().Split('.', 2);
        return names is [var logicalId, var attribute]
            ? Resources.Attribute(logicalId, attribute, call)
            : throw call.Fault("gives Fn::GetAtt no attribute; it takes a logical id and an attribute.");
    }

    private string Sub(CallNode call)
    {
        var (text, own) = call.Argument is ListNode { Items: [var first, var second] } ? (first, second.Map()) : (call.Argument, null);
        return Substitution.Expand(text.Text(), name => Variable(name, own, text), text);
    }

    private string Variable(string name, MapNode? own, Node at)
    {
        if (own?[name] is { } value)
            return Required(value).Text();
        return name.Split('.', 2) is [var logicalId, var attribute]
            ? Resources.Attribute(logicalId, attribute, at)
            : (Ref(name, at) ?? throw at.Fault($"refers to {name}, which has no value.")).Text();
    }

    private Node? If(CallNode call) => call.Argument.List().Items is [var condition, var then, var otherwise]
        ? Resolve(Conditions.IsTrue(condition.Text(), condition) ? then : otherwise)
        : throw call.Fault("gives Fn::If no three values; it takes a condition's name and two values.");

    private TextNode Join(CallNode call) => call.Argument.List().Items is [var delimiter, var items]
        ? Text(call, string.Join(delimiter.Text(), Required(items).List().Items.Select(item => item.Text())))
        : throw call.Fault("gives Fn::Join no two values; it takes a delimiter and a list.");

    private Node Select(CallNode call)
    {
        if (call.Argument.List().Items is not [var index, var items])
            throw call.Fault("gives Fn::Select no two values; it takes an index and a list.");
        var list = Required(items).List().Items;
        return list.Count > 0
            ? list[Required(index).Integer(0, list.Count - 1)]
            : throw call.Fault("gives Fn::Select an empty list; it takes one with the index asked for.");
    }

    private ListNode Split(CallNode call) => call.Argument.List().Items is [var delimiter, var text]
        ? new ListNode(call.Place, [.. Required(text).Text().Split(delimiter.Text()).Select(part => Text(call, part))])
        : throw call.Fault("gives Fn::Split no two values; it takes a delimiter and a text.");

    private Node? FindInMap(CallNode call)
    {
        if (call.Argument.List().Items is not [var map, var first, var second])
            throw call.Fault("gives Fn::FindInMap no three values; it takes a mapping's name and two keys.");
        var (name, outer, inner) = (Required(map).Text(), Required(first).Text(), Required(second).Text());
        return (_mappings?[name] as MapNode)?[outer] is MapNode row && row[inner] is { } value
            ? Resolve(value)
            : throw call.Fault($"looks for {name}.{outer}.{inner}, which is not in Mappings.");
    }

    private Node Required(Node node) => Resolve(node) ?? throw node.Fault("is AWS::NoValue; it must be a value.");

    private static TextNode Text(Node at, string value) => new(at.Place, value);
}
