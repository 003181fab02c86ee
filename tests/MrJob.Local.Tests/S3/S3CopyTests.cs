using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Local.Tests.S3;

/// <summary>CopyObject and UploadPartCopy, over HTTP, through the official client.</summary>
public class S3CopyTests
{
    [Fact]
    public async Task A_copy_is_an_object_of_its_own()
    {
        await using var s3 = await LocalS3.StartAsync("data", "other");
        var put = new PutObjectRequest { BucketName = "data", Key = "a b+c/é", ContentBody = "hello", ContentType = "text/csv" };
        put.Metadata["color"] = "blue";
        await s3.Client.PutObjectAsync(put);

        var copied = await s3.Client.CopyObjectAsync("data", "a b+c/é", "other", "copy");
        await Put(s3, "a b+c/é", "changed");

        using var got = await s3.Client.GetObjectAsync("other", "copy");
        got.ETag.ShouldBe(copied.ETag);
        got.Metadata["color"].ShouldBe("blue");
        got.Headers.ContentType.ShouldBe("text/csv");
        (await new StreamReader(got.ResponseStream).ReadToEndAsync()).ShouldBe("hello");
    }

    [Fact]
    public async Task A_copy_may_replace_metadata_and_be_conditional()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "k", "hello");
        CopyObjectRequest Copy(S3MetadataDirective directive) => new() { SourceBucket = "data", SourceKey = "k", DestinationBucket = "data", DestinationKey = "k", MetadataDirective = directive, ContentType = "text/csv" };

        await s3.Client.CopyObjectAsync(Copy(S3MetadataDirective.REPLACE));

        (await s3.Client.GetObjectMetadataAsync("data", "k")).Headers.ContentType.ShouldBe("text/csv");
        (await Refused(() => s3.Client.CopyObjectAsync(Copy(S3MetadataDirective.COPY)))).ErrorCode.ShouldBe("InvalidRequest");
        var stale = Copy(S3MetadataDirective.REPLACE);
        stale.ETagToMatch = "\"other\"";
        (await Refused(() => s3.Client.CopyObjectAsync(stale))).ErrorCode.ShouldBe("PreconditionFailed");
    }

    [Fact]
    public async Task A_copy_to_itself_may_change_the_storage_class_alone()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "k", "hello");

        await s3.Client.CopyObjectAsync(new() { SourceBucket = "data", SourceKey = "k", DestinationBucket = "data", DestinationKey = "k", StorageClass = S3StorageClass.StandardInfrequentAccess });

        (await s3.Http.GetStringAsync("/data/k")).ShouldBe("hello");
    }

    [Fact]
    public async Task A_copy_has_the_checksum_and_of_parts_the_etag_of_the_whole()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var upload = (await s3.Client.InitiateMultipartUploadAsync("data", "parts")).UploadId;
        var part = await s3.Client.UploadPartAsync(new() { BucketName = "data", Key = "parts", UploadId = upload, PartNumber = 1, InputStream = new MemoryStream("hello"u8.ToArray()) });
        await s3.Client.CompleteMultipartUploadAsync(new() { BucketName = "data", Key = "parts", UploadId = upload, PartETags = [new(part)] });

        var copied = await s3.Client.CopyObjectAsync(new() { SourceBucket = "data", SourceKey = "parts", DestinationBucket = "data", DestinationKey = "k", ChecksumAlgorithm = ChecksumAlgorithm.SHA1 });

        copied.ETag.ShouldBe("\"5d41402abc4b2a76b9719d911017c592\"");
        copied.ChecksumSHA1.ShouldBe("qvTGHdzF6KLavt4PO0gs2a6pQ00=");
    }

    [Theory]
    [InlineData("bytes=0-5", "Range specified is not valid for source object of size: 5")]
    [InlineData("bytes=3-2", "Range specified is not valid for source object of size: 5")]
    [InlineData("bytes=2-", "must be of the form bytes=first-last")]
    [InlineData("bytes=-2", "must be of the form bytes=first-last")]
    public async Task A_part_is_copied_only_of_bytes_that_are_there(string range, string message)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "source", "hello");
        var upload = (await s3.Client.InitiateMultipartUploadAsync("data", "k")).UploadId;

        using var request = new HttpRequestMessage(HttpMethod.Put, $"/data/k?partNumber=1&uploadId={upload}") { Content = new ByteArrayContent([]) };
        request.Headers.Add("x-amz-copy-source", "/data/source");
        request.Headers.Add("x-amz-copy-source-range", range);
        using var answer = await s3.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain(message);
    }

    private static Task<PutObjectResponse> Put(LocalS3 s3, string key, string text) =>
        s3.Client.PutObjectAsync(new() { BucketName = "data", Key = key, ContentBody = text });

    private static Task<AmazonS3Exception> Refused(Func<Task> call) => Should.ThrowAsync<AmazonS3Exception>(call);
}
