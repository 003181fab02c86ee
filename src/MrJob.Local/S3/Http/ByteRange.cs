using System.Globalization;
using MrJob.Local.S3.Storage;

namespace MrJob.Local.S3.Http;

/// <summary>A stretch of an object's bytes.</summary>
internal readonly record struct ByteRange(long Start, long Length)
{
    private const string Unit = "bytes=";

    /// <summary>As in <c>Content-Range</c>.</summary>
    public string Of(long size) => string.Create(CultureInfo.InvariantCulture, $"bytes {Start}-{Start + Length - 1}/{size}");

    /// <summary>What a <c>Range</c> header asks for; null where it asks for nothing that S3 serves, and the whole is answered.</summary>
    /// <exception cref="S3Exception">416 InvalidRange: the object has none of it.</exception>
    public static ByteRange? Parse(string header, long size)
    {
        if (!header.StartsWith(Unit, StringComparison.OrdinalIgnoreCase) || header[Unit.Length..].Split('-') is not [var first, var last])
            return null;
        var (from, to) = (Number(first), Number(last));
        if (from is null && (first.Trim() != "" || to is null) || to is null && last.Trim() != "" || to < from)
            return null;
        var start = from ?? Math.Max(0, size - to!.Value);
        var end = from is null ? size - 1 : Math.Min(to ?? long.MaxValue, size - 1);
        return start >= size || start > end ? throw S3Errors.InvalidRange(header, size) : new(start, end - start + 1);
    }

    /// <summary>Where a part lies that the object was uploaded in. An object that came whole is its own part 1.</summary>
    /// <exception cref="S3Exception">416 InvalidPartNumber.</exception>
    public static ByteRange OfPart(int number, ObjectEntry entry)
    {
        var parts = entry.Parts ?? [entry.Size];
        return number < 1 || number > parts.Count
            ? throw S3Errors.InvalidPartNumber(number, parts.Count)
            : new(parts.Take(number - 1).Sum(), parts[number - 1]);
    }

    private static long? Number(string text) =>
        long.TryParse(text.AsSpan().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
