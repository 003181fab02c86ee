namespace MrJob.Local.S3;

/// <summary>
/// The local S3 from inside the process: what steps, logs and events use without going through HTTP.
/// Every object is one ordinary file, replaced whole: a reader sees the old content or the new one.
/// </summary>
internal interface IObjectStore
{
    /// <summary>Whether the bucket exists.</summary>
    bool BucketExists(string bucket);

    /// <summary>Creates the bucket; does nothing when it is there.</summary>
    void CreateBucket(string bucket);

    /// <summary>The object, or null. The bucket may be missing too.</summary>
    StoredObject? Find(string bucket, string key);

    /// <summary>Objects whose key starts with <paramref name="prefix"/>, in the byte order of their UTF-8 keys, as S3 lists them.</summary>
    IReadOnlyList<StoredObject> List(string bucket, string prefix);

    /// <summary>Stores the file's content under the key by moving the file, and emits the event of a new object.</summary>
    /// <exception cref="DirectoryNotFoundException">The bucket does not exist.</exception>
    Task<StoredObject> ImportAsync(string bucket, string key, string file, CancellationToken cancel = default);

    /// <summary>Deletes the object. Says whether there was one.</summary>
    bool Delete(string bucket, string key);
}

/// <summary>An object as listed.</summary>
/// <param name="File">The file with the content. It is replaced, never changed: an open reader keeps what it opened.</param>
/// <param name="ETag">Without quotes.</param>
internal sealed record StoredObject(string Bucket, string Key, string File, long Size, string ETag, DateTimeOffset LastModified);
