using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace MrJob.Local.Emr.Wire;

/// <summary>Pages of what is listed. A marker is opaque to callers; it holds the position of the last item that was given.</summary>
internal static class Paging
{
    /// <summary>What ListClusters and ListSteps give at most.</summary>
    public const int PageSize = 50;

    /// <summary>The next page and the marker of the one after, null on the last.</summary>
    /// <param name="items">In the order listed.</param>
    /// <param name="position">
    /// Strictly descending along <paramref name="items"/>, and never changing for an item: new items in front move no page.
    /// </param>
    public static (IReadOnlyList<T> Page, string? Marker) Page<T>(
        IEnumerable<T> items, Func<T, long> position, string? marker, int size = PageSize)
    {
        var after = marker is null ? long.MaxValue : Read(marker);
        List<T> page = [.. items.Where(item => position(item) < after).Take(size + 1)];
        if (page.Count <= size)
            return (page, null);
        page.RemoveAt(size);
        return (page, Write(position(page[^1])));
    }

    private static string Write(long position) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes($"after:{position}"));

    private static long Read(string marker)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(marker.Length)];
        return Base64Url.IsValid(marker) && Base64Url.TryDecodeFromChars(marker, bytes, out var length)
            && Encoding.ASCII.GetString(bytes, 0, length) is var text && text.StartsWith("after:", StringComparison.Ordinal)
            && long.TryParse(text.AsSpan("after:".Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw EmrException.InvalidRequest($"Marker '{marker}' is not valid.");
    }
}
