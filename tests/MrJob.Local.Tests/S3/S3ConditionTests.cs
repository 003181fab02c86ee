using System.Net;
using System.Net.Sockets;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Local.Tests.S3;

/// <summary>If-Match, If-None-Match and their like, over HTTP.</summary>
public class S3ConditionTests
{
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

    [Fact]
    public async Task A_delete_may_ask_for_the_etag()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var etag = (await Put(s3, "k", "x")).ETag;

        (await Refused(() => s3.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "data", Key = "k", IfMatch = "\"other\"" }))).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        await s3.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "data", Key = "k", IfMatch = etag });

        (await Refused(() => s3.Client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = "data", Key = "k", IfMatch = etag }))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_delete_of_many_may_ask_for_each_etag()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var etag = (await Put(s3, "a", "x")).ETag;
        await Put(s3, "b", "y");
        await Put(s3, "c", "z");

        var refusal = await Should.ThrowAsync<DeleteObjectsException>(() => s3.Client.DeleteObjectsAsync(new()
        {
            BucketName = "data",
            Objects = [new() { Key = "a", ETag = etag }, new() { Key = "b", ETag = etag }, new() { Key = "c", VersionId = "1" }],
        }));

        refusal.Response.DeletedObjects.ShouldHaveSingleItem().Key.ShouldBe("a");
        refusal.Response.DeleteErrors.Select(e => (e.Key, e.Code)).ShouldBe([("b", "PreconditionFailed"), ("c", "NoSuchVersion")]);
        s3.Store.List("data", "").Select(stored => stored.Key).ShouldBe(["b", "c"]);
    }

    [Fact]
    public async Task A_copy_may_ask_of_its_source_and_of_its_destination()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var etag = (await Put(s3, "k", "x")).ETag;
        await Put(s3, "taken", "y");

        (await CopyAsync(s3, "to", ("x-amz-copy-source-if-match", "\"other\""))).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await CopyAsync(s3, "to", ("x-amz-copy-source-if-none-match", etag))).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await CopyAsync(s3, "to", ("x-amz-copy-source-if-unmodified-since", "Sun, 17 May 2026 09:29:59 GMT"))).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await CopyAsync(s3, "to", ("x-amz-copy-source-if-modified-since", "Sun, 17 May 2026 09:30:00 GMT"))).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await CopyAsync(s3, "taken", ("If-None-Match", "*"))).ShouldBe(HttpStatusCode.PreconditionFailed);
        (await CopyAsync(s3, "to", ("If-None-Match", "*"), ("x-amz-copy-source-if-match", etag))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Creating_a_key_that_is_deleted_meanwhile_is_a_conflict()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await Put(s3, "k", "old");
        using var client = new TcpClient();
        await client.ConnectAsync(s3.Endpoint.Host, s3.Endpoint.Port);
        using var reader = new StreamReader(client.GetStream());
        await client.GetStream().WriteAsync("PUT /data/k HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: *\r\nExpect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n\r\n"u8.ToArray());
        (await reader.ReadLineAsync()).ShouldBe("HTTP/1.1 100 Continue");

        await s3.Client.DeleteObjectAsync("data", "k");
        await client.GetStream().WriteAsync("new"u8.ToArray());

        var answer = await reader.ReadToEndAsync();
        answer.ShouldContain("HTTP/1.1 409 ");
        answer.ShouldContain("<Code>ConditionalRequestConflict</Code>");
        (await Put(s3, "k", "again", "*")).HttpStatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static Task<PutObjectResponse> Put(LocalS3 s3, string key, string text, string? ifNoneMatch = null) =>
        s3.Client.PutObjectAsync(new() { BucketName = "data", Key = key, ContentBody = text, IfNoneMatch = ifNoneMatch });

    private static async Task<HttpStatusCode> CopyAsync(LocalS3 s3, string key, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/data/" + key) { Content = new ByteArrayContent([]) };
        foreach (var (name, value) in headers.Prepend(("x-amz-copy-source", "data/k")))
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await s3.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static Task<AmazonS3Exception> Refused(Func<Task> call) => Should.ThrowAsync<AmazonS3Exception>(call);
}
