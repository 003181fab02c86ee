using System.Diagnostics.CodeAnalysis;

namespace MrJob.Core.Storage;

/// <summary>A place on S3. The key may be empty (the whole bucket), a folder (ends in <c>/</c>) or an object's key, as it is: never encoded.</summary>
internal readonly record struct S3Uri(string Bucket, string Key)
{
    // Hadoop's names for the same thing: s3n and s3a were its older file systems for S3.
    private static readonly string[] Schemes = ["s3://", "s3a://", "s3n://"];

    /// <summary>Reads <c>s3://bucket/key</c>; <c>s3a</c> and <c>s3n</c> are taken for s3.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out S3Uri uri)
    {
        uri = default;
        if (Schemes.FirstOrDefault(s => text?.StartsWith(s, StringComparison.OrdinalIgnoreCase) == true) is not { } scheme)
            return false;
        var rest = text![scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        uri = slash < 0 ? new(rest, "") : new(rest[..slash], rest[(slash + 1)..]);
        return uri.Bucket.Length > 0;
    }

    /// <exception cref="FormatException">The text is no S3 URI.</exception>
    public static S3Uri Parse(string text) => TryParse(text, out var uri)
        ? uri
        : throw new FormatException($"'{text}' is not an S3 URI; it must look like s3://bucket/key.");

    /// <summary>The same place with a final slash, as a folder to put things in.</summary>
    public S3Uri AsFolder() => Key.Length == 0 || Key.EndsWith('/') ? this : this with { Key = Key + "/" };

    /// <summary>A key below this folder.</summary>
    public static S3Uri operator /(S3Uri folder, string name) => folder.AsFolder() with { Key = folder.AsFolder().Key + name };

    /// <summary>Whether an object with this key is output: Hadoop and its readers skip names that start with <c>_</c> or <c>.</c>, and folder markers.</summary>
    public static bool IsData(string key)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        return name.Length > 0 && name[0] is not ('_' or '.') && !name.EndsWith("_$folder$", StringComparison.Ordinal);
    }

    public override string ToString() => $"s3://{Bucket}/{Key}";
}
