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

    // Worked out with Python's zlib and hashlib, and bit by bit for the others, of 5 MiB of "a" and "hello".
    [Theory]
    [InlineData("CRC32", "COMPOSITE", "QaduHg==-2")]
    [InlineData("CRC32", "FULL_OBJECT", "dsLl6w==")]
    [InlineData("CRC32C", null, "QYpdNA==-2")]
    [InlineData("CRC32C", "FULL_OBJECT", "vzdZqA==")]
    [InlineData("CRC64NVME", null, "xrqTozlh+bk=")]
    [InlineData("SHA1", null, "Sc9786yoTVGaHVddVcFc/41FQ9k=-2")]
    [InlineData("SHA256", "COMPOSITE", "SgR6J2QpUvtxUG056/fVnydfChjAOF9iE6spWAp//X8=-2")]
    public async Task The_objects_checksum_is_of_the_type_asked_for(string algorithm, string? type, string value)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var upload = await BeginAsync(s3, "k", algorithm, type);
        var first = await s3.Http.PutAsync($"/data/k?partNumber=1&uploadId={upload}", new ByteArrayContent([.. Enumerable.Repeat((byte)'a', PartSize)]));
        var second = await s3.Http.PutAsync($"/data/k?partNumber=2&uploadId={upload}", new StringContent("hello"));

        await s3.Client.CompleteMultipartUploadAsync(new() { BucketName = "data", Key = "k", UploadId = upload, PartETags = [new(1, first.Headers.ETag!.Tag), new(2, second.Headers.ETag!.Tag)] });

        var checksum = s3.Store.Require("data").Index.Find("k")!.Checksum!;
        checksum.ShouldBe(new(algorithm, value, value.EndsWith("-2", StringComparison.Ordinal) ? ObjectChecksum.Composite : ObjectChecksum.FullObject));
        using var head = new HttpRequestMessage(HttpMethod.Head, "/data/k") { Headers = { { "x-amz-checksum-mode", "ENABLED" } } };
        using var answer = await s3.Http.SendAsync(head);
        answer.Headers.ETag!.Tag.ShouldBe("\"7cbb08aa3c3309d6882c18fcecc4bee7-2\"");
        answer.Headers.GetValues("x-amz-checksum-" + algorithm.ToLowerInvariant()).ShouldBe([value]);
    }

    [Fact]
    public async Task A_part_that_is_not_what_its_checksum_says_is_refused()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var upload = await BeginAsync(s3, "k", "CRC32C", null);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/data/k?partNumber=1&uploadId={upload}") { Content = new StringContent("hallo") };
        request.Headers.Add("x-amz-checksum-crc32c", "mnG7TA==");

        using var answer = await s3.Http.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldContain("<Code>BadDigest</Code>");
        (await s3.Client.ListPartsAsync("data", "k", upload)).Parts.ShouldBeNull();
    }

    [Fact]
    public async Task Uploads_are_listed_in_pages()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        foreach (var key in new[] { "b/1", "b/2", "a", "a", "c/1" })
        {
            await BeginAsync(s3, key);
            s3.Clock.Now += TimeSpan.FromSeconds(1);
        }

        var seen = new List<string>();
        await foreach (var page in s3.Client.Paginators.ListMultipartUploads(new() { BucketName = "data", Delimiter = "/", MaxUploads = 1 }).Responses)
            seen.AddRange((page.MultipartUploads ?? []).Select(u => u.Key).Concat(page.CommonPrefixes ?? []).ShouldHaveSingleItem() is { } one ? [one] : []);

        seen.ShouldBe(["a", "a", "b/", "c/"]);
        (await s3.Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = "data", Prefix = "b/" })).MultipartUploads.Select(u => u.Key).ShouldBe(["b/1", "b/2"]);
    }

    [Fact]
    public async Task The_size_that_completing_names_must_be_that_of_the_parts()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var upload = await BeginAsync(s3, "k");
        var part = await UploadAsync(s3, upload, 1, "hello"u8.ToArray());
        CompleteMultipartUploadRequest Complete(long size) => new() { BucketName = "data", Key = "k", UploadId = upload, PartETags = [new(1, part)], MpuObjectSize = size };

        (await Should.ThrowAsync<AmazonS3Exception>(() => s3.Client.CompleteMultipartUploadAsync(Complete(4)))).ErrorCode.ShouldBe("InvalidRequest");
        await s3.Client.CompleteMultipartUploadAsync(Complete(5));
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
