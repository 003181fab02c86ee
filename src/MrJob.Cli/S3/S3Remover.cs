using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Core.Storage;

namespace MrJob.Cli.S3;

/// <summary><c>mrjob s3 rm</c> and <c>mkdir</c>.</summary>
internal sealed class S3Remover(S3Connection connection, S3Sources sources)
{
    /// <summary>Deletes objects.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="CommandException">There is nothing to delete, or it would be a whole bucket and that was not confirmed.</exception>
    public async Task<long> RemoveAsync(S3Uri uri, bool recursive, bool force, CancellationToken cancel)
    {
        if (IsWholeBucket(uri, recursive) && !force)
            throw new CommandException(ExitCodes.BadUsage, $"{uri} is all that is in the bucket {uri.Bucket}; to delete that, add --recursive and --force.");
        var files = await connection.FilesAsync(uri.Bucket, cancel);
        var objects = sources.ObjectsAsync(uri, recursive, cancel).Select(f => f.Uri);
        if (recursive && !sources.IsGlob(uri) && uri.Key.Trim('/').Length > 0) // Hadoop's marker lies beside the folder
            objects = objects.Append(uri with { Key = uri.Key.TrimEnd('/') + S3Uri.MarkerEnding });
        return await files.DeleteAsync(objects, cancel);
    }

    /// <exception cref="CommandException">It would be a whole bucket, and that was not confirmed.</exception>
    public void CheckOld(S3Uri uri, bool force)
    {
        if (IsWholeBucket(uri, recursive: true) && !force)
            throw new CommandException(ExitCodes.BadUsage, $"{uri} is all that is in the bucket {uri.Bucket}; to delete what is old in all of it, add --force.");
    }

    /// <summary>Objects, folders with all that is in them or matches of a glob, that were last written before a time.</summary>
    /// <exception cref="CommandException">There is nothing.</exception>
    public IAsyncEnumerable<S3File> OldAsync(S3Uri uri, DateTimeOffset before, CancellationToken cancel) =>
        sources.ObjectsAsync(uri, recursive: true, cancel).Where(f => f.LastModified < before);

    /// <summary>Makes the bucket, if it is not there, and the folder's marker.</summary>
    public async Task MakeFolderAsync(S3Uri uri, CancellationToken cancel)
    {
        var s3 = await connection.AnyAsync();
        try
        {
            await s3.HeadBucketAsync(new HeadBucketRequest { BucketName = uri.Bucket }, cancel);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            await s3.PutBucketAsync(uri.Bucket, cancel);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Forbidden)
        {
            // it is there, in another region or not to be looked at: whether it can be written to shows below
        }
        await (await connection.FilesAsync(uri.Bucket, cancel)).MakeFolderAsync(uri, cancel);
    }

    /// <summary>Whether nothing would be left: the bucket itself, or a pattern of stars alone that takes folders too.</summary>
    private bool IsWholeBucket(S3Uri uri, bool recursive) =>
        uri.Key.Length == 0 || (recursive && sources.IsGlob(uri) && uri.Key.All(c => c is '*' or '/'));
}
