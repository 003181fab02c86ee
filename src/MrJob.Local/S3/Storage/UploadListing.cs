namespace MrJob.Local.S3.Storage;

/// <summary>Which uploads to list.</summary>
/// <param name="Delimiter">Keys that have it after the prefix are rolled up into one common prefix; empty for none.</param>
/// <param name="AfterKey">Only keys and common prefixes after this one; empty from the start.</param>
/// <param name="AfterId">Of the uploads of <paramref name="AfterKey"/>, those after this one too; empty for none of them.</param>
internal sealed record UploadListingRequest(
    string Prefix = "", string Delimiter = "", string AfterKey = "", string AfterId = "", int Most = 1000);

/// <summary>A page of uploads.</summary>
/// <param name="LastKey">The last key or common prefix on the page.</param>
/// <param name="LastId">The id of the last upload on the page; empty where a common prefix is the last.</param>
internal sealed record UploadPage(
    IReadOnlyList<MultipartUpload> Uploads, IReadOnlyList<string> CommonPrefixes, bool IsTruncated, string LastKey, string LastId);

/// <summary>S3's listing of uploads: prefix, delimiter and pages.</summary>
internal static class UploadListing
{
    /// <param name="uploads">By key, those of one key by age, as <see cref="MultipartUploads.List"/> gives them.</param>
    public static UploadPage Page(IReadOnlyList<MultipartUpload> uploads, UploadListingRequest request)
    {
        var names = uploads.Where(upload => upload.Key.StartsWith(request.Prefix, StringComparison.Ordinal))
            .Select(upload => CommonPrefix(upload.Key, request) is { } prefix ? new Name(prefix, null) : new Name(upload.Key, upload))
            .Distinct().ToList();
        var rest = names.Skip(StartOf(names, request)).ToList();
        var page = rest.Take(request.Most).ToList();
        var last = page.LastOrDefault();
        return new(
            [.. page.Select(name => name.Upload).OfType<MultipartUpload>()],
            [.. page.Where(name => name.Upload is null).Select(name => name.Text)],
            IsTruncated: page.Count < rest.Count && request.Most > 0, last?.Text ?? "", last?.Upload?.UploadId ?? "");
    }

    private static int StartOf(List<Name> names, UploadListingRequest request)
    {
        var marked = request.AfterId == "" ? -1 : names.FindIndex(name => name.Upload?.UploadId == request.AfterId);
        if (marked >= 0 || request.AfterKey == "")
            return marked + 1;
        // Where the marked upload has ended since, as in a loop that aborts each page, those of its key that are left come again rather than never.
        var first = request.AfterId == "" ? 1 : 0;
        return names.TakeWhile(name => KeyOrder.Utf8.Compare(name.Text, request.AfterKey) < first).Count();
    }

    private static string? CommonPrefix(string key, UploadListingRequest request)
    {
        var at = request.Delimiter == "" ? -1 : key.IndexOf(request.Delimiter, request.Prefix.Length, StringComparison.Ordinal);
        return at < 0 ? null : key[..(at + request.Delimiter.Length)];
    }

    /// <param name="Upload">Null for a common prefix.</param>
    private sealed record Name(string Text, MultipartUpload? Upload);
}
