namespace MrJob.Local.S3.Storage;

/// <summary>What to list.</summary>
/// <param name="Delimiter">Keys that have it after the prefix are rolled up into one common prefix; empty for none.</param>
/// <param name="After">Only names (keys and common prefixes alike) after this one; empty from the start.</param>
internal sealed record ListingRequest(string Prefix = "", string Delimiter = "", string After = "", int MaxKeys = 1000);

/// <summary>A page of names in order.</summary>
/// <param name="Last">The last name on the page: the next page is what comes after it.</param>
internal sealed record ListingPage(IReadOnlyList<ObjectEntry> Objects, IReadOnlyList<string> CommonPrefixes, bool IsTruncated, string Last);

/// <summary>S3's listing: prefix, delimiter, and pages. Costs what the page holds, not what the bucket holds.</summary>
internal static class Listing
{
    public static ListingPage Page(KeyIndex index, ListingRequest request)
    {
        var objects = new List<ObjectEntry>();
        var prefixes = new List<string>();
        var last = "";
        var end = index.PastPrefix(request.Prefix);
        for (var at = Start(index, request); at < end;)
        {
            var entry = index[at];
            var rolledUp = CommonPrefix(entry.Key, request);
            var name = rolledUp ?? entry.Key;
            at = rolledUp is null ? at + 1 : index.PastPrefix(rolledUp);
            if (request.After != "" && KeyOrder.Utf8.Compare(name, request.After) <= 0)
                continue;
            if (objects.Count + prefixes.Count >= request.MaxKeys)
                return new(objects, prefixes, IsTruncated: request.MaxKeys > 0, last);
            if (rolledUp is null)
                objects.Add(entry);
            else
                prefixes.Add(rolledUp);
            last = name;
        }
        return new(objects, prefixes, IsTruncated: false, last);
    }

    private static int Start(KeyIndex index, ListingRequest request) =>
        Math.Max(index.AtOrAfter(request.Prefix), index.AtOrAfter(request.After));

    private static string? CommonPrefix(string key, ListingRequest request)
    {
        if (request.Delimiter == "")
            return null;
        var at = key.IndexOf(request.Delimiter, request.Prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + request.Delimiter.Length)];
    }
}
