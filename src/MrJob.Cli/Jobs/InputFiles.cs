using System.Text.Json.Nodes;
using MrJob.Cli.Options;
using MrJob.Core.Configuration.Conf;

namespace MrJob.Cli.Jobs;

/// <summary>Copies a job's local input to S3: files, globs, folders with their files, and standard input, which is called <c>-</c>.</summary>
internal sealed class InputFiles(Uploader uploader)
{
    /// <param name="folder">What relative paths are relative to.</param>
    /// <exception cref="CommandException">A path or glob names nothing.</exception>
    public async Task<IReadOnlyList<JsonNode?>> ReplaceAsync(JsonArray input, string folder, CancellationToken cancel)
    {
        var replaced = new List<JsonNode?>();
        foreach (var item in input)
        {
            if (item is not JsonValue value || !value.TryGetValue(out string? path) || !LocalPaths.IsLocal(path))
                replaced.Add(item?.DeepClone()); // on S3, or the service says what is wrong with it
            else if (path == "-")
                replaced.Add(await StandardInputAsync(cancel));
            else
                foreach (var file in Files(Path.GetFullPath(Path.Combine(folder, path))))
                    replaced.Add((await uploader.UploadAsync(file, cancel)).ToString());
        }
        return replaced;
    }

    /// <summary>The files that a path stands for. Hadoop reads the files right in a folder, and skips hidden ones.</summary>
    private static IEnumerable<string> Files(string path)
    {
        foreach (var found in PathExpansion.Globs(path))
        {
            if (!Directory.Exists(found))
            {
                yield return found;
                continue;
            }
            var files = Directory.EnumerateFiles(found).Where(f => Path.GetFileName(f)[0] is not ('.' or '_')).Order(StringComparer.Ordinal).ToList();
            if (files.Count == 0)
                throw new CommandException(ExitCodes.BadUsage, $"The input folder {found} has no files.");
            foreach (var file in files)
                yield return file;
        }
    }

    private async Task<string> StandardInputAsync(CancellationToken cancel)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(uploader.Scratch, $"mrjob-{Guid.NewGuid():N}")).FullName, "stdin");
        try
        {
            await using (var file = File.Create(path))
            await using (var from = Console.OpenStandardInput())
                await from.CopyToAsync(file, cancel);
            return (await uploader.UploadAsync(path, cancel)).ToString();
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }
}
