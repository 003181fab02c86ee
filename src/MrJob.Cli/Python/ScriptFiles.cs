using System.Text.Json.Nodes;
using MrJob.Core.Jobs.Scripts;

namespace MrJob.Cli.Python;

/// <summary>Files that a job's own switches name: tasks get them beside the script, and their names there as the switches' values. Pure but for its list.</summary>
/// <param name="script">The script's path, whose name is taken.</param>
internal sealed class ScriptFiles(string script)
{
    private readonly List<FileReference> _files = [new(script, "", ReferenceKind.File)];

    /// <summary>Takes the names that files have which the job uploads anyway.</summary>
    /// <param name="items"><c>path#name</c> or <c>path</c>; what is wrong with an item the service says.</param>
    public void Take(IEnumerable<string> items) => _files.AddRange(items.Select(Parse).OfType<FileReference>());

    /// <summary>The arguments of tasks, and what is to be uploaded for them.</summary>
    /// <param name="extra">Texts, and files as objects: <c>{"path": …, "name": …}</c>.</param>
    public (IReadOnlyList<string> Args, IReadOnlyList<string> Uploads) Resolve(JsonArray extra)
    {
        var taken = _files.Count;
        var args = extra.Select(arg => arg is JsonObject file ? NameOf(file["path"]!.ToString(), file["name"]?.ToString()) : arg!.ToString()).ToList();
        return (args, [.. _files.Skip(taken).Select(f => $"{f.Path}#{f.LocalName}")]);
    }

    private string NameOf(string path, string? name)
    {
        var wanted = new FileReference(path, name ?? "", ReferenceKind.File);
        if (_files.Find(f => f.Path == path && (name is null || f.LocalName == name)) is { } known)
            return known.LocalName;
        // A name that the user chose is kept: the service says with what it collides.
        for (var n = 1; name is null && _files.Exists(f => f.LocalName == wanted.LocalName); n++)
            wanted = wanted with { Name = $"{n}-{new FileReference(path, "", ReferenceKind.File).LocalName}" };
        _files.Add(wanted);
        return wanted.LocalName;
    }

    private static FileReference? Parse(string item)
    {
        try
        {
            return FileReference.Parse(item, ReferenceKind.File);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
