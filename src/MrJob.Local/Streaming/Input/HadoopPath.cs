using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Input;

/// <summary>
/// A path as Hadoop on EMR understands it, without a slash at its end: on S3 (<c>s3://</c>, <c>s3n://</c>, <c>s3a://</c>) or on the
/// cluster's HDFS (<c>hdfs://any-namenode/…</c> or no scheme at all).
/// </summary>
/// <param name="Bucket">On HDFS <see cref="HdfsBucket"/>.</param>
/// <param name="Key">Empty for the root.</param>
internal sealed record HadoopPath(string Scheme, string Bucket, string Key)
{
    /// <summary>The name by which a cluster's HDFS is a bucket among those of S3, where no bucket can be called so.</summary>
    public const string HdfsBucket = ":hdfs";

    /// <summary>Where relative paths start: the home of EMR's user.</summary>
    public const string Home = "/user/hadoop";

    private static readonly string[] S3Schemes = ["s3", "s3n", "s3a"];

    /// <summary>The last part of the key.</summary>
    public string Name => Key[(Key.LastIndexOf('/') + 1)..];

    /// <summary>What the keys of everything in this folder start with.</summary>
    public string FolderPrefix => Key.Length == 0 ? "" : Key + "/";

    public bool IsHdfs => Bucket == HdfsBucket;

    /// <summary>The file system's name in counters.</summary>
    public string Kind => IsHdfs ? "HDFS" : "S3";

    /// <exception cref="StreamingClientException">It is a path of another file system, or leads out of its own.</exception>
    public static HadoopPath Parse(string text)
    {
        var scheme = SchemeOf(text);
        return scheme is null ? Hdfs(text.StartsWith('/') ? text : $"{Home}/{text}", text)
            : scheme == "hdfs" ? Hdfs(WithoutAuthority(text["hdfs:".Length..]), text)
            : S3Schemes.Contains(scheme) && text[(scheme.Length + 1)..].Split('/') is ["", "", { Length: > 0 } bucket, .. var parts]
                ? new HadoopPath(scheme, bucket, Join(parts, text))
            : throw StreamingClientException.NotSupported($"the path {text}; paths are s3://bucket/key, or with s3n, s3a or hdfs, or without a scheme on HDFS");
    }

    /// <summary>What stands before the first colon, unless a slash stands before that; null when nothing does.</summary>
    public static string? SchemeOf(string text) => text.IndexOfAny([':', '/']) is >= 0 and var end && text[end] == ':' ? text[..end] : null;

    public HadoopPath At(string key) => this with { Key = key };

    /// <summary>The path of something in this folder.</summary>
    public HadoopPath Child(string name) => At(FolderPrefix + name);

    public override string ToString() => IsHdfs ? $"hdfs:///{Key}" : $"{Scheme}://{Bucket}/{Key}";

    private static HadoopPath Hdfs(string path, string text) => new("hdfs", HdfsBucket, Join(path.Split('/'), text));

    private static string WithoutAuthority(string rest) => !rest.StartsWith("//", StringComparison.Ordinal) ? rest
        : rest.IndexOf('/', 2) is >= 0 and var slash ? rest[slash..] : "/";

    /// <summary>Empty parts go, and <c>.</c> and <c>..</c> are followed, as Hadoop's <c>Path</c> does, also on S3.</summary>
    private static string Join(IEnumerable<string> parts, string text)
    {
        var kept = new List<string>();
        foreach (var part in parts.Where(part => part is not ("" or ".")))
        {
            if (part != "..")
                kept.Add(part);
            else if (kept.Count > 0)
                kept.RemoveAt(kept.Count - 1);
            else
                throw new StreamingClientException(5, $"Error Launching job : Invalid path name {text}");
        }

        return string.Join('/', kept);
    }
}
