using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MrJob.Core.Configuration.Conf;

/// <summary>Checks the options of confs, and makes layers of them. Pure.</summary>
internal static partial class ConfLayers
{
    /// <param name="files">The lowest first.</param>
    /// <param name="runners">Names of sections, the lowest first: all files' sections of one are below all of the next.</param>
    /// <param name="expand">Expands what is one path before it is checked: <c>$BUCKET/tmp</c> is an S3 URI only then.</param>
    /// <exception cref="ConfException">Options are wrong; each fault is on a line of its own.</exception>
    public static IReadOnlyList<OptionLayer> Of(IReadOnlyList<ConfFile> files, IReadOnlyList<string> runners, bool forService, Func<string, string>? expand = null)
    {
        var faults = new List<string>();
        var layers = new List<OptionLayer>();
        foreach (var runner in runners)
        {
            foreach (var file in files)
            {
                if (file.Runners.TryGetValue(runner, out var section))
                    layers.Add(Layer(file, runner, expand is null ? section : Expanded(section, expand), forService, faults));
            }
        }
        return faults.Count == 0 ? layers : throw new ConfException(string.Join(Environment.NewLine, faults));
    }

    private static OptionLayer Layer(ConfFile file, string runner, ConfSection section, bool forService, List<string> faults)
    {
        var found = new List<Fault>();
        var path = $"runners.{runner}";
        var options = JsonSerializer.SerializeToElement(section.Options, CoreJson.Default.JsonObject);
        var layer = OptionReader.Read(new(found), options, path, file.Name, forService);
        faults.AddRange(found.Select(f => $"{Place(file, section, path, f.Path)}: {f.Path}: {f.Detail}"));
        var places = section.Lines.ToDictionary(line => line.Key, line => $"{file.Name}:{line.Value}");
        foreach (var (old, name) in OldNames.All.Where(o => places.ContainsKey(o.Old)))
            places[name] = places[old];
        return layer with { Places = places };
    }

    private static ConfSection Expanded(ConfSection section, Func<string, string> expand)
    {
        var paths = OptionTable.All.Where(o => o.Combine == Combining.Path).Select(o => o.Name).ToHashSet();
        paths.UnionWith(OldNames.All.Where(o => paths.Contains(o.Name)).Select(o => o.Old).ToList());
        return section with { Options = new(section.Options.Select(o => KeyValuePair.Create(o.Key, paths.Contains(o.Key) ? Expanded(o.Value, expand) : o.Value?.DeepClone()))) };
    }

    private static JsonNode? Expanded(JsonNode? value, Func<string, string> expand) =>
        Given.Parse(value) is { Value: JsonValue json } given && json.TryGetValue<string>(out var path)
            ? (given with { Value = expand(path) }).ToJson() : value?.DeepClone();

    private static string Place(ConfFile file, ConfSection section, string path, string fault) =>
        OptionName().Match(fault[path.Length..]) is { Success: true, Value: var name } && section.Lines.TryGetValue(name, out var line) ? $"{file.Name}:{line}" : file.Name;

    [GeneratedRegex(@"(?<=^(\.|\['))[^'.\[]+", RegexOptions.CultureInvariant)]
    private static partial Regex OptionName();
}
