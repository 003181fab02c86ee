namespace MrJob.Local.S3.Storage;

/// <summary>What must be true of a key at the moment it is written or deleted.</summary>
/// <param name="IfAbsent">There must be no object: <c>If-None-Match: *</c>.</param>
/// <param name="Since">What has happened to the key since the request came; null where nobody watched.</param>
/// <param name="IfETag">The object must have this ETag, or be any object for <c>*</c>: <c>If-Match</c>.</param>
internal sealed record WriteCondition(bool IfAbsent = false, string? IfETag = null, KeyWatch? Since = null)
{
    public static WriteCondition None { get; } = new();

    /// <exception cref="S3Exception">412 PreconditionFailed; 404 NoSuchKey for an ETag asked of a missing key; 409
    /// ConditionalRequestConflict for a key to be created that was deleted in the meantime.</exception>
    public void Check(string key, ObjectEntry? existing)
    {
        if (IfAbsent && existing is not null)
            throw S3Errors.PreconditionFailed("If-None-Match");
        if (IfAbsent && Since is { SawDelete: true })
            throw S3Errors.ConditionalRequestConflict(key);
        if (IfETag is null)
            return;
        if (existing is null)
            throw S3Errors.NoSuchKey(key);
        if (IfETag != "*" && IfETag != existing.ETag)
            throw S3Errors.PreconditionFailed("If-Match");
    }
}
