using System.Text.Json.Nodes;
using MrJob.Core.Configuration;
using MrJob.Core.Configuration.Conf;
using MrJob.Core.Jobs.Scripts;

namespace MrJob.Cli.Options;

/// <summary>Makes the local paths of one source of options absolute, before sources are combined that are relative to different folders.</summary>
/// <param name="Folder">What paths are relative to.</param>
/// <param name="Expand">Whether <c>~</c>, variables and globs are expanded, as in mrjob.conf. What a shell has seen was expanded by it.</param>
internal sealed record LocalPaths(string Folder, bool Expand)
{
    public static LocalPaths Of(string folder) => new(folder, Expand: false);

    public OptionLayer Absolute(OptionLayer layer) =>
        layer with { Values = layer.Values.ToDictionary(v => v.Key, v => v.Value with { Value = Absolute(OptionTable.Find(v.Key)!, v.Value.Value) }) };

    private JsonNode? Absolute(Option option, JsonNode? value) => value switch
    {
        null => null,
        JsonArray list when option.NamesFiles => new JsonArray([.. list.SelectMany(item => Each(option, item!.GetValue<string>())).Select(text => (JsonNode?)text)]),
        JsonValue when option.NamesFiles || option.Combine == Combining.Path => One(value.GetValue<string>()),
        _ => value.DeepClone(),
    };

    private IEnumerable<string> Each(Option option, string text) => option.Name switch
    {
        "setup" or "bootstrap" => [ShellCommand.Parse(text).With(r => r with { Path = One(r.Path) }).ToString()],
        "bootstrap_actions" => [ShellWords.Join(ShellWords.Split(text).Select((word, i) => i == 0 ? One(word) : word))],
        _ => Globbed(text),
    };

    /// <summary>An item such as <c>path#name</c>; a glob stands for several.</summary>
    private IEnumerable<string> Globbed(string text)
    {
        var hash = text.LastIndexOf('#');
        var (path, name) = hash < 0 ? (text, "") : (text[..hash], text[hash..]);
        if (!IsLocal(path))
            return [text];
        return Expand && name.Length == 0 ? PathExpansion.Globs(One(path)) : [One(path) + name];
    }

    private string One(string path)
    {
        if (Expand)
            path = PathExpansion.Expand(path);
        return IsLocal(path) ? Path.GetFullPath(Path.Combine(Folder, path)) : path; // a final slash, which says that it is a folder, stays
    }

    /// <summary>Whether it is on this machine: not a URI.</summary>
    public static bool IsLocal(string path) => !path.Contains("://", StringComparison.Ordinal);
}
