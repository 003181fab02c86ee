using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MrJob.Cli.Jobs;

/// <summary>Reads a job file, YAML or JSON (which is YAML too), into the body of POST /jobs.</summary>
internal static class JobFile
{
    /// <exception cref="CommandException">There is no such file, or it is no YAML with an object at its top.</exception>
    public static JsonObject Read(string path)
    {
        if (!File.Exists(path))
            throw new CommandException(ExitCodes.BadUsage, $"There is no job file {path}.");
        try
        {
            var yaml = new YamlStream();
            using var reader = new StreamReader(path);
            yaml.Load(reader);
            return yaml.Documents.Count == 1 && ToJson(yaml.Documents[0].RootNode) is JsonObject body
                ? body : throw new CommandException(ExitCodes.BadUsage, $"{path} must hold one object: the body of POST /jobs.");
        }
        catch (YamlException e)
        {
            throw new CommandException(ExitCodes.BadUsage, $"{path}, line {e.Start.Line}, column {e.Start.Column}: {e.Message}");
        }
    }

    /// <summary>A value as YAML reads it: 2 is a number, true a boolean, anything quoted a string.</summary>
    public static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(c.Key.ToString(), ToJson(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(ToJson)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Plain(scalar.Value),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };

    private static JsonNode? Plain(string? text) => text switch
    {
        null or "" or "~" or "null" => null,
        "true" => true,
        "false" => false,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => whole,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        _ => text,
    };

    /// <summary>Reads the VALUE of <c>--set OPTION=VALUE</c> as YAML would.</summary>
    public static JsonNode? ParseValue(string text)
    {
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(text));
            return yaml.Documents.Count == 0 ? "" : ToJson(yaml.Documents[0].RootNode);
        }
        catch (Exception e) when (e is YamlException or JsonException)
        {
            return text; // not YAML: then it is the text itself
        }
    }
}
