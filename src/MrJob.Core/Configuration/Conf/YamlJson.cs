using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MrJob.Core.Configuration.Conf;

/// <summary>YAML as JSON: 2 is a number, true a boolean, anything quoted a string. JSON itself is YAML, too.</summary>
internal static class YamlJson
{
    /// <summary>The one document of a text; null when it has none.</summary>
    /// <exception cref="YamlException">It is no YAML; <c>Start</c> says where.</exception>
    public static YamlNode? Document(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        return yaml.Documents.Count switch
        {
            0 => null,
            1 => YamlChecks.Checked(yaml.Documents[0].RootNode),
            _ => throw new YamlException(yaml.Documents[1].RootNode.Start, yaml.Documents[1].RootNode.Start, "a second document begins; there may be one"),
        };
    }

    /// <param name="words">Whether plain yes, no, on and off are booleans, as they were to mrjob's reader of YAML 1.1.</param>
    public static JsonNode? ToJson(YamlNode node, bool words = false) => node switch
    {
        YamlMappingNode map => new JsonObject(Members(map).Select(c => KeyValuePair.Create(c.Key.ToString(), Value(c.Key, c.Value, words)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(item => ToJson(item, words))]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when !YamlChecks.IsText(scalar) => Plain(scalar.Value, words),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };

    /// <summary>Whether a key or its value is tagged <c>!clear</c>: mrjob takes either.</summary>
    public static bool Clears(YamlNode key, YamlNode value) => IsClear(key) || IsClear(value);

    /// <summary>The map's own members, and those that <c>&lt;&lt;</c> merges in from an anchor where it has none of that name.</summary>
    public static IEnumerable<KeyValuePair<YamlNode, YamlNode>> Members(YamlMappingNode map)
    {
        var own = map.Children.Where(c => !IsMerge(c.Key)).ToList();
        var names = own.Select(c => c.Key.ToString()).ToHashSet();
        var merged = map.Children.Where(c => IsMerge(c.Key))
            .SelectMany(c => c.Value is YamlSequenceNode several ? several.Children : (IEnumerable<YamlNode>)[c.Value])
            .OfType<YamlMappingNode>().SelectMany(Members).Where(c => names.Add(c.Key.ToString()));
        return merged.ToList().Concat(own);
    }

    private static JsonNode? Value(YamlNode key, YamlNode value, bool words) =>
        Clears(key, value) ? Given.Wrapped(ToJson(value, words)) : ToJson(value, words);

    private static bool IsClear(YamlNode node) => !node.Tag.IsEmpty && node.Tag.Value == "!clear";

    public static bool IsMerge(YamlNode key) => key is YamlScalarNode { Style: ScalarStyle.Plain, Value: "<<" };

    private static JsonNode? Plain(string? text, bool words) => text switch
    {
        null or "" or "~" or "null" => null,
        "true" => true,
        "false" => false,
        "Null" or "NULL" when words => null,
        _ when words && Word(text) is { } boolean => boolean,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && !HasLeadingZero(text) => whole,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && !HasLeadingZero(text) => Number(text, number),
        _ => text,
    };

    private static bool? Word(string text) => text.ToUpperInvariant() switch
    {
        "YES" or "ON" or "TRUE" => true,
        "NO" or "OFF" or "FALSE" => false,
        _ => null,
    };

    /// <summary>0755 is a mode or an id, not the number 755.</summary>
    private static bool HasLeadingZero(string text) => text.TrimStart('-', '+') is ['0', >= '0' and <= '9', ..];

    /// <summary>As it was written where JSON writes numbers so, too: a price of 0.10 stays 0.10, a version 7.0 stays 7.0.</summary>
    private static JsonNode? Number(string text, double number)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException) // such as .5
        {
            return number;
        }
    }
}
