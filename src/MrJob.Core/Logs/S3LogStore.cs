using System.IO.Compression;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Core.Logs.Parsing;
using MrJob.Core.Logs.Search;
using MrJob.Core.Storage;

namespace MrJob.Core.Logs;

/// <summary>Logs that EMR copied to S3.</summary>
internal sealed class S3LogStore(IAmazonS3 s3) : ILogStore
{
    private const int MostListed = 200_000;
    private const string Compressed = ".gz";

    public async Task<IReadOnlyList<LogFile>> ListAsync(string prefix, CancellationToken cancel)
    {
        var folder = S3Uri.Parse(prefix);
        var found = new List<LogFile>();
        try
        {
            await foreach (var log in s3.ListAllAsync(new ListObjectsV2Request { BucketName = folder.Bucket, Prefix = folder.Key }, cancel))
            {
                found.Add(new((folder with { Key = log.Key }).ToString(), log.Size ?? 0, log.LastModified is { } date ? new(date.ToUniversalTime()) : null));
                if (found.Count == MostListed)
                    break;
            }
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            // a bucket that is gone, and the logs with it
        }
        catch (AmazonS3Exception e) when (IsRefusal(e))
        {
            throw Unreadable(folder, e);
        }
        return WithoutCopies(found);
    }

    public async Task ReadAsync(LogFile log, LogParser parser, CancellationToken cancel)
    {
        var uri = S3Uri.Parse(log.Uri);
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = uri.Bucket, Key = uri.Key }, cancel);
            await LogText.ReadAsync(response.ResponseStream, parser, cancel);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            parser.End(); // removed since it was listed
        }
        catch (AmazonS3Exception e) when (IsRefusal(e))
        {
            throw Unreadable(uri, e);
        }
    }

    /// <summary>A log that was pushed, and copied by EMR too, is there twice: the one that came later has more of it.</summary>
    public static IReadOnlyList<LogFile> WithoutCopies(IReadOnlyList<LogFile> logs)
    {
        var compressed = logs.Where(l => l.Uri.EndsWith(Compressed, StringComparison.Ordinal)).ToDictionary(l => l.Uri[..^Compressed.Length], StringComparer.Ordinal);
        if (compressed.Count == 0)
            return logs;
        var older = logs.Where(l => compressed.ContainsKey(l.Uri)).Select(l => l.Modified > compressed[l.Uri].Modified ? compressed[l.Uri] : l).ToHashSet();
        return older.Count == 0 ? logs : [.. logs.Where(l => !older.Contains(l))];
    }

    // A redirection: the bucket is in another region.
    private static bool IsRefusal(AmazonS3Exception e) => e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect or HttpStatusCode.BadRequest;

    private static LogsUnreadableException Unreadable(S3Uri place, AmazonS3Exception e) => new(
        e.StatusCode == HttpStatusCode.Forbidden
            ? $"The service may not read {place}: add the bucket {place.Bucket} to the stack's parameter DataBuckets (S3 says: {e.Message})"
            : $"The service cannot read {place}: {e.Message}",
        e);
}

/// <summary>Reads a log, compressed or not.</summary>
internal static class LogText
{
    /// <summary>Has the parser read the log. Whether it is compressed is told by its first bytes: names do not always say.</summary>
    public static async Task ReadAsync(Stream log, LogParser parser, CancellationToken cancel)
    {
        var head = new byte[2];
        var read = await log.ReadAtLeastAsync(head, 2, throwOnEndOfStream: false, cancel);
        var whole = new HeadedStream(head.AsMemory(0, read), log);
        if (read == 2 && head is [0x1f, 0x8b])
        {
            await using var unpacked = new GZipStream(whole, CompressionMode.Decompress, leaveOpen: true);
            await LineReader.ReadAsync(unpacked, parser, cancel);
        }
        else
        {
            await LineReader.ReadAsync(whole, parser, cancel);
        }
    }

    /// <summary>A stream whose first bytes have been read already.</summary>
    private sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> _head = head;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (_head.IsEmpty)
                return rest.Read(buffer);
            var count = Math.Min(buffer.Length, _head.Length);
            _head.Span[..count].CopyTo(buffer);
            _head = _head[count..];
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _head.IsEmpty ? rest.ReadAsync(buffer, cancellationToken) : new(Read(buffer.Span));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
