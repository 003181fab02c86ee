using System.Text.Json;
using System.Text.Json.Nodes;
using MrJob.Core.Configuration.Conf;
using YamlDotNet.Core;

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
            return YamlJson.Document(File.ReadAllText(path)) is { } top && YamlJson.ToJson(top) is JsonObject body
                ? body : throw new CommandException(ExitCodes.BadUsage, $"{path} must hold one object: the body of POST /jobs.");
        }
        catch (YamlException e)
        {
            throw new CommandException(ExitCodes.BadUsage, $"{path}, line {e.Start.Line}, column {e.Start.Column}: {e.Message}");
        }
    }

    /// <summary>Reads the VALUE of <c>--set OPTION=VALUE</c> as YAML would.</summary>
    public static JsonNode? ParseValue(string text)
    {
        try
        {
            return YamlJson.Document(text) is { } value ? YamlJson.ToJson(value) : "";
        }
        catch (Exception e) when (e is YamlException or JsonException)
        {
            return text; // not YAML: then it is the text itself
        }
    }
}
