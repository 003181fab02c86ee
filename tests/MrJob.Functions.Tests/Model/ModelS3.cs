using System.Globalization;
using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Functions.Tests.Model;

/// <summary>S3 in memory: conditional writes, reads and lists, strongly consistent.</summary>
internal sealed class ModelS3(ModelWorld world)
{
    private const string Root = "state/";
    private readonly SortedDictionary<string, (byte[] Content, string ETag, DateTimeOffset At)> _objects = new(StringComparer.Ordinal);
    private int _writes;

    public IAmazonS3 Client(ModelProcess process) => ModelClient<IAmazonS3>.Create(world, process, Answer);

    public bool Has(string prefix) => _objects.Keys.Any(k => k.StartsWith(Root + prefix, StringComparison.Ordinal));

    /// <summary>All records, for a failing test's message.</summary>
    public string Tell() => string.Join('\n', _objects.Select(o => $"{o.Key}: {Encoding.UTF8.GetString(o.Value.Content)}"));

    public string Text(string key) => Encoding.UTF8.GetString(_objects[Root + key].Content);

    public IEnumerable<string> Keys(string prefix) => _objects.Keys.Where(k => k.StartsWith(Root + prefix, StringComparison.Ordinal)).Select(k => k[Root.Length..]);

    private object Answer(object request) => request switch
    {
        GetObjectRequest get => _objects.TryGetValue(get.Key, out var found)
            ? new GetObjectResponse { ResponseStream = new MemoryStream(found.Content), ETag = found.ETag, LastModified = found.At.UtcDateTime }
            : throw Error(HttpStatusCode.NotFound, "NoSuchKey"),
        PutObjectRequest put => Put(put),
        DeleteObjectRequest delete => Delete(delete.Key),
        ListObjectsV2Request list => List(list),
        _ => throw new NotSupportedException(request.GetType().Name),
    };

    private PutObjectResponse Put(PutObjectRequest put)
    {
        var content = put.InputStream is { } stream ? ((MemoryStream)stream).ToArray() : Encoding.UTF8.GetBytes(put.ContentBody ?? "");
        var answer = Write(put, content);
        // An answer that is lost: the SDK sends it again, and a conditional write loses against itself.
        return world.Happens(10) ? Write(put, content) : answer;
    }

    private PutObjectResponse Write(PutObjectRequest put, byte[] content)
    {
        var there = _objects.TryGetValue(put.Key, out var old);
        if (put.IfNoneMatch == "*" && there)
            throw Error(HttpStatusCode.PreconditionFailed, "PreconditionFailed");
        if (put.IfMatch is not null && !there)
            throw Error(HttpStatusCode.NotFound, "NoSuchKey");
        if (put.IfMatch is not null && put.IfMatch != old.ETag)
            throw Error(HttpStatusCode.PreconditionFailed, "PreconditionFailed");
        var etag = string.Create(CultureInfo.InvariantCulture, $"\"{++_writes}\"");
        _objects[put.Key] = (content, etag, world.Now);
        return new() { ETag = etag };
    }

    private DeleteObjectResponse Delete(string key)
    {
        _objects.Remove(key);
        return new();
    }

    private ListObjectsV2Response List(ListObjectsV2Request list) => new()
    {
        S3Objects = [.. _objects.Where(o => o.Key.StartsWith(list.Prefix, StringComparison.Ordinal) && string.CompareOrdinal(o.Key, list.StartAfter ?? "") > 0)
            .Select(o => new S3Object { Key = o.Key, ETag = o.Value.ETag, LastModified = o.Value.At.UtcDateTime })],
        IsTruncated = false,
    };

    private static AmazonS3Exception Error(HttpStatusCode status, string code) => new(code) { StatusCode = status, ErrorCode = code };
}
