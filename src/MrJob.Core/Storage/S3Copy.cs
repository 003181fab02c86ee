using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Core.Storage;

/// <summary>Copies an object within S3, without its content passing through here.</summary>
/// <param name="atOnce">In bytes: more is copied part by part. S3 itself copies 5 GiB at once.</param>
/// <param name="partSize">In bytes.</param>
internal sealed class S3Copy(IAmazonS3 s3, long atOnce = 5L << 30, long partSize = 512L << 20)
{
    public async Task CopyAsync(S3Uri from, S3Uri to, CancellationToken cancel)
    {
        var head = await HeadAsync(from, cancel);
        if (head.ContentLength > atOnce)
            await s3.InPartsAsync(to, LikeOf(head), id => PartsAsync(from, to, head, id, cancel), cancel);
        else
            await s3.CopyObjectAsync(
                new CopyObjectRequest
                {
                    SourceBucket = from.Bucket, SourceKey = from.Key, DestinationBucket = to.Bucket, DestinationKey = S3Keys.InPath(to), ETagToMatch = head.ETag,
                },
                cancel);
    }

    private async Task<GetObjectMetadataResponse> HeadAsync(S3Uri from, CancellationToken cancel)
    {
        try
        {
            return await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = from.Bucket, Key = S3Keys.InPath(from) }, cancel);
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            throw new FileNotFoundException($"There is no object {from}.", e);
        }
    }

    /// <summary>A copy in parts is a new object: what is known of the old one must be said again.</summary>
    private static InitiateMultipartUploadRequest LikeOf(GetObjectMetadataResponse head)
    {
        var like = new InitiateMultipartUploadRequest { ContentType = head.Headers.ContentType };
        (like.Headers.CacheControl, like.Headers.ContentDisposition, like.Headers.ContentEncoding) =
            (head.Headers.CacheControl, head.Headers.ContentDisposition, head.Headers.ContentEncoding);
        foreach (var name in head.Metadata.Keys)
            like.Metadata[name] = head.Metadata[name];
        return like;
    }

    private async Task<List<PartETag>> PartsAsync(S3Uri from, S3Uri to, GetObjectMetadataResponse head, string id, CancellationToken cancel)
    {
        var tags = new List<PartETag>();
        var size = S3Upload.PartSize(partSize, head.ContentLength);
        for (var at = 0L; at < head.ContentLength; at += size)
        {
            var request = new CopyPartRequest
            {
                SourceBucket = from.Bucket, SourceKey = from.Key, DestinationBucket = to.Bucket, DestinationKey = S3Keys.InPath(to), UploadId = id,
                PartNumber = tags.Count + 1, FirstByte = at, LastByte = Math.Min(at + size, head.ContentLength) - 1, ETagToMatch = [head.ETag],
            };
            tags.Add(new(tags.Count + 1, (await s3.CopyPartAsync(request, cancel)).ETag));
        }
        return tags;
    }
}
