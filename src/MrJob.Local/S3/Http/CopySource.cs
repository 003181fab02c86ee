namespace MrJob.Local.S3.Http;

/// <summary>What a copy reads, from <c>x-amz-copy-source</c>: <c>bucket/key</c>, percent-encoded, perhaps with a slash before.</summary>
internal sealed record CopySource(string Bucket, string Key)
{
    /// <exception cref="S3Exception">400 InvalidArgument; 404 NoSuchVersion, as nothing here has versions.</exception>
    public static CopySource Parse(string header)
    {
        var (path, version) = header.Split("?versionId=", 2) is [var before, var after] ? (before, after) : (header, "null");
        var text = S3Target.Decode(path.StartsWith('/') ? path[1..] : path);
        if (text.Split('/', 2) is not [{ Length: > 0 } bucket, { Length: > 0 } key])
            throw S3Errors.InvalidArgument(
                "x-amz-copy-source", header, "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        return version == "null" ? new(bucket, key) : throw S3Errors.NoSuchVersion(key, version);
    }
}
