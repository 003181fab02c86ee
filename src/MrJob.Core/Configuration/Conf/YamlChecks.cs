using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MrJob.Core.Configuration.Conf;

/// <summary>Refuses YAML that has no meaning as JSON, before it is read as such.</summary>
internal static class YamlChecks
{
    private const string Clear = "!clear";
    private const string Core = "tag:yaml.org,2002:";
    private const int MostNodes = 100_000; // aliases of aliases make a short text endless
    private const int Deepest = 60; // as JSON may be nested; an alias within its own anchor never ends

    /// <exception cref="YamlException">What is wrong with it, and where.</exception>
    public static YamlNode Checked(YamlNode root)
    {
        var seen = 0;
        Check(root, Deepest, ref seen);
        return root;
    }

    /// <summary>Whether the tag says that it is a text, whatever it looks like.</summary>
    public static bool IsText(YamlScalarNode node) => !node.Tag.IsEmpty && !node.Tag.IsNonSpecific && node.Tag.Value == Core + "str";

    private static void Check(YamlNode node, int depth, ref int seen)
    {
        if (depth == 0 || ++seen > MostNodes)
            throw Fault(node, "is nested too deeply, or too large with its aliases");
        CheckTag(node);
        if (node is YamlMappingNode map)
            CheckNames(map);
        foreach (var child in node switch { YamlMappingNode m => m.Children.SelectMany(c => new[] { c.Key, c.Value }), YamlSequenceNode s => s.Children, _ => [] })
            Check(child, depth - 1, ref seen);
    }

    private static void CheckTag(YamlNode node)
    {
        if (node.Tag.IsEmpty || node.Tag.IsNonSpecific || node.Tag.Value == Clear || node.Tag.Value.StartsWith(Core, StringComparison.Ordinal))
            return;
        throw Fault(node, $"the tag {node.Tag.Value} {NearestName.Unknown(node.Tag.Value, [Clear, "!!str"])}");
    }

    private static void CheckNames(YamlMappingNode map)
    {
        var names = new HashSet<string>();
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode)
                throw Fault(key, "a name must be a text");
            if (!names.Add(key.ToString()))
                throw Fault(key, $"'{key}' is given twice, once with {Clear}"); // without it, YamlDotNet has refused it
            if (YamlJson.IsMerge(key) && !(value is YamlSequenceNode list ? list.Children : [value]).All(v => v is YamlMappingNode))
                throw Fault(key, "<< must be followed by an alias of an object, or a list of them");
        }
    }

    private static YamlException Fault(YamlNode node, string detail) => new(node.Start, node.End, detail);
}
