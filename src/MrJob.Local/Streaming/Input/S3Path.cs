using System.Diagnostics.CodeAnalysis;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Input;

/// <summary>A path on S3 as Hadoop writes it: <c>s3://</c>, <c>s3n://</c> or <c>s3a://</c>, without a slash at the end.</summary>
/// <param name="Key">Empty for the bucket's root.</param>
internal sealed record S3Path(string Scheme, string Bucket, string Key)
{
    private static readonly string[] Schemes = ["s3", "s3n", "s3a"];

    /// <summary>The last part of the key.</summary>
    public string Name => Key[(Key.LastIndexOf('/') + 1)..];

    /// <summary>What the keys of everything in this folder start with.</summary>
    public string FolderPrefix => Key.Length == 0 ? "" : Key + "/";

    public static bool TryParse(string text, [NotNullWhen(true)] out S3Path? path)
    {
        path = null;
        var colon = text.IndexOf("://", StringComparison.Ordinal);
        if (colon < 0 || !Schemes.Contains(text[..colon]))
            return false;

        var parts = text[(colon + 3)..].Split('/', StringSplitOptions.RemoveEmptyEntries); // Hadoop's Path drops empty parts too
        if (parts.Length == 0)
            return false;
        path = new S3Path(text[..colon], parts[0], string.Join('/', parts.Skip(1)));
        return true;
    }

    /// <exception cref="StreamingClientException">It is a path of another file system.</exception>
    public static S3Path Parse(string text) => TryParse(text, out var path)
        ? path
        : throw StreamingClientException.NotSupported($"the path {text}; paths are s3://bucket/key, or with s3n or s3a");

    public S3Path At(string key) => this with { Key = key };

    public override string ToString() => $"{Scheme}://{Bucket}/{Key}";
}
