using System.Net;
using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Core.Storage.Globs;

namespace MrJob.Core.Storage;

/// <summary>
/// Objects by their URIs: looking, listing, reading, writing, copying, deleting. Listings are read page by page as they are taken, contents
/// as streams; memory stays bounded by a page, or by one part of an upload. What S3 refuses is thrown as it comes
/// (<see cref="AmazonS3Exception"/>; a missing bucket has the code <c>NoSuchBucket</c>).
/// </summary>
public sealed class S3Files(IAmazonS3 s3)
{
    /// <summary>Of an upload in parts, in bytes, unless something else is asked for.</summary>
    public const long DefaultPartSize = 16L << 20;

    private const int DeletesPerCall = 1000; // DeleteObjects takes no more

    /// <summary>The object without its content; null when there is none, or no such bucket.</summary>
    public async Task<S3File?> FindAsync(S3Uri uri, CancellationToken cancel = default)
    {
        S3Keys.Check(uri);
        try
        {
            var head = await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = uri.Bucket, Key = S3Keys.InPath(uri) }, cancel);
            return S3Keys.ToFile(head, uri);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Every object whose key starts with the URI's, in the order of their keys: <c>s3://b/data</c> gives <c>data-old</c> too.</summary>
    public async IAsyncEnumerable<S3File> ListAsync(S3Uri prefix, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await foreach (var found in s3.ListAllAsync(new ListObjectsV2Request { BucketName = prefix.Bucket, Prefix = prefix.Key }, cancel))
            yield return found.ToFile(prefix.Bucket);
    }

    /// <summary>
    /// The object of this very key and every object below it as a folder, at any depth: <c>s3://b/data</c> gives <c>data</c> and
    /// <c>data/x/y</c>, and not <c>data-old</c>.
    /// </summary>
    public async IAsyncEnumerable<S3File> ListFolderAsync(S3Uri folder, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        if (!folder.IsFolder && await FirstAsync(folder, cancel) is { } itself)
            yield return itself;
        await foreach (var found in ListAsync(folder.AsFolder(), cancel))
            yield return found;
    }

    /// <summary>
    /// What is directly in a folder: objects and folders, in the order of their keys, each folder once, also where only a marker stands
    /// for it. The markers themselves are no entries.
    /// </summary>
    public async IAsyncEnumerable<S3Entry> EntriesAsync(S3Uri folder, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var prefix = folder.AsFolder().Key;
        var seen = new List<string>(); // folders that a marker may still come for
        var request = new ListObjectsV2Request { BucketName = folder.Bucket, Prefix = prefix, Delimiter = "/" };
        await foreach (var page in s3.PagesAsync(request, cancel))
        {
            foreach (var (name, found) in page.Names().Where(n => n.Name != prefix))
            {
                seen.RemoveAll(f => KeyOrder.Utf8.Compare(f[..^1] + S3Uri.MarkerEnding, name) < 0);
                var below = found is null ? name : S3Keys.FolderOfMarker(name);
                if (below is null)
                    yield return new(new(folder.Bucket, name), found!.ToFile(folder.Bucket));
                else if (!seen.Contains(below))
                    yield return new(new(folder.Bucket, below), null);
                if (found is null)
                    seen.Add(name);
            }
        }
    }

    /// <summary>Objects whose keys match, in the order of their keys. Reads only pages of the bucket's listing that can hold a match.</summary>
    /// <param name="glob">The key is a pattern as <see cref="S3Glob"/> has it; the bucket is a name.</param>
    /// <exception cref="FormatException">The pattern is malformed.</exception>
    public IAsyncEnumerable<S3File> GlobAsync(S3Uri glob, CancellationToken cancel = default) =>
        new GlobListing(s3, glob.Bucket, S3Glob.Parse(glob.Key), folders: false).ListAsync(cancel).Select(entry => entry.File!);

    /// <summary>Objects and folders whose names match, as Hadoop takes a job's input: <c>logs/2026-*</c> matches the folder <c>logs/2026-01/</c>.</summary>
    /// <inheritdoc cref="GlobAsync"/>
    public IAsyncEnumerable<S3Entry> GlobEntriesAsync(S3Uri glob, CancellationToken cancel = default) =>
        new GlobListing(s3, glob.Bucket, S3Glob.Parse(glob.Key), folders: true).ListAsync(cancel);

    /// <summary>Hadoop's <c>_$folder$</c> markers of the place and of each folder above it, the outermost first. To let somebody else read the place, they must be readable too.</summary>
    public async IAsyncEnumerable<S3File> FolderMarkersAsync(S3Uri uri, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var path = uri.Key.TrimEnd('/') + "/";
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (await FindAsync(uri with { Key = path[..slash] + S3Uri.MarkerEnding }, cancel) is { } marker)
                yield return marker;
            if (slash == path.Length - 1)
                break;
        }
    }

    /// <summary>Makes an empty folder by putting its marker, <c>key/</c>. Does nothing to what is in it.</summary>
    public Task MakeFolderAsync(S3Uri folder, CancellationToken cancel = default) =>
        folder.Key.Length == 0 ? Task.CompletedTask : WriteAsync(folder.AsFolder(), ReadOnlyMemory<byte>.Empty, cancel);

    /// <summary>Writes an object, in place of one that is there.</summary>
    public async Task WriteAsync(S3Uri uri, ReadOnlyMemory<byte> content, CancellationToken cancel = default)
    {
        using var stream = new MemoryStream(content.ToArray(), writable: false);
        await WriteAsync(uri, stream, Math.Max(content.Length, DefaultPartSize), cancel);
    }

    /// <summary>Writes what the stream holds from where it stands, in place of an object that is there. Nobody sees half of it.</summary>
    /// <param name="partSize">In bytes. More is uploaded in parts of this size, of 5 MiB at least, larger where S3's limit of 10,000 parts asks for it; one part at a time is in memory.</param>
    public Task WriteAsync(S3Uri uri, Stream content, long partSize = DefaultPartSize, CancellationToken cancel = default) =>
        new S3Upload(s3, S3Keys.Check(uri)).WriteAsync(content, partSize, cancel);

    /// <summary>Writes a file's content; see <see cref="WriteAsync(S3Uri, Stream, long, CancellationToken)"/>.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public async Task WriteFileAsync(S3Uri uri, string path, long partSize = DefaultPartSize, CancellationToken cancel = default)
    {
        await using var file = File.OpenRead(path);
        await WriteAsync(uri, file, partSize, cancel);
    }

    /// <summary>The object's content. The stream is the caller's to dispose.</summary>
    /// <exception cref="AmazonS3Exception">There is no such object (<c>NoSuchKey</c>) or bucket (<c>NoSuchBucket</c>).</exception>
    public async Task<Stream> OpenAsync(S3Uri uri, CancellationToken cancel = default) =>
        (await s3.GetObjectAsync(new GetObjectRequest { BucketName = S3Keys.Check(uri).Bucket, Key = S3Keys.InPath(uri) }, cancel)).ResponseStream;

    /// <summary>Copies an object within S3, with its metadata; larger ones than S3 copies at once (5 GiB) part by part.</summary>
    /// <exception cref="FileNotFoundException">There is no such object.</exception>
    public Task CopyAsync(S3Uri from, S3Uri to, CancellationToken cancel = default) =>
        new S3Copy(s3).CopyAsync(S3Keys.Check(from), S3Keys.Check(to), cancel);

    /// <summary>Deletes objects, a thousand a call; one that is not there is no error.</summary>
    /// <returns>How many were named.</returns>
    /// <exception cref="DeleteObjectsException">Some could not be deleted; it says which.</exception>
    public async Task<long> DeleteAsync(IAsyncEnumerable<S3Uri> uris, CancellationToken cancel = default)
    {
        var count = 0L;
        await foreach (var batch in uris.Chunk(DeletesPerCall).WithCancellation(cancel))
        {
            foreach (var ofBucket in batch.GroupBy(u => u.Bucket))
            {
                var keys = ofBucket.Select(u => new KeyVersion { Key = u.Key }).ToList();
                await s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = ofBucket.Key, Objects = keys, Quiet = true }, cancel);
            }
            count += batch.Length;
        }
        return count;
    }

    /// <summary>The object of exactly this key as a listing shows it, which tells a missing bucket from a missing object.</summary>
    private async Task<S3File?> FirstAsync(S3Uri uri, CancellationToken cancel)
    {
        var page = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = uri.Bucket, Prefix = uri.Key, MaxKeys = 1 }, cancel);
        return page.S3Objects is [var first, ..] && first.Key == uri.Key ? first.ToFile(uri.Bucket) : null;
    }
}
