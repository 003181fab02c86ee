using System.Runtime.CompilerServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Core.Storage;

/// <summary>S3's listing, page by page: the one place that pages.</summary>
internal static class S3Listing
{
    /// <summary>The objects of all pages, read as they are taken.</summary>
    public static async IAsyncEnumerable<S3Object> ListAllAsync(
        this IAmazonS3 s3, ListObjectsV2Request request, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in s3.PagesAsync(request, cancel))
        {
            foreach (var found in page.S3Objects ?? [])
                yield return found;
        }
    }

    /// <summary>The pages, read as they are taken.</summary>
    public static async IAsyncEnumerable<ListObjectsV2Response> PagesAsync(
        this IAmazonS3 s3, ListObjectsV2Request request, [EnumeratorCancellation] CancellationToken cancel)
    {
        ListObjectsV2Response page;
        do
        {
            page = await s3.ListObjectsV2Async(request, cancel);
            yield return page;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    /// <summary>The objects and common prefixes of a page, in the order of their names; a prefix has no object.</summary>
    public static IEnumerable<(string Name, S3Object? Object)> Names(this ListObjectsV2Response page) =>
        (page.S3Objects ?? []).Select(o => (o.Key, (S3Object?)o))
            .Concat((page.CommonPrefixes ?? []).Select(p => (p, (S3Object?)null)))
            .OrderBy(n => n.Item1, Globs.KeyOrder.Utf8);

    /// <summary>What the listing tells of the object.</summary>
    public static S3File ToFile(this S3Object found, string bucket) => new(
        new(bucket, found.Key), found.Size ?? 0, found.LastModified is { } date ? new(date.ToUniversalTime()) : default, found.ETag?.Trim('"') ?? "");
}
