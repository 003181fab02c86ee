using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3.Model;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary><c>kill -9</c> while clients write objects, overwrite them and delete them.</summary>
public sealed class S3KillTests : IDisposable
{
    private const string Bucket = "mrjob-workbucket";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(500)]
    public async Task What_was_answered_is_there_and_nothing_is_half_there(int answers)
    {
        List<Writer> writers;
        await using (var first = await Laptop.StartAsync(_folder.Path))
        {
            using var enough = new SemaphoreSlim(0);
            writers = [.. Enumerable.Range(0, 8).Select(n => new Writer(first.Aws, n, enough))];
            var writing = Task.WhenAll(writers.Select(writer => Task.Run(writer.WriteUntilRefusedAsync)));
            for (var i = 0; i < answers; i++)
                await enough.WaitAsync();
            await first.KillAsync();
            await writing;
        }

        await using var second = await Laptop.StartAsync(_folder.Path);
        using var s3 = second.S3();
        var found = new ConcurrentDictionary<string, string>();
        await foreach (var listed in s3.Paginators.ListObjectsV2(new() { BucketName = Bucket, Prefix = "killed/" }).S3Objects)
            found[listed.Key] = await ReadAsync(second, listed);
        foreach (var writer in writers)
            writer.Check(found);
        Directory.GetFileSystemEntries(Path.Combine(_folder.Path, "data", "s3", ".staging")).ShouldBeEmpty();
    }

    /// <summary>The object's first line, once all of it is known to be of one write.</summary>
    private static async Task<string> ReadAsync(Laptop laptop, S3Object listed)
    {
        using var http = new HttpClient { BaseAddress = laptop.Aws };
        var content = await http.GetStringAsync($"{Bucket}/{listed.Key}");
        var lines = content.Split('\n');
        lines.ShouldAllBe(line => line == lines[0]);
        listed.Size.ShouldBe(content.Length);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(Encoding.UTF8.GetBytes(content));
        listed.ETag.ShouldBe($"\"{Convert.ToHexStringLower(md5.GetHashAndReset())}\"");
        return lines[0];
    }

    /// <summary>Writes to keys of its own, one after the other, and remembers what it was answered.</summary>
    private sealed class Writer(Uri endpoint, int number, SemaphoreSlim answered)
    {
        private const string Deleted = "";

        private int _writes;
        private readonly Dictionary<string, string> _last = [];
        private (string Key, string Content) _unanswered;

        public async Task WriteUntilRefusedAsync()
        {
            using var http = new HttpClient { BaseAddress = endpoint };
            for (var i = 0; ; i++)
            {
                _unanswered = ($"killed/{number}/{i % 7}", i % 5 == 4 ? Deleted : $"{number}-{i}");
                try
                {
                    using var answer = await SendAsync(http);
                    answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.NoContent);
                }
                catch (HttpRequestException)
                {
                    return;
                }
                _last[_unanswered.Key] = _unanswered.Content;
                answered.Release();
            }
        }

        /// <summary>Each key is as it was answered, or as the one write that was not answered would have it.</summary>
        public void Check(ConcurrentDictionary<string, string> found)
        {
            foreach (var (key, content) in _last)
                found.GetValueOrDefault(key, Deleted).ShouldBeOneOf(key == _unanswered.Key ? [content, _unanswered.Content] : [content]);
        }

        /// <summary>Bodies of some bytes and, every third, of more than any buffer.</summary>
        private Task<HttpResponseMessage> SendAsync(HttpClient http) => _unanswered.Content == Deleted
            ? http.DeleteAsync($"{Bucket}/{_unanswered.Key}")
            : http.PutAsync(
                $"{Bucket}/{_unanswered.Key}",
                new StringContent(string.Join('\n', Enumerable.Repeat(_unanswered.Content, _writes++ % 3 == 0 ? 100_000 : 3))));
    }
}
