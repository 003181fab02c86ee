using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Local.S3;
using MrJob.Local.S3.Storage;

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

    [Theory]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("/a")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("..")]
    [InlineData("a+b c%20d&e=f?g#h")]
    [InlineData("日本/😀\u0001\n<&>\"'")]
    [InlineData("trailing space ")]
    public async Task Any_key_is_put_got_listed_and_deleted(string key)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var uri = "/data/" + Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal);

        // Raw, as .NET's own clients tidy dots away.
        (await RawHttp.SendAsync(s3.Endpoint, $"PUT {uri} HTTP/1.1\nHost: localhost\nContent-Length: 1", "x"u8.ToArray())).ShouldStartWith("HTTP/1.1 200");
        (await RawHttp.SendAsync(s3.Endpoint, $"GET {uri} HTTP/1.1\nHost: localhost")).ShouldEndWith("\r\n\r\nx");
        var listed = await s3.Http.GetStringAsync("/data?list-type=2&encoding-type=url");
        listed.ShouldContain($"<Key>{Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal)}</Key>");
        var reference = string.Concat(key.EnumerateRunes().Select(rune => $"&#x{rune.Value:x};"));
        using var deleted = await s3.Http.PostAsync("/data?delete", new StringContent($"<Delete><Object><Key>{reference}</Key></Object></Delete>", null, "application/xml"));
        deleted.StatusCode.ShouldBe(HttpStatusCode.OK);
        s3.Store.List("data", "").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_may_be_1024_bytes_and_no_longer()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var key = string.Concat(Enumerable.Repeat("é", 512));

        await s3.Client.PutObjectAsync(new() { BucketName = "data", Key = key, ContentBody = "x" });

        (await s3.Client.ListObjectsV2Async(new() { BucketName = "data" })).S3Objects[0].Key.ShouldBe(key);
        (await Refused(() => s3.Client.PutObjectAsync(new() { BucketName = "data", Key = key + "x", ContentBody = "x" }))).ErrorCode.ShouldBe("KeyTooLongError");
    }

    [Fact]
    public async Task A_key_may_be_a_folder_of_others()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        foreach (var key in new[] { "a/b", "a", "a/b/c" })
            await s3.Client.PutObjectAsync(new() { BucketName = "data", Key = key, ContentBody = key });

        foreach (var key in new[] { "a/b", "a", "a/b/c" })
            (await s3.Http.GetStringAsync("/data/" + key)).ShouldBe(key);
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
    public async Task A_read_may_be_conditional()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var etag = (await Put(s3, "k", "x")).ETag;

        using var unchanged = new HttpRequestMessage(HttpMethod.Get, "/data/k") { Headers = { { "If-None-Match", etag } } };
        using var changed = new HttpRequestMessage(HttpMethod.Get, "/data/k") { Headers = { { "If-Match", "\"other\"" } } };
        using var notModified = await s3.Http.SendAsync(unchanged);
        using var failed = await s3.Http.SendAsync(changed);

        notModified.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        notModified.Headers.ETag!.ToString().ShouldBe(etag);
        failed.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
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
    public async Task Creating_twice_fails_and_updating_needs_the_etag()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var first = await s3.Client.PutObjectAsync(new() { BucketName = "data", Key = "k", ContentBody = "1", IfNoneMatch = "*" });

        (await Refused(() => s3.Client.PutObjectAsync(new() { BucketName = "data", Key = "k", ContentBody = "2", IfNoneMatch = "*" }))).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        await s3.Client.PutObjectAsync(new() { BucketName = "data", Key = "k", ContentBody = "2", IfMatch = first.ETag });
        var lost = await Refused(() => s3.Client.PutObjectAsync(new() { BucketName = "data", Key = "k", ContentBody = "3", IfMatch = first.ETag }));
        lost.ErrorCode.ShouldBe("PreconditionFailed");
        lost.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Refused(() => s3.Client.PutObjectAsync(new() { BucketName = "data", Key = "missing", ContentBody = "3", IfMatch = first.ETag }))).ErrorCode.ShouldBe("NoSuchKey");
        (await s3.Http.GetStringAsync("/data/k")).ShouldBe("2");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(8 << 20)]
    public async Task Of_sixteen_racing_creators_over_http_one_wins(int size)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var racing = Enumerable.Range(0, 16).Select(n => Task.Run(() => CreateAsync(s3, n, size)));

        var statuses = await Task.WhenAll(racing);

        statuses.Count(status => status == HttpStatusCode.OK).ShouldBe(1);
        statuses.Count(status => status == HttpStatusCode.PreconditionFailed).ShouldBe(15);
        var content = await s3.Http.GetByteArrayAsync("/data/k");
        content.Length.ShouldBe(size);
        content.ShouldAllBe(b => b == Array.IndexOf(statuses, HttpStatusCode.OK));
    }

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

        s3.Bus.Events.Select(e => e.Detail["reason"]!.GetValue<string>()).ShouldBe(["PutObject", "CopyObject"]);
        s3.Bus.Events[0].Detail["request-id"]!.GetValue<string>().ShouldBe(put.ResponseMetadata.RequestId);
        s3.Bus.Events[0].Detail["object"]!["etag"]!.GetValue<string>().ShouldBe(put.ETag.Trim('"'));
    }

    [Fact]
    public async Task A_presigned_url_works_until_it_expires()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        s3.Clock.SetToMachine();
        string Url(HttpVerb verb) => s3.Client.GetPreSignedURL(new() { BucketName = "data", Key = "a b/é", Verb = verb, Protocol = Protocol.HTTP, Expires = s3.Clock.Now.UtcDateTime.AddMinutes(5) });

        using var put = await s3.Http.PutAsync(Url(HttpVerb.PUT), new StringContent("hello"));
        put.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await s3.Http.GetStringAsync(Url(HttpVerb.GET))).ShouldBe("hello");
        s3.Clock.Now += TimeSpan.FromMinutes(6);
        using var late = await s3.Http.GetAsync(Url(HttpVerb.GET).Replace("X-Amz-Expires=", "X-Amz-Expires=1&ignored=", StringComparison.Ordinal));

        late.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await late.Content.ReadAsStringAsync()).ShouldContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
    }

    private static Task<PutObjectResponse> Put(LocalS3 s3, string key, string text) =>
        s3.Client.PutObjectAsync(new() { BucketName = "data", Key = key, ContentBody = text });

    private static async Task<HttpStatusCode> CreateAsync(LocalS3 s3, int creator, int size)
    {
        var content = new byte[size];
        Array.Fill(content, (byte)creator);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/data/k") { Content = new ByteArrayContent(content), Headers = { { "If-None-Match", "*" } } };
        using var answer = await s3.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static Task<AmazonS3Exception> Refused(Func<Task> call) => Should.ThrowAsync<AmazonS3Exception>(call);
}
