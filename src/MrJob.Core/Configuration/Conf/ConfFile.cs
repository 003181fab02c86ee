using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MrJob.Core.Configuration.Conf;

/// <summary>One file of mrjob.conf, YAML or JSON, as it was written: its options are not checked yet.</summary>
/// <param name="Name">Where it is: a path or an S3 URI.</param>
/// <param name="Runners">The options of each section below <c>runners</c>.</param>
/// <param name="Limits">Bounds on clusters; the service's conf has them.</param>
/// <param name="Locked">Options that no request may change.</param>
internal sealed record ConfFile(
    string Name, IReadOnlyList<string> Includes, IReadOnlyDictionary<string, ConfSection> Runners, JsonNode? Limits, JsonNode? Locked)
{
    private static readonly string[] Known = ["include", "limits", "locked", "runners"];
    private static readonly string[] KnownRunners = ["dataproc", "emr", "hadoop", "inline", "local", "spark"];

    /// <exception cref="ConfException">The text is no conf.</exception>
    public static ConfFile Parse(string name, string text)
    {
        try
        {
            return YamlJson.Document(text) switch
            {
                null or YamlScalarNode { Value: "" or null } => new(name, [], new Dictionary<string, ConfSection>(), null, null),
                YamlMappingNode top => Parse(name, top),
                var other => throw new ConfException($"{name}:{other.Start.Line}: must be an object with runners"),
            };
        }
        catch (YamlException e)
        {
            throw new ConfException($"{name}:{e.Start.Line}: {e.Message}");
        }
    }

    private static ConfFile Parse(string name, YamlMappingNode top)
    {
        var members = YamlJson.Members(top).ToDictionary(m => m.Key.ToString());
        if (members.FirstOrDefault(m => !Known.Contains(m.Key) && !IsShared(m.Key, m.Value.Value)) is { Key: { } unknown, Value: var at })
            throw new ConfException($"{name}:{at.Key.Start.Line}: '{unknown}' {NearestName.Unknown(unknown, Known)}");
        return new(name, ReadIncludes(name, members), Sections(name, members), Json("limits"), Json("locked"));

        JsonNode? Json(string member) => members.TryGetValue(member, out var found) ? YamlJson.ToJson(found.Value, words: true) : null;
    }

    private static IReadOnlyList<string> ReadIncludes(string name, Dictionary<string, KeyValuePair<YamlNode, YamlNode>> members) =>
        !members.TryGetValue("include", out var include) ? [] : include.Value switch
        {
            YamlScalarNode nothing when IsNothing(nothing) => [],
            YamlScalarNode { Value: { } one } => [one],
            YamlSequenceNode several when several.Children.All(c => c is YamlScalarNode { Value.Length: > 0 }) => [.. several.Children.Select(c => c.ToString())],
            _ => throw new ConfException($"{name}:{include.Key.Start.Line}: include must be a path or a list of paths"),
        };

    private static Dictionary<string, ConfSection> Sections(string name, Dictionary<string, KeyValuePair<YamlNode, YamlNode>> members)
    {
        if (!members.TryGetValue("runners", out var runners) || IsNothing(runners.Value))
            return [];
        if (runners.Value is not YamlMappingNode map)
            throw new ConfException($"{name}:{runners.Key.Start.Line}: runners must be an object with a section for each runner, such as emr");
        var sections = YamlJson.Members(map).ToList();
        foreach (var (key, value) in sections.Prepend(runners))
            CheckSection(name, key, value);
        return sections.ToDictionary(s => s.Key.ToString(), s => ConfSection.Of(name, s.Key.ToString(), s.Value));
    }

    private static void CheckSection(string file, YamlNode key, YamlNode value)
    {
        if (YamlJson.Clears(key, value))
            throw new ConfException($"{file}:{key.Start.Line}: !clear is for options and what is in them; {key} is neither");
        if (!KnownRunners.Contains(key.ToString()) && NearestName.Of(key.ToString(), KnownRunners) is { } nearest)
            throw new ConfException($"{file}:{key.Start.Line}: runners.{key} is not known; did you mean '{nearest}'?");
    }

    /// <summary>A section of anchors for others to share, under any name that is not a misspelt one.</summary>
    private static bool IsShared(string section, YamlNode value) => NearestName.Of(section, Known) is null && value.AllNodes.Any(n => !n.Anchor.IsEmpty);

    internal static bool IsNothing(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain } && YamlJson.ToJson(node, words: true) is null;
}

/// <summary>The options of one runner in one file.</summary>
/// <param name="Lines">The line of each option.</param>
internal sealed record ConfSection(JsonObject Options, IReadOnlyDictionary<string, long> Lines)
{
    public static ConfSection Of(string file, string runner, YamlNode node) => node switch
    {
        YamlMappingNode map => new(
            (JsonObject)YamlJson.ToJson(map, words: true)!, YamlJson.Members(map).ToDictionary(m => m.Key.ToString(), m => m.Key.Start.Line)),
        _ when ConfFile.IsNothing(node) => new([], new Dictionary<string, long>()),
        _ => throw new ConfException($"{file}:{node.Start.Line}: runners.{runner} must be an object of options"),
    };
}

/// <summary>A conf cannot be read; the message names the file, the line and the fault.</summary>
internal sealed class ConfException(string message) : Exception(message);
