using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MrJob.Local.Gateway.Template;

/// <summary>
/// Reads YAML, or JSON, which is YAML too, into nodes: aliases and merge keys are expanded, and the short (<c>!Sub</c>)
/// and long (<c>Fn::Sub</c>) forms of an intrinsic function become the same <see cref="CallNode"/>.
/// </summary>
internal sealed class YamlTree
{
    // CloudFormation takes templates up to 1 MB; aliases that expand to more than this are an attack or a mistake.
    private const int MaxNodes = 200_000;
    private const int MaxDepth = 64;

    private readonly string _file;
    private int _nodes;

    private YamlTree(string file) => _file = file;

    /// <param name="file">What faults call the template.</param>
    /// <exception cref="TemplateException">The text is no YAML mapping.</exception>
    public static MapNode Read(string file, string text)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new TemplateException(new Place(file, e.Start.Line, e.Start.Column, ""), $"is not YAML: {e.Message}");
        }

        if (yaml.Documents.Count == 0)
            throw new TemplateException(new Place(file, 1, 1, ""), "is empty; it must be a CloudFormation template.");
        return new YamlTree(file).Convert(yaml.Documents[0].RootNode, "", 0).Map();
    }

    private Node Convert(YamlNode yaml, string path, int depth)
    {
        var place = new Place(_file, yaml.Start.Line, yaml.Start.Column, path);
        if (++_nodes > MaxNodes || depth > MaxDepth)
            throw new TemplateException(place, $"is too big; a template has at most {MaxNodes} values, at most {MaxDepth} deep.");

        return !yaml.Tag.IsEmpty && yaml.Tag.Value.StartsWith('!') && yaml.Tag.Value.Length > 1
            ? new CallNode(place, LongForm(yaml.Tag.Value[1..]), Content(yaml, place, depth))
            : Content(yaml, place, depth);
    }

    private Node Content(YamlNode yaml, Place place, int depth) => yaml switch
    {
        YamlScalarNode scalar => new TextNode(place, scalar.Value ?? "", scalar.Style == ScalarStyle.Plain),
        YamlSequenceNode list =>
            new ListNode(place, [.. list.Children.Select((item, n) => Convert(item, $"{place.Path}[{n}]", depth + 1))]),
        YamlMappingNode map => Mapping(map, place, depth),
        _ => throw new TemplateException(place, "is an alias of itself; it must be a text, a list or a mapping."),
    };

    private Node Mapping(YamlMappingNode map, Place place, int depth)
    {
        var own = new List<KeyValuePair<string, Node>>();
        var merged = new List<KeyValuePair<string, Node>>();
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value
                ?? throw new TemplateException(place, "has a key that is no text; keys must be texts.");
            if (name == "<<")
                merged.AddRange(Merged(Convert(value, place.Path, depth + 1)));
            else
                own.Add(new(name, Convert(value, place.Path.Length == 0 ? name : $"{place.Path}.{name}", depth + 1)));
        }

        if (own is [var (function, argument)] && (function == "Ref" || function.StartsWith("Fn::", StringComparison.Ordinal)))
            return new CallNode(place, function, argument);
        return new MapNode(place, [.. own.Concat(merged).DistinctBy(entry => entry.Key)]);
    }

    /// <summary>The entries that <c>&lt;&lt;</c> brings in: one mapping's, or those of several, the first one winning.</summary>
    private static IEnumerable<KeyValuePair<string, Node>> Merged(Node node) =>
        node is ListNode list ? list.Items.SelectMany(item => item.Map().Entries) : node.Map().Entries;

    private static string LongForm(string tag) => tag is "Ref" or "Condition" ? tag : $"Fn::{tag}";
}
