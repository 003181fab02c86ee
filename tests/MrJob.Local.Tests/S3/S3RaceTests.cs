using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Local.Tests.S3;

/// <summary>Many clients at one key at the same time.</summary>
public class S3RaceTests
{
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

    [Theory]
    [InlineData(10)]
    [InlineData(8 << 20)]
    public async Task Of_sixteen_racing_completers_one_wins(int size)
    {
        await using var s3 = await LocalS3.StartAsync("data");
        var uploads = await Task.WhenAll(Enumerable.Range(0, 16).Select(n => UploadAsync(s3, Filled(size, n))));

        var won = await Task.WhenAll(uploads.Select(upload => Task.Run(() => CompleteAsync(s3, upload))));

        won.Count(code => code is null).ShouldBe(1);
        won.Count(code => code == "PreconditionFailed").ShouldBe(15);
        (await s3.Http.GetByteArrayAsync("/data/k")).ShouldBe(Filled(size, Array.IndexOf(won, null)));
        (await s3.Client.ListMultipartUploadsAsync("data")).MultipartUploads.Count.ShouldBe(15);
    }

    [Fact]
    public async Task Completing_and_aborting_at_once_ends_in_one_of_the_two()
    {
        await using var s3 = await LocalS3.StartAsync("data");
        for (var round = 0; round < 10; round++)
        {
            var upload = await UploadAsync(s3, Filled(1 << 20, round));

            var completed = Task.Run(() => CompleteAsync(s3, upload));
            var completedAgain = Task.Run(() => CompleteAsync(s3, upload));
            var aborted = Task.Run(() => TryAsync(() => s3.Client.AbortMultipartUploadAsync("data", "k", upload.UploadId)));

            string?[] codes = [await completed, await completedAgain, await aborted];
            codes.ShouldAllBe(code => code == null || code == "NoSuchUpload" || code == "PreconditionFailed");
            codes.Count(code => code is null).ShouldBe(1);
            (await s3.Client.ListMultipartUploadsAsync("data")).MultipartUploads.ShouldBeNull();
            await s3.Client.DeleteObjectAsync("data", "k");
        }
        Directory.GetFileSystemEntries(s3.FileOf(".uploads")).ShouldBeEmpty();
        Directory.GetFileSystemEntries(s3.FileOf(".staging")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reader_sees_one_writers_object_while_a_hundred_overwrite_it()
    {
        const int Size = 3_000_000;
        await using var s3 = await LocalS3.StartAsync("data");
        await PutAsync(s3, Filled(Size, 0));

        var writers = Task.WhenAll(Enumerable.Range(1, 100).Select(n => Task.Run(() => PutAsync(s3, Filled(Size + n, n)))));
        var readers = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => ReadUntilAsync(s3, writers))));

        await writers;
        (await readers).Sum().ShouldBeGreaterThanOrEqualTo(4);
        await CheckAsync(s3);
    }

    /// <summary>Reads until the others are done, and says how often.</summary>
    private static async Task<int> ReadUntilAsync(LocalS3 s3, Task others)
    {
        var reads = 0;
        do
        {
            await CheckAsync(s3);
            reads++;
        }
        while (!others.IsCompleted);
        return reads;
    }

    /// <summary>The object is all of one writer: its bytes, its length and its ETag.</summary>
    private static async Task CheckAsync(LocalS3 s3)
    {
        using var got = await s3.Http.GetAsync("/data/k");
        var content = await got.Content.ReadAsByteArrayAsync();
        content.AsSpan().IndexOfAnyExcept(content[0]).ShouldBe(-1);
        (content.Length % 1000).ShouldBe(content[0]);
        got.Headers.ETag!.Tag.ShouldBe($"\"{Convert.ToHexStringLower(Md5(content))}\"");
    }

    private static async Task PutAsync(LocalS3 s3, byte[] content)
    {
        using var answer = await s3.Http.PutAsync("/data/k", new ByteArrayContent(content));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<CompleteMultipartUploadRequest> UploadAsync(LocalS3 s3, byte[] content)
    {
        var upload = (await s3.Client.InitiateMultipartUploadAsync("data", "k")).UploadId;
        var part = await s3.Client.UploadPartAsync(new() { BucketName = "data", Key = "k", UploadId = upload, PartNumber = 1, InputStream = new MemoryStream(content) });
        return new() { BucketName = "data", Key = "k", UploadId = upload, PartETags = [new(part)], IfNoneMatch = "*" };
    }

    private static Task<string?> CompleteAsync(LocalS3 s3, CompleteMultipartUploadRequest upload) =>
        // Each call its own request: the SDK writes into it.
        TryAsync(() => s3.Client.CompleteMultipartUploadAsync(new()
        {
            BucketName = upload.BucketName, Key = upload.Key, UploadId = upload.UploadId, PartETags = [.. upload.PartETags], IfNoneMatch = upload.IfNoneMatch,
        }));

    /// <summary>The code of the refusal, or null.</summary>
    private static async Task<string?> TryAsync(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (AmazonS3Exception e)
        {
            return e.ErrorCode;
        }
    }

    private static async Task<HttpStatusCode> CreateAsync(LocalS3 s3, int creator, int size)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/data/k") { Content = new ByteArrayContent(Filled(size, creator)), Headers = { { "If-None-Match", "*" } } };
        using var answer = await s3.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static byte[] Filled(int size, int with)
    {
        var content = new byte[size];
        Array.Fill(content, (byte)with);
        return content;
    }

    private static byte[] Md5(byte[] bytes)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(bytes);
        return md5.GetHashAndReset();
    }
}
