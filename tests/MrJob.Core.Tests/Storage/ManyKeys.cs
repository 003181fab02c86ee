using System.Reflection;
using Amazon.S3;
using Amazon.S3.Model;
using MrJob.Core.Storage.Globs;

namespace MrJob.Core.Tests.Storage;

/// <summary>An S3 of keys alone, that only lists, as S3 does it, and counts what it is asked for.</summary>
public class ManyKeys : DispatchProxy
{
    private List<string> _keys = [];

    /// <summary>Calls of ListObjectsV2.</summary>
    public int Calls { get; private set; }

    /// <summary>Keys and common prefixes that were sent.</summary>
    public int Names { get; private set; }

    /// <param name="keys">In order.</param>
    internal static (IAmazonS3 S3, ManyKeys Counts) Of(List<string> keys)
    {
        var s3 = Create<IAmazonS3, ManyKeys>();
        ((ManyKeys)s3)._keys = keys;
        return (s3, (ManyKeys)s3);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name == nameof(IAmazonS3.ListObjectsV2Async)
        ? Task.FromResult(Page((ListObjectsV2Request)args![0]!))
        : throw new NotSupportedException($"{targetMethod?.Name} was called.");

    private ListObjectsV2Response Page(ListObjectsV2Request request)
    {
        Calls++;
        var most = Math.Min(request.MaxKeys ?? 1000, 1000);
        var after = request.ContinuationToken ?? request.StartAfter ?? "";
        var page = new ListObjectsV2Response { S3Objects = [], CommonPrefixes = [], IsTruncated = false };
        var last = "";
        for (var at = Past(request.Prefix, after); at < _keys.Count && _keys[at].StartsWith(request.Prefix, StringComparison.Ordinal);)
        {
            if (page.S3Objects.Count + page.CommonPrefixes.Count == most)
            {
                (page.IsTruncated, page.NextContinuationToken) = (true, last);
                break;
            }
            var slash = request.Delimiter is null ? -1 : _keys[at].IndexOf('/', request.Prefix.Length);
            if (slash < 0)
                page.S3Objects.Add(new() { Key = _keys[at], Size = 1, ETag = "\"e\"" });
            else
                page.CommonPrefixes.Add(_keys[at][..(slash + 1)]);
            last = slash < 0 ? _keys[at] : _keys[at][..(slash + 1)] + Runes.Greatest;
            at = slash < 0 ? at + 1 : Past("", last);
        }
        Names += page.S3Objects.Count + page.CommonPrefixes.Count;
        return page;
    }

    private int Past(string prefix, string after)
    {
        var first = _keys.BinarySearch(prefix, KeyOrder.Utf8);
        var next = _keys.BinarySearch(after, KeyOrder.Utf8);
        return Math.Max(first < 0 ? ~first : first, next < 0 ? ~next : next + 1);
    }
}
