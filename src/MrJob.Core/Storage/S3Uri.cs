using System.Diagnostics.CodeAnalysis;

namespace MrJob.Core.Storage;

/// <summary>
/// A place on S3. The key may be empty (the whole bucket), a folder (ends in <c>/</c>) or an object's key. It is the key itself: never
/// encoded, never decoded, nothing in it tidied away.
/// </summary>
public readonly record struct S3Uri(string Bucket, string Key)
{
    /// <summary>What the names of Hadoop's old folder markers end in: <c>dir_$folder$</c> stands for the folder <c>dir/</c>.</summary>
    public const string MarkerEnding = "_$folder$";

    // Hadoop's names for the same thing: s3n and s3a were its older file systems for S3.
    private static readonly string[] Schemes = ["s3://", "s3a://", "s3n://"];

    /// <summary>What follows the last slash of the key; empty for a bucket or a folder.</summary>
    public string Name => Key[(Key.LastIndexOf('/') + 1)..];

    /// <summary>Whether this is a whole bucket, or ends in a slash.</summary>
    public bool IsFolder => Key.Length == 0 || Key.EndsWith('/');

    /// <summary>Whether the text has one of the schemes of S3, in any case; what follows may still be wrong.</summary>
    public static bool HasScheme([NotNullWhen(true)] string? text) => SchemeOf(text) is not null;

    /// <summary>Reads <c>s3://bucket/key</c>; <c>s3a</c> and <c>s3n</c> are taken for s3.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out S3Uri uri)
    {
        uri = default;
        if (SchemeOf(text) is not { } scheme)
            return false;
        var rest = text![scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        uri = slash < 0 ? new(rest, "") : new(rest[..slash], rest[(slash + 1)..]);
        return uri.Bucket.Length > 0;
    }

    /// <summary>Reads <c>s3://bucket/key</c>; <c>s3a</c> and <c>s3n</c> are taken for s3.</summary>
    /// <exception cref="FormatException">The text is no S3 URI.</exception>
    public static S3Uri Parse(string text) => TryParse(text, out var uri)
        ? uri
        : throw new FormatException($"'{text}' is not an S3 URI{(HasScheme(text) ? " (it names no bucket)" : "")}; it must look like s3://bucket/key.");

    /// <summary>The same place with a final slash, as a folder to put things in.</summary>
    public S3Uri AsFolder() => IsFolder ? this : this with { Key = Key + "/" };

    /// <summary>A key below this folder.</summary>
    public S3Uri Below(string name) => AsFolder() with { Key = AsFolder().Key + name };

    /// <inheritdoc cref="Below"/>
    [SuppressMessage("Usage", "CA2225", Justification = "the named method is Below: it does not divide")]
    public static S3Uri operator /(S3Uri folder, string name) => folder.Below(name);

    /// <summary>
    /// Whether the place is this one or lies below it: <c>s3://b/data</c> holds <c>s3://b/data</c> and <c>s3://b/data/x</c>, and does not
    /// hold <c>s3://b/data-old</c>.
    /// </summary>
    public bool Holds(S3Uri other) => other.Bucket == Bucket
        && (other.Key == Key || other.Key.StartsWith(AsFolder().Key, StringComparison.Ordinal));

    /// <summary>Whether an object with this key is output: Hadoop and its readers skip names that start with <c>_</c> or <c>.</c>, and folder markers.</summary>
    public static bool IsData(string key)
    {
        var name = key[(key.LastIndexOf('/') + 1)..];
        return name.Length > 0 && name[0] is not ('_' or '.') && !IsFolderMarker(key);
    }

    /// <summary>Whether an object with this key only says that a folder is there: <c>dir/</c>, as consoles make it, or <c>dir_$folder$</c>, as Hadoop made it.</summary>
    public static bool IsFolderMarker(string key) => key.EndsWith('/') || key.EndsWith(MarkerEnding, StringComparison.Ordinal);

    /// <summary>Such as <c>s3://bucket/key</c>, whatever the scheme was.</summary>
    public override string ToString() => $"s3://{Bucket}/{Key}";

    private static string? SchemeOf(string? text) =>
        Array.Find(Schemes, s => text?.StartsWith(s, StringComparison.OrdinalIgnoreCase) == true);
}
