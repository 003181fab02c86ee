using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Core.Storage;

/// <summary>Writes one object: at once when it is small, or else in parts, of which one at a time is in memory.</summary>
internal sealed class S3Upload(IAmazonS3 s3, S3Uri uri)
{
    private const long LeastPartSize = 5L << 20; // S3's limits: every part but the last, and the number of parts
    private const int MostParts = 10_000;

    public async Task WriteAsync(Stream content, long partSize, CancellationToken cancel)
    {
        var size = PartSize(partSize, content.CanSeek ? content.Length - content.Position : 0);
        using var part = new MemoryStream();
        var isLast = await FillAsync(part, content, size, cancel);
        if (isLast)
            await s3.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = uri.Bucket, Key = S3Keys.InPath(uri), InputStream = part, AutoCloseStream = false, UseChunkEncoding = false,
                },
                cancel);
        else
            await s3.InPartsAsync(uri, new InitiateMultipartUploadRequest(), id => PartsAsync(id, part, content, size, cancel), cancel);
    }

    /// <summary>In bytes, for a content of this length (0 when it is not known): within S3's limits.</summary>
    public static long PartSize(long asked, long length) => Math.Max(Math.Max(asked, LeastPartSize), (length + MostParts - 1) / MostParts);

    private async Task<List<PartETag>> PartsAsync(string id, MemoryStream part, Stream content, long size, CancellationToken cancel)
    {
        var tags = new List<PartETag>();
        var isLast = false;
        do
        {
            var request = new UploadPartRequest
            {
                BucketName = uri.Bucket, Key = S3Keys.InPath(uri), UploadId = id, PartNumber = tags.Count + 1,
                InputStream = part, PartSize = part.Length, UseChunkEncoding = false,
            };
            tags.Add(new(tags.Count + 1, (await s3.UploadPartAsync(request, cancel)).ETag));
            if (isLast)
                break;
            isLast = await FillAsync(part, content, size, cancel);
        }
        while (part.Length > 0);
        return tags;
    }

    /// <summary>Says whether the content ended before the part was more than full.</summary>
    private static async Task<bool> FillAsync(MemoryStream part, Stream content, long size, CancellationToken cancel)
    {
        part.SetLength(0);
        var buffer = new byte[Math.Min(size, 1 << 20)];
        while (part.Length < size)
        {
            var read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, size - part.Length)), cancel);
            if (read == 0)
                break;
            part.Write(buffer, 0, read);
        }
        part.Position = 0;
        return part.Length < size;
    }
}

internal static class MultipartUploads
{
    /// <summary>Makes an object of parts. Where that fails, what was uploaded is given up: nobody should pay for it.</summary>
    public static async Task InPartsAsync(
        this IAmazonS3 s3, S3Uri uri, InitiateMultipartUploadRequest start, Func<string, Task<List<PartETag>>> upload, CancellationToken cancel)
    {
        (start.BucketName, start.Key) = (uri.Bucket, S3Keys.InPath(uri));
        var id = (await s3.InitiateMultipartUploadAsync(start, cancel)).UploadId;
        try
        {
            var parts = await upload(id);
            await s3.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = uri.Bucket, Key = S3Keys.InPath(uri), UploadId = id, PartETags = parts }, cancel);
        }
        catch
        {
            var abort = new AbortMultipartUploadRequest { BucketName = uri.Bucket, Key = S3Keys.InPath(uri), UploadId = id };
            await s3.AbortMultipartUploadAsync(abort, CancellationToken.None);
            throw;
        }
    }
}
