using System.Runtime.CompilerServices;
using MrJob.Core.Storage;

namespace MrJob.Cli.S3;

/// <summary>The objects and folders that an argument of a command means.</summary>
/// <param name="globs">Whether wildcards mean something.</param>
internal sealed class S3Sources(S3Connection connection, bool globs)
{
    /// <summary>Whether the URI stands for what matches it.</summary>
    public bool IsGlob(S3Uri uri) => globs && S3Glob.IsGlob(uri.Key);

    /// <summary>What to show of a URI: a glob's matches, a folder's entries, or an object.</summary>
    /// <exception cref="CommandException">There is nothing.</exception>
    public async IAsyncEnumerable<S3Entry> EntriesAsync(S3Uri uri, [EnumeratorCancellation] CancellationToken cancel)
    {
        var files = await connection.FilesAsync(uri.Bucket, cancel);
        var found = uri.Key.Length == 0;
        if (!IsGlob(uri) && !uri.IsFolder && await files.ListAsync(uri, cancel).FirstOrDefaultAsync(cancel) is { } first && first.Uri == uri)
        {
            found = true;
            yield return new(uri, first);
        }
        await foreach (var entry in (IsGlob(uri) ? files.GlobEntriesAsync(uri, cancel) : files.EntriesAsync(uri, cancel)).WithCancellation(cancel))
        {
            found = true;
            yield return entry;
        }
        if (!found && (IsGlob(uri) || !await files.ListAsync(uri.AsFolder(), cancel).AnyAsync(cancel)))
            throw Nothing(uri);
    }

    /// <summary>Every object that is meant: a glob's matches, with what is in folders that match, or the object and all below it as a folder.</summary>
    /// <param name="recursive">Whether folders are meant too; otherwise only objects are.</param>
    /// <exception cref="CommandException">There is none.</exception>
    public async IAsyncEnumerable<S3File> ObjectsAsync(S3Uri uri, bool recursive, [EnumeratorCancellation] CancellationToken cancel)
    {
        var files = await connection.FilesAsync(uri.Bucket, cancel);
        var found = uri.Key.Length == 0;
        await foreach (var file in Objects(files, uri, recursive, cancel).WithCancellation(cancel))
        {
            found = true;
            yield return file;
        }
        if (!found)
            throw !recursive && !IsGlob(uri) && await files.ListAsync(uri.AsFolder(), cancel).AnyAsync(cancel)
                ? new CommandException(ExitCodes.JobFailed, $"{uri} is a folder; with --recursive all that is in it is meant.") : Nothing(uri);
    }

    private IAsyncEnumerable<S3File> Objects(S3Files files, S3Uri uri, bool recursive, CancellationToken cancel)
    {
        if (IsGlob(uri))
            return recursive
                ? files.GlobEntriesAsync(uri, cancel).SelectMany(e => e.IsFolder ? files.ListAsync(e.Uri, cancel) : One(e.File!))
                : files.GlobAsync(uri, cancel);
        return recursive ? files.ListFolderAsync(uri, cancel) : files.ListAsync(uri, cancel).Take(1).Where(f => f.Uri == uri);
    }

    private static IAsyncEnumerable<S3File> One(S3File file) => new[] { file }.ToAsyncEnumerable();

    private CommandException Nothing(S3Uri uri) => new(ExitCodes.JobFailed, IsGlob(uri) ? $"Nothing matches {uri}." : $"There is nothing at {uri}.");
}
