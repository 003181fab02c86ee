using System.Text.Json.Nodes;
using MrJob.Cli.Options;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs.Scripts;

namespace MrJob.Cli.Jobs;

/// <summary>Copies the local files that a body names to S3 and puts their S3 URIs in their place.</summary>
internal sealed class LocalFiles(Uploader uploader)
{
    /// <summary>Replaces local paths of a job: its input, its script, jars and scripts of its steps, and its options.</summary>
    /// <param name="folder">What paths outside of the options are relative to; those of the options are absolute by now.</param>
    /// <exception cref="CommandException">A path names no file.</exception>
    public async Task ReplaceAsync(JsonObject body, string folder, CancellationToken cancel)
    {
        if (body["input"] is JsonArray input)
            body["input"] = new JsonArray([.. (await new InputFiles(uploader).ReplaceAsync(input, folder, cancel))]);
        await MemberAsync(body, "script", folder, cancel);
        foreach (var step in (body["steps"] as JsonArray ?? []).OfType<JsonObject>())
        {
            await MemberAsync(step, "jar", folder, cancel);
            await MemberAsync(step, "script", folder, cancel);
        }
        await ReplaceOptionsAsync(body, cancel);
    }

    /// <summary>Replaces local paths of the options of a job or a cluster.</summary>
    public async Task ReplaceOptionsAsync(JsonObject body, CancellationToken cancel)
    {
        if (body["options"] is not JsonObject options)
            return;
        foreach (var option in OptionTable.All.Where(o => o.NamesFiles && options.ContainsKey(o.Name)))
        {
            var given = Given.Parse(options[option.Name]);
            options[option.Name] = (given with { Value = await ReplaceAsync(option, given.Value, cancel) }).ToJson();
        }
        FoldersAreArchives(options);
    }

    private async Task<JsonNode?> ReplaceAsync(Option option, JsonNode? value, CancellationToken cancel)
    {
        if (value is not JsonArray list)
            return value is JsonValue lone && LocalPaths.IsLocal(lone.GetValue<string>()) ? (await uploader.UploadAsync(lone.GetValue<string>(), cancel)).ToString() : value;
        var replaced = new JsonArray();
        foreach (var text in list.Select(item => item!.GetValue<string>()))
            replaced.Add(option.Name switch
            {
                "setup" or "bootstrap" => await CommandAsync(text, cancel),
                "bootstrap_actions" => await FirstWordAsync(text, cancel),
                "upload_dirs" => await NamedAsync(text, uploader.UploadFolderAsync, cancel),
                _ => await NamedAsync(text, uploader.UploadAsync, cancel),
            });
        return replaced;
    }

    /// <summary>Tasks get a folder as the archive that it was packed into.</summary>
    private static void FoldersAreArchives(JsonObject options)
    {
        if (options["upload_dirs"] is not { } folders)
            return;
        options.Remove("upload_dirs");
        Given? archives = options["upload_archives"] is { } given ? Given.Parse(given) : null;
        options["upload_archives"] = Combine.Two(Combining.PathList, archives, new(Given.Parse(folders).Value, Clears: false)).ToJson();
    }

    private async Task<string> CommandAsync(string text, CancellationToken cancel)
    {
        var command = ShellCommand.Parse(text);
        var places = new Dictionary<string, string>();
        foreach (var reference in command.References.Where(r => LocalPaths.IsLocal(r.Path)))
        {
            var uri = reference.Kind == ReferenceKind.Directory
                ? await uploader.UploadFolderAsync(reference.Path, cancel) : await uploader.UploadAsync(reference.Path, cancel);
            places[reference.Path] = uri.ToString();
        }
        return command.With(r => places.TryGetValue(r.Path, out var uri) ? r.At(uri) : r).ToString();
    }

    private async Task<string> FirstWordAsync(string text, CancellationToken cancel)
    {
        var words = ShellWords.Split(text);
        return LocalPaths.IsLocal(words[0])
            ? ShellWords.Join(words.Skip(1).Prepend((await uploader.UploadAsync(words[0], cancel)).ToString())) : text;
    }

    /// <summary><c>path#name</c>, or <c>path</c>, whose name in the task's folder is the file's own.</summary>
    private static async Task<string> NamedAsync(string text, Func<string, CancellationToken, Task<Core.Storage.S3Uri>> upload, CancellationToken cancel)
    {
        var hash = text.LastIndexOf('#');
        var path = hash < 0 ? text : text[..hash];
        if (!LocalPaths.IsLocal(path))
            return text;
        var name = hash < 0 || hash == text.Length - 1 ? Path.GetFileName(Path.TrimEndingDirectorySeparator(path)) : text[(hash + 1)..];
        return $"{await upload(path, cancel)}#{name}";
    }

    private async Task MemberAsync(JsonObject parent, string name, string folder, CancellationToken cancel)
    {
        // A jar without a slash is one that the cluster has, such as command-runner.jar.
        if (parent[name] is JsonValue value && value.TryGetValue(out string? path) && LocalPaths.IsLocal(path)
            && (path.Contains('/') || File.Exists(Path.Combine(folder, path))))
            parent[name] = (await uploader.UploadAsync(Path.GetFullPath(Path.Combine(folder, path)), cancel)).ToString();
    }
}
