using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.Tests.S3;

/// <summary>Uploads in parts, over HTTP, through the official client.</summary>
public class S3MultipartTests
{
    private const int PartSize = 5 << 20;

    [Fact]
    public async Task A_large_file_goes_up_in_parts_and_comes_down_whole()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        s3.Store.SetEventBridge("data", true);
        var content = Content(2 * PartSize + 3);
        using var transfer = new TransferUtility(s3.Client, new TransferUtilityConfig { MinSizeBeforePartUpload = PartSize });

        await transfer.UploadAsync(new() { BucketName = "data", Key = "big", InputStream = new MemoryStream(content), PartSize = PartSize, ContentType = "text/csv" });

        (await File.ReadAllBytesAsync(s3.FileOf("data/big"))).ShouldBe(content);
        var metadata = await s3.Client.GetObjectMetadataAsync(new() { BucketName = "data", Key = "big", PartNumber = 3, ChecksumMode = ChecksumMode.ENABLED });
        metadata.ETag.ShouldBe(ETagOf(content));
        metadata.PartsCount.ShouldBe(3);
        metadata.ContentLength.ShouldBe(3);
        metadata.Headers.ContentType.ShouldBe("text/csv");
        s3.Bus.Events.ShouldHaveSingleItem().Detail["reason"]!.GetValue<string>().ShouldBe("CompleteMultipartUpload");
        Directory.GetDirectories(s3.FileOf(".uploads")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("CRC32", "COMPOSITE")]
    [InlineData("CRC32", "FULL_OBJECT")]
    [InlineData("SHA256", "COMPOSITE")]
    public async Task The_objects_checksum_is_of_the_type_asked_for(string algorithm, string type)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var upload = await BeginAsync(s3, "k", algorithm, type);
        var part = await s3.Client.UploadPartAsync(new() { BucketName = "data", Key = "k", UploadId = upload, PartNumber = 1, InputStream = new MemoryStream("hello"u8.ToArray()), ChecksumAlgorithm = algorithm });

        await s3.Client.CompleteMultipartUploadAsync(new() { BucketName = "data", Key = "k", UploadId = upload, PartETags = [new(part)] });

        var checksum = s3.Store.Require("data").Index.Find("k")!.Checksum!;
        (checksum.Algorithm, checksum.Type).ShouldBe((algorithm, type));
        checksum.Value.EndsWith("-1", StringComparison.Ordinal).ShouldBe(type == ObjectChecksum.Composite);
        using var got = await s3.Client.GetObjectAsync("data", "k");
        (await new StreamReader(got.ResponseStream).ReadToEndAsync()).ShouldBe("hello");
    }

    [Fact]
    public async Task Parts_may_be_replaced_copied_and_listed()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var content = Content(PartSize + 10);
        await s3.Client.PutObjectAsync(new() { BucketName = "data", Key = "source", InputStream = new MemoryStream(content) });
        var upload = await BeginAsync(s3, "k");
        await UploadAsync(s3, upload, 2, "first try"u8.ToArray());

        var copied = await s3.Client.CopyPartAsync(new() { SourceBucket = "data", SourceKey = "source", DestinationBucket = "data", DestinationKey = "k", UploadId = upload, PartNumber = 1, FirstByte = 0, LastByte = PartSize - 1 });
        var second = await UploadAsync(s3, upload, 2, "the end"u8.ToArray());

        var listed = await s3.Client.ListPartsAsync("data", "k", upload);
        listed.Parts.Select(part => (part.PartNumber, part.Size)).ShouldBe([(1, PartSize), (2, 7)]);
        (await s3.Client.ListMultipartUploadsAsync("data")).MultipartUploads.ShouldHaveSingleItem().UploadId.ShouldBe(upload);
        await s3.Client.CompleteMultipartUploadAsync(new() { BucketName = "data", Key = "k", UploadId = upload, PartETags = [new(1, copied.ETag), new(2, second)] });
        (await File.ReadAllBytesAsync(s3.FileOf("data/k"))).ShouldBe([.. content[..PartSize], .. "the end"u8]);
    }

    [Fact]
    public async Task Completing_may_be_conditional()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var upload = await BeginAsync(s3, "k");
        var part = await UploadAsync(s3, upload, 1, "late"u8.ToArray());
        await s3.Client.PutObjectAsync(new() { BucketName = "data", Key = "k", ContentBody = "early" });
        var complete = new CompleteMultipartUploadRequest { BucketName = "data", Key = "k", UploadId = upload, PartETags = [new(1, part)], IfNoneMatch = "*" };

        (await Should.ThrowAsync<AmazonS3Exception>(() => s3.Client.CompleteMultipartUploadAsync(complete))).ErrorCode.ShouldBe("PreconditionFailed");

        (await s3.Http.GetStringAsync("/data/k")).ShouldBe("early");
        (await s3.Client.ListMultipartUploadsAsync("data")).MultipartUploads.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_aborted_upload_is_gone_with_its_parts()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var upload = await BeginAsync(s3, "k");
        await UploadAsync(s3, upload, 1, "x"u8.ToArray());

        await s3.Client.AbortMultipartUploadAsync("data", "k", upload);

        (await Should.ThrowAsync<AmazonS3Exception>(() => UploadAsync(s3, upload, 1, "x"u8.ToArray()))).ErrorCode.ShouldBe("NoSuchUpload");
        Directory.GetDirectories(s3.FileOf(".uploads")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("..%2F..%2Fdata")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("")]
    public async Task An_upload_id_that_is_none_is_refused(string uploadId)
    {
        await using var s3 = await LocalS3.StartAsync("data");

        using var answer = await s3.Http.PutAsync($"/data/k?partNumber=1&uploadId={uploadId}", new StringContent("x"));

        (await answer.Content.ReadAsStringAsync()).ShouldContain("<Code>NoSuchUpload</Code>");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("10001")]
    [InlineData("one")]
    [InlineData("")]
    public async Task A_part_number_that_cannot_be_is_refused(string number)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var upload = await BeginAsync(s3, "k");

        using var answer = await s3.Http.PutAsync($"/data/k?partNumber={number}&uploadId={upload}", new StringContent("x"));

        (await answer.Content.ReadAsStringAsync()).ShouldContain("<Code>InvalidArgument</Code>");
    }

    private static async Task<string> BeginAsync(LocalS3 s3, string key, string? algorithm = null, string? type = null)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = "data", Key = key };
        if (algorithm is not null)
            (request.ChecksumAlgorithm, request.ChecksumType) = (algorithm, type);
        return (await s3.Client.InitiateMultipartUploadAsync(request)).UploadId;
    }

    private static async Task<string> UploadAsync(LocalS3 s3, string upload, int number, byte[] content) =>
        (await s3.Client.UploadPartAsync(new() { BucketName = "data", Key = "k", UploadId = upload, PartNumber = number, InputStream = new MemoryStream(content) })).ETag;

    private static byte[] Content(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        return content;
    }

    private static string ETagOf(byte[] content)
    {
        var parts = content.Chunk(PartSize).Select(Md5).ToList();
        return $"\"{Convert.ToHexStringLower(Md5([.. parts.SelectMany(md5 => md5)]))}-{parts.Count}\"";
    }

    private static byte[] Md5(byte[] bytes)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(bytes);
        return md5.GetHashAndReset();
    }
}
