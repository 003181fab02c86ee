using System.Collections.Concurrent;
using System.Globalization;
using MrJob.Local.Events;
using MrJob.Local.S3.Bodies;
using MrJob.Local.S3.Http;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3;

/// <summary>
/// The local S3's buckets on disk. Under <c>s3/</c> in the data folder: <c>&lt;bucket&gt;/&lt;key&gt;</c> is an object's content
/// (<see cref="FileNames"/>), <c>.index/&lt;bucket&gt;.jsonl</c> a bucket's journal, <c>.staging/</c> what is arriving,
/// <c>.uploads/</c> what arrives in parts. No bucket's name starts with a dot. One process at a time, which the caller sees to.
/// </summary>
internal sealed class ObjectStore : IObjectStore, IDisposable
{
    /// <summary>From this size on a file counts as uploaded in parts: the size at which the AWS CLI does so.</summary>
    private const int PartBytes = 8 << 20;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new();
    private readonly string _root;
    private readonly bool _foldsCase;
    private readonly IEventBus _events;
    private readonly TimeProvider _time;

    public ObjectStore(string dataFolder, IEventBus events, TimeProvider time)
    {
        _root = Path.GetFullPath(Path.Combine(dataFolder, "s3"));
        (_events, _time) = (events, time);
        foreach (var folder in new[] { ".index", ".staging", ".uploads" })
            Directory.CreateDirectory(Path.Combine(_root, folder));
        Staging = new(Path.Combine(_root, ".staging"));
        Uploads = new(Path.Combine(_root, ".uploads"), Staging);
        _foldsCase = FoldsCase();
        foreach (var journal in Directory.EnumerateFiles(Path.Combine(_root, ".index"), "*.jsonl"))
            Load(Path.GetFileNameWithoutExtension(journal));
        Staging.Clear();
    }

    public Staging Staging { get; }

    public MultipartUploads Uploads { get; }

    /// <summary>By name.</summary>
    public IReadOnlyList<Bucket> Buckets => [.. _buckets.Values.OrderBy(bucket => bucket.Name, StringComparer.Ordinal)];

    /// <exception cref="S3Exception">404 NoSuchBucket; 400 InvalidBucketName.</exception>
    public Bucket Require(string bucket)
    {
        if (_buckets.TryGetValue(bucket, out var found))
            return found;
        throw S3Names.IsBucketName(bucket) ? S3Errors.NoSuchBucket(bucket) : S3Errors.InvalidBucketName(bucket);
    }

    public bool BucketExists(string bucket) => _buckets.ContainsKey(bucket);

    /// <exception cref="S3Exception">400 InvalidBucketName.</exception>
    public void CreateBucket(string bucket)
    {
        if (!S3Names.IsBucketName(bucket))
            throw S3Errors.InvalidBucketName(bucket);
        lock (_gate)
            if (!_buckets.ContainsKey(bucket))
                _buckets[bucket] = Bucket.Create(FolderOf(bucket), JournalOf(bucket), Staging, _time);
    }

    /// <exception cref="S3Exception">404 NoSuchBucket; 409 BucketNotEmpty.</exception>
    public void DeleteBucket(string bucket)
    {
        lock (_gate)
        {
            Require(bucket).DeleteSelf(JournalOf(bucket));
            _buckets.TryRemove(bucket, out _);
            foreach (var upload in Uploads.List(bucket))
                Uploads.Remove(upload.UploadId);
        }
    }

    /// <summary>Whether writes to the bucket are announced on the event bus, as a bucket's notification configuration says.</summary>
    public void SetEventBridge(string bucket, bool enabled) => Require(bucket).SetEventBridge(enabled);

    /// <summary>Makes a staged body an object and announces it.</summary>
    /// <exception cref="S3Exception">No such bucket, an impossible key, or the condition does not hold.</exception>
    public ObjectEntry Put(string bucket, string key, StagedContent content, WriteCondition condition, WriteCause cause)
    {
        S3Names.CheckKey(key);
        var target = Require(bucket);
        var entry = target.Put(key, content, condition);
        if (target.EventBridge)
            _events.Publish(ObjectEvents.Created(bucket, entry, cause));
        return entry;
    }

    /// <summary>Deletes the object, if there is one, and announces that.</summary>
    /// <exception cref="S3Exception">No such bucket, or the condition does not hold.</exception>
    public bool Delete(string bucket, string key, WriteCondition condition, string requestId)
    {
        var target = Require(bucket);
        if (target.Delete(key, condition) is not { } deleted)
            return false;
        if (target.EventBridge)
            _events.Publish(ObjectEvents.Deleted(bucket, deleted, new("DeleteObject", requestId), _time.GetUtcNow()));
        return true;
    }

    public StoredObject? Find(string bucket, string key) =>
        _buckets.TryGetValue(bucket, out var found) && found.Index.Find(key) is { } entry ? Stored(found, entry) : null;

    public IReadOnlyList<StoredObject> List(string bucket, string prefix) =>
        _buckets.TryGetValue(bucket, out var found) ? [.. found.Index.StartingWith(prefix).Select(entry => Stored(found, entry))] : [];

    public async Task<StoredObject> ImportAsync(string bucket, string key, string file, CancellationToken cancel = default)
    {
        if (!_buckets.TryGetValue(bucket, out var found))
            throw new DirectoryNotFoundException($"s3://{bucket}/{key}: the bucket does not exist.");
        S3Names.CheckKey(key);
        var (size, etag) = await DescribeAsync(file, cancel);
        var staged = Staging.NewFile();
        File.Move(file, staged);
        var content = new StagedContent(staged, size, etag, ObjectHeaders.Default);
        return Stored(found, Put(bucket, key, content, WriteCondition.None, new("PutObject", RequestIds.New())));
    }

    public bool Delete(string bucket, string key) =>
        BucketExists(bucket) && Delete(bucket, key, WriteCondition.None, RequestIds.New());

    public void Dispose()
    {
        foreach (var bucket in _buckets.Values)
            bucket.Dispose();
    }

    /// <summary>
    /// Size and ETag. EMR uploads big files in parts, and the ETag of such an object is no digest of its content, only different for
    /// each: so reading all of a step's output once more is saved.
    /// </summary>
    private static async Task<(long Size, string ETag)> DescribeAsync(string file, CancellationToken cancel)
    {
        var size = new FileInfo(file).Length;
        return size < PartBytes
            ? (size, (await DigestAsync(file, cancel)).ETag)
            : (size, string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}-{(size + PartBytes - 1) / PartBytes}"));
    }

    private static async Task<BodyReceipt> DigestAsync(string file, CancellationToken cancel)
    {
        using var digests = new BodyDigests(checksum: null);
        await using var content = File.OpenRead(file);
        var buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
            digests.Append(buffer.AsSpan(0, read));
        return digests.Finish();
    }

    private static StoredObject Stored(Bucket bucket, ObjectEntry entry) =>
        new(bucket.Name, entry.Key, bucket.PathOf(entry), entry.Size, entry.ETag, entry.LastModified);

    private void Load(string bucket) => _buckets[bucket] = Bucket.Load(FolderOf(bucket), JournalOf(bucket), Staging, _time);

    private BucketFolder FolderOf(string bucket) => new(Path.Combine(_root, bucket), _foldsCase);

    private string JournalOf(string bucket) => Path.Combine(_root, ".index", bucket + ".jsonl");

    private bool FoldsCase()
    {
        var probe = Staging.PathOf("Probe");
        File.WriteAllBytes(probe, []);
        return File.Exists(Staging.PathOf("pROBE"));
    }
}
