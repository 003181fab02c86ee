using System.Globalization;
using System.Text.Json;
using MrJob.Core.Storage;

namespace MrJob.Cli.S3;

/// <summary><c>mrjob s3 ls</c> and <c>du</c>.</summary>
internal sealed class S3Lister(S3Connection connection, S3Sources sources, bool json)
{
    public async Task ListAsync(IReadOnlyList<S3Uri> uris, bool recursive, bool isLong, CancellationToken cancel)
    {
        var entries = uris.Count == 0 ? BucketsAsync(cancel) : uris.ToAsyncEnumerable().SelectMany(uri => recursive
            ? sources.ObjectsAsync(uri, recursive: true, cancel).Select(f => new S3Entry(f.Uri, f)) : sources.EntriesAsync(uri, cancel));
        if (json)
            await WriteJsonAsync(entries.Select(Json), cancel);
        else
            await foreach (var entry in entries.WithCancellation(cancel))
                await Console.Out.WriteLineAsync(isLong ? Long(entry) : entry.Uri.ToString());
    }

    public async Task SumAsync(IReadOnlyList<S3Uri> uris, CancellationToken cancel)
    {
        var sums = uris.ToAsyncEnumerable().Select(async (S3Uri uri, CancellationToken _) => (Uri: uri, Sum: await SumAsync(uri, cancel)));
        if (json)
            await WriteJsonAsync(sums.Select(s => Json(new S3UsageLine(s.Uri.ToString(), s.Sum.Bytes, s.Sum.Objects))), cancel);
        else
            await foreach (var (uri, sum) in sums.WithCancellation(cancel))
                await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{sum.Bytes}\t{sum.Objects}\t{uri}"));
    }

    /// <summary>A line of <c>ls --long</c>: bytes, time, URI.</summary>
    public static string Long(S3Entry entry) => entry.File is { } file
        ? string.Create(CultureInfo.InvariantCulture, $"{file.Size,12}  {file.LastModified:yyyy-MM-dd'T'HH:mm:ss'Z'}  {entry.Uri}")
        : $"{"-",12}  {"-",-20}  {entry.Uri}";

    private async Task<(long Bytes, long Objects)> SumAsync(S3Uri uri, CancellationToken cancel)
    {
        var (bytes, objects) = (0L, 0L);
        await foreach (var file in sources.ObjectsAsync(uri, recursive: true, cancel))
            (bytes, objects) = (bytes + file.Size, objects + (file.IsFolderMarker ? 0 : 1));
        return (bytes, objects);
    }

    private async IAsyncEnumerable<S3Entry> BucketsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var bucket in (await (await connection.AnyAsync()).ListBucketsAsync(cancel)).Buckets ?? [])
            yield return new(new(bucket.BucketName, ""), null);
    }

    private static string Json(S3Entry entry) => JsonSerializer.Serialize(
        new S3EntryLine(entry.Uri.ToString(), entry.IsFolder, entry.File?.Size, entry.File?.LastModified, entry.File?.ETag), S3Json.Default.S3EntryLine);

    private static string Json(S3UsageLine line) => JsonSerializer.Serialize(line, S3Json.Default.S3UsageLine);

    /// <summary>An array, written as it comes: a listing may be longer than memory.</summary>
    private static async Task WriteJsonAsync(IAsyncEnumerable<string> items, CancellationToken cancel)
    {
        var before = "[";
        await foreach (var item in items.WithCancellation(cancel))
        {
            await Console.Out.WriteAsync($"{before}\n  {item}");
            before = ",";
        }
        await Console.Out.WriteLineAsync(before == "[" ? "[]" : "\n]");
    }
}
