using MrJob.Core.Storage;

namespace MrJob.Cli.S3;

/// <summary><c>mrjob s3 cp</c>: from here to S3, from S3 to here, and within S3.</summary>
internal sealed class S3Copier(S3Connection connection, S3Sources sources, long partSize)
{
    public const string StandardStream = "-";

    public Task CopyAsync(string from, string to, bool recursive, CancellationToken cancel) => (S3Uri.HasScheme(from), S3Uri.HasScheme(to)) switch
    {
        (false, false) => throw new CommandException(ExitCodes.BadUsage, $"Neither {from} nor {to} is on S3; one of them must look like s3://bucket/key."),
        (false, true) => UploadAsync(from, S3Uri.Parse(to), recursive, cancel),
        (true, false) => DownloadAsync(S3Uri.Parse(from), to, recursive, cancel),
        _ => WithinAsync(S3Uri.Parse(from), S3Uri.Parse(to), recursive, cancel),
    };

    private async Task UploadAsync(string from, S3Uri to, bool recursive, CancellationToken cancel)
    {
        var files = await connection.FilesAsync(to.Bucket, cancel);
        if (from == StandardStream)
        {
            if (to.IsFolder)
                throw new CommandException(ExitCodes.BadUsage, $"Standard input has no name; {to} must name an object.");
            await files.WriteAsync(to, Console.OpenStandardInput(), partSize, cancel);
        }
        else if (Directory.Exists(from))
        {
            if (!recursive)
                throw new CommandException(ExitCodes.BadUsage, $"{from} is a folder; with --recursive all that is in it is copied.");
            foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                await files.WriteFileAsync(to / Path.GetRelativePath(from, path).Replace(Path.DirectorySeparatorChar, '/'), path, partSize, cancel);
        }
        else
        {
            await files.WriteFileAsync(to.IsFolder ? to / Path.GetFileName(from) : to, from, partSize, cancel);
        }
    }

    private async Task DownloadAsync(S3Uri from, string to, bool recursive, CancellationToken cancel)
    {
        var files = await connection.FilesAsync(from.Bucket, cancel);
        if (to == StandardStream)
        {
            await new S3Reader(connection, sources).CatAsync([from], raw: true, Console.OpenStandardOutput(), cancel);
            return;
        }
        var intoFolder = CopyPaths.IsMany(from, sources.IsGlob(from), recursive) || Directory.Exists(to) || Path.EndsInDirectorySeparator(to);
        await foreach (var file in sources.ObjectsAsync(from, recursive, cancel))
        {
            var name = CopyPaths.Below(from, file.Uri, sources.IsGlob(from), recursive);
            if (file.Uri.Key.EndsWith('/'))
                Directory.CreateDirectory(CopyPaths.Local(to, name, file.Uri));
            else if (!file.IsFolderMarker)
                await SaveAsync(files, file.Uri, intoFolder ? CopyPaths.Local(to, name, file.Uri) : to, cancel);
        }
    }

    /// <summary>A file is there whole or not at all.</summary>
    private static async Task SaveAsync(S3Files files, S3Uri from, string path, CancellationToken cancel)
    {
        if (Directory.Exists(path))
            throw new CommandException(ExitCodes.JobFailed, $"{from} cannot become the file {path}: there is a folder of that name.");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            await using (var content = await files.OpenAsync(from, cancel))
            await using (var file = File.Create(temporary))
                await content.CopyToAsync(file, cancel);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task WithinAsync(S3Uri from, S3Uri to, bool recursive, CancellationToken cancel)
    {
        var intoFolder = CopyPaths.IsMany(from, sources.IsGlob(from), recursive) || to.IsFolder;
        if (recursive && from.AsFolder().Holds(to.AsFolder()))
            throw new CommandException(ExitCodes.BadUsage, $"{to} is in {from}: the copy would be copied too.");
        await connection.FilesAsync(from.Bucket, cancel); // on AWS, tells a missing bucket before the first copy
        var files = await connection.FilesAsync(to.Bucket, cancel);
        await foreach (var file in sources.ObjectsAsync(from, recursive, cancel))
            await files.CopyAsync(file.Uri, intoFolder ? to / CopyPaths.Below(from, file.Uri, sources.IsGlob(from), recursive) : to, cancel);
    }
}
