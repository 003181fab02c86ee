namespace MrJob.Core.Storage;

/// <summary>
/// A record on S3 that is changed by compare-and-swap. An ETag may be a digest of the content, and a PUT that the SDK retried
/// can lose against itself: a random revision makes all writes different and lets a writer know its own.
/// </summary>
internal abstract record StoredRecord
{
    public string Revision { get; init; } = "";
}

/// <summary>A record as it was read or written.</summary>
/// <param name="ETag">What a later write must match.</param>
/// <param name="LastModified">By S3's clock, in whole seconds.</param>
internal sealed record Stored<T>(string Key, T Value, string ETag, DateTimeOffset LastModified)
    where T : StoredRecord;
