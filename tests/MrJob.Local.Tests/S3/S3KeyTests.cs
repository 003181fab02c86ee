using System.Net;
using Amazon.S3;

namespace MrJob.Local.Tests.S3;

/// <summary>Keys that S3 allows and file systems, clients and XML do not like.</summary>
public class S3KeyTests
{
    [Theory]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("/a")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData(".")]
    [InlineData("100%")]
    [InlineData("a%2Fb")]
    [InlineData("C:\\a")]
    [InlineData("..")]
    [InlineData("a+b c%20d&e=f?g#h")]
    [InlineData("日本/😀\u0001\n<&>\"'")]
    [InlineData("trailing space ")]
    public async Task Any_key_is_put_got_listed_and_deleted(string key)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var uri = Target(key);

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
        (await Should.ThrowAsync<AmazonS3Exception>(() => s3.Client.PutObjectAsync(new() { BucketName = "data", Key = key + "x", ContentBody = "x" }))).ErrorCode.ShouldBe("KeyTooLongError");
    }

    [Fact]
    public async Task A_key_may_be_a_folder_of_others()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        foreach (var key in new[] { "a/b", "a", "a/b/c" })
            await PutAsync(s3, key, key);

        foreach (var key in new[] { "a/b", "a", "a/b/c" })
            (await s3.Http.GetStringAsync("/data/" + key)).ShouldBe(key);
    }

    [Fact]
    public async Task A_key_of_slashes_or_of_escapes_is_kept_also_where_its_path_would_be_too_long()
    {
        // 4,096 bytes are all that Linux takes: the data folder has a quarter of them.
        await using var s3 = await LocalS3.StartInAsync(string.Join('/', Enumerable.Repeat(new string('d', 200), 6)), "data");
        string[] keys = [new('/', 1024), new('\n', 1024), new string('/', 1023) + "a", string.Concat(Enumerable.Repeat("a/", 512)), string.Concat(Enumerable.Repeat("../", 341))];
        foreach (var key in keys)
            (await RawHttp.SendAsync(s3.Endpoint, $"PUT {Target(key)} HTTP/1.1\nHost: localhost\nContent-Length: 1", "x"u8.ToArray())).ShouldStartWith("HTTP/1.1 200");

        s3.Store.List("data", "").Select(stored => stored.Key).ShouldBe(keys, ignoreOrder: true);
        foreach (var key in keys)
        {
            (await RawHttp.SendAsync(s3.Endpoint, $"GET {Target(key)} HTTP/1.1\nHost: localhost")).ShouldEndWith("\r\n\r\nx");
            (await RawHttp.SendAsync(s3.Endpoint, $"DELETE {Target(key)} HTTP/1.1\nHost: localhost")).ShouldStartWith("HTTP/1.1 204");
        }
        Directory.EnumerateFileSystemEntries(s3.FileOf("data")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_taken_away_by_hand_takes_its_objects_and_no_later_ones()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        await PutAsync(s3, "logs/a", "1");
        Directory.Delete(s3.FileOf("data/logs"), recursive: true);

        using var got = await s3.Http.GetAsync("/data/logs/a");
        got.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        await PutAsync(s3, "logs/a", "2");

        (await s3.Http.GetStringAsync("/data/logs/a")).ShouldBe("2");
    }

    private static string Target(string key) => "/data/" + Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal);

    private static Task PutAsync(LocalS3 s3, string key, string text) =>
        s3.Client.PutObjectAsync(new() { BucketName = "data", Key = key, ContentBody = text });
}
