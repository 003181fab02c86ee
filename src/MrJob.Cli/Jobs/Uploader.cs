using System.Security.Cryptography;
using MrJob.Core.Storage;

namespace MrJob.Cli.Jobs;

/// <summary>Copies local files to S3, each under its digest: the same content is copied once, by whoever has it first.</summary>
/// <param name="folder">Below which everything goes.</param>
/// <param name="partSize">In bytes; larger files go in parts of this size.</param>
/// <param name="scratch">A local folder for what is packed before it is copied.</param>
internal sealed class Uploader(S3Files s3, S3Uri folder, long partSize, string scratch)
{
    /// <summary>A local folder for files that live as long as they are copied.</summary>
    public string Scratch => scratch;

    private readonly Dictionary<string, S3Uri> _done = [];

    /// <summary>The file's place on S3. Its key ends with the file's own name.</summary>
    /// <exception cref="CommandException">There is no such file, or it cannot be read.</exception>
    public async Task<S3Uri> UploadAsync(string path, CancellationToken cancel)
    {
        if (_done.TryGetValue(path, out var known))
            return known;
        if (Directory.Exists(path))
            throw new CommandException(ExitCodes.BadUsage, $"{path} is a folder; name the files in it, or give it in upload_dirs.");
        if (!File.Exists(path))
            throw new CommandException(ExitCodes.BadUsage, $"There is no file {path}.");
        return _done[path] = await UploadAsync(path, Path.GetFileName(path), cancel);
    }

    /// <summary>A folder as a gzipped tar archive.</summary>
    public async Task<S3Uri> UploadFolderAsync(string path, CancellationToken cancel)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        if (!Directory.Exists(path))
            throw new CommandException(ExitCodes.BadUsage, $"There is no folder {path}.");
        if (_done.TryGetValue(path + "/", out var known))
            return known;
        using var archive = await FolderArchive.CreateAsync(path, scratch, cancel);
        return _done[path + "/"] = await UploadAsync(archive.Path, Path.GetFileName(path) + ".tar.gz", cancel);
    }

    private async Task<S3Uri> UploadAsync(string path, string name, CancellationToken cancel)
    {
        try
        {
            await using var file = File.OpenRead(path);
            var digest = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
            var uri = folder / $"uploads/{digest[..32]}/{name}";
            if (await s3.FindAsync(uri, cancel) is null)
                await s3.WriteFileAsync(uri, path, partSize, cancel);
            return uri;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCodes.BadUsage, $"{path} cannot be read: {e.Message}");
        }
    }
}
