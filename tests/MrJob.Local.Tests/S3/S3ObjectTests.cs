using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Local.Tests.S3;

/// <summary>Objects, over HTTP, through the official client.</summary>
public class S3ObjectTests
{
    [Fact]
    public async Task An_object_comes_back_with_what_it_was_given()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var put = new PutObjectRequest { BucketName = "data", Key = "a/b.txt", ContentBody = "hello", ContentType = "text/csv" };
        put.Metadata["Color"] = "blue";
        put.Headers.CacheControl = "no-cache";
        put.Headers.ContentEncoding = "gzip";

        var stored = await s3.Client.PutObjectAsync(put);
        using var got = await s3.Client.GetObjectAsync("data", "a/b.txt");

        stored.ETag.ShouldBe("\"5d41402abc4b2a76b9719d911017c592\"");
        got.ETag.ShouldBe(stored.ETag);
        got.Headers.ContentType.ShouldBe("text/csv");
        got.Headers.CacheControl.ShouldBe("no-cache");
        got.Headers.ContentEncoding.ShouldBe("gzip");
        got.Metadata["color"].ShouldBe("blue");
        got.LastModified.ShouldBe(new DateTime(2026, 5, 17, 9, 30, 0, DateTimeKind.Utc));
        (await new StreamReader(got.ResponseStream).ReadToEndAsync()).ShouldBe("hello");
        (await File.ReadAllTextAsync(s3.FileOf("data/a/b.txt"))).ShouldBe("hello");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3_000_000)]
    public async Task A_body_in_signed_frames_arrives_whole(int size)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var content = new byte[size];
        new Random(size).NextBytes(content);

        await s3.Client.PutObjectAsync(new() { BucketName = "data", Key = "k", InputStream = new MemoryStream(content) });

        (await File.ReadAllBytesAsync(s3.FileOf("data/k"))).ShouldBe(content);
        (await s3.Http.GetByteArrayAsync("/data/k")).ShouldBe(content);
        s3.Store.Require("data").Index.Find("k")!.Checksum!.Algorithm.ShouldBe("CRC32");
    }

    [Fact]
    public async Task A_range_is_a_partial_answer()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "k", "0123456789");

        using var got = await s3.Client.GetObjectAsync(new() { BucketName = "data", Key = "k", ByteRange = new ByteRange(2, 5) });

        got.HttpStatusCode.ShouldBe(HttpStatusCode.PartialContent);
        got.ContentRange.ShouldBe("bytes 2-5/10");
        (await new StreamReader(got.ResponseStream).ReadToEndAsync()).ShouldBe("2345");
        (await Refused(() => s3.Client.GetObjectAsync(new() { BucketName = "data", Key = "k", ByteRange = new ByteRange("bytes=10-") })))
            .StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
    }

    [Fact]
    public async Task The_query_may_override_what_headers_are_answered()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "k", "x");

        using var got = await s3.Http.GetAsync("/data/k?response-content-type=text%2Fcsv&response-content-disposition=attachment%3B%20filename%3D%22%C3%A9%22");
        using var broken = await s3.Http.GetAsync("/data/k?response-content-type=a%0Ab");

        got.Content.Headers.ContentType!.ToString().ShouldBe("text/csv");
        got.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Deleting_many_says_what_became_of_each()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "a", "x");
        await Put(s3, "b", "x");

        var deleted = await s3.Client.DeleteObjectsAsync(new() { BucketName = "data", Objects = [new() { Key = "a" }, new() { Key = "missing" }] });

        deleted.DeletedObjects.Select(d => d.Key).ShouldBe(["a", "missing"]);
        s3.Store.List("data", "").Select(stored => stored.Key).ShouldBe(["b"]);
        await s3.Client.DeleteObjectAsync("data", "b");
        await s3.Client.DeleteObjectAsync("data", "b");
        s3.Store.List("data", "").ShouldBeEmpty();
    }

    [Fact]
    public async Task Writes_are_announced_with_their_reason()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "before", "x");
        await s3.Client.PutBucketNotificationAsync(new() { BucketName = "data", EventBridgeConfiguration = new() });

        var put = await Put(s3, "k", "hello");
        await s3.Client.CopyObjectAsync("data", "k", "data", "copy");
        await s3.Client.DeleteObjectAsync("data", "k");
        await s3.Client.DeleteObjectAsync("data", "k");

        s3.Bus.Events.Select(e => e.Detail["reason"]!.GetValue<string>()).ShouldBe(["PutObject", "CopyObject", "DeleteObject"]);
        s3.Bus.Events[0].Detail["request-id"]!.GetValue<string>().ShouldBe(put.ResponseMetadata.RequestId);
        s3.Bus.Events[2].DetailType.ShouldBe("Object Deleted");
        s3.Bus.Events[2].Detail["deletion-type"]!.GetValue<string>().ShouldBe("Permanently Deleted");
        s3.Bus.Events[2].Detail["object"]!["key"]!.GetValue<string>().ShouldBe("k");
        s3.Bus.Events[0].Detail["object"]!["etag"]!.GetValue<string>().ShouldBe(put.ETag.Trim('"'));
    }

    [Fact]
    public async Task A_large_object_comes_and_goes_whole()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        using var content = new StreamContent(new Zeros(64 << 20));
        content.Headers.ContentLength = 64 << 20;

        using var put = await s3.Http.PutAsync("/data/k", content);
        using var got = await s3.Http.GetAsync("/data/k", HttpCompletionOption.ResponseHeadersRead);

        put.Headers.ETag!.Tag.ShouldBe("\"7f614da9329cd3aebf59b91aadc30bf0\"");
        (await SHA256.HashDataAsync(await got.Content.ReadAsStreamAsync())).ShouldBe(await SHA256.HashDataAsync(new Zeros(64 << 20)));
    }

    private static Task<PutObjectResponse> Put(LocalS3 s3, string key, string text) =>
        s3.Client.PutObjectAsync(new() { BucketName = "data", Key = key, ContentBody = text });

    private static Task<AmazonS3Exception> Refused(Func<Task> call) => Should.ThrowAsync<AmazonS3Exception>(call);

    /// <summary>That many zeros.</summary>
    private sealed class Zeros(long left) : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, left);
            Array.Clear(buffer, offset, read);
            left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
