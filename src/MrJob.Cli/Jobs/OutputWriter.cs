using System.Text.Json.Nodes;

namespace MrJob.Cli.Jobs;

/// <summary>Brings a completed job's output to where the user wants it.</summary>
internal sealed class OutputWriter(JobsApi api)
{
    /// <summary>Writes what is there, and returns the job's state: only a completed job's output is whole.</summary>
    public async Task<string> WriteAsync(string id, OutputTarget target, CancellationToken cancel)
    {
        var output = await api.GetAsync($"/jobs/{id}/output", cancel);
        foreach (var file in output["files"]!.AsArray().OfType<JsonObject>())
        {
            await using var to = Open(target, file["uri"]!.ToString()[output["output_dir"]!.ToString().Length..]);
            await api.DownloadAsync(file["url"]!.ToString(), to, cancel);
        }
        return output["state"]!.ToString();
    }

    private static Stream Open(OutputTarget target, string name)
    {
        if (target.Folder is null)
            return Console.OpenStandardOutput();
        var root = Path.GetFullPath(target.Folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, name));
        // A key may hold "..": it must not lead out of the folder.
        if (!path.StartsWith(root, StringComparison.Ordinal))
            throw new CommandException(ExitCodes.JobFailed, $"The output file {name} has a name that cannot be a file below {root}.");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.Create(path);
    }
}
