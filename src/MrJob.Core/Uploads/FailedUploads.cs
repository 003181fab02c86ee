using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MrJob.Core.Configuration;
using MrJob.Core.Storage;

namespace MrJob.Core.Uploads;

/// <summary>
/// The dead letters of uploads. What is refused is written by the service at once; where the function itself failed, again and again, Lambda writes
/// it, in the same shape, to the function's on-failure destination.
/// </summary>
internal sealed class FailedUploads(S3Files files, ServiceSettings settings, TimeProvider time)
{
    private const string Ours = "refused/";

    /// <summary>What Lambda begins the names of its own with.</summary>
    private const string NameTime = "yyyy-MM-dd'T'HH.mm.ss";

    /// <summary>Puts a dead letter; the same event again puts the same one.</summary>
    /// <param name="at">When the event says that it happened.</param>
    public Task PutAsync(JsonElement uploaded, DateTimeOffset at, IReadOnlyList<Fault> faults, string? rule, CancellationToken cancel)
    {
        var reason = string.Join("; ", faults.Select(f => f.ToString()));
        var record = new InvocationRecord
        {
            Timestamp = time.GetUtcNow(), RequestPayload = uploaded,
            ResponsePayload = JsonSerializer.SerializeToElement(new() { ["errorMessage"] = rule is null ? reason : $"rule '{rule}': {reason}" }, CoreJson.Default.JsonObject),
        };
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uploaded.GetRawText())))[..16];
        return files.WriteAsync(settings.FailedUploads / $"{Ours}{at.UtcDateTime.ToString(NameTime, CultureInfo.InvariantCulture)}-{digest}", JsonSerializer.SerializeToUtf8Bytes(record, CoreJson.Default.InvocationRecord), cancel);
    }

    /// <summary>At most so many, the newest first; and how many more there are.</summary>
    public async Task<(IReadOnlyList<FailedUpload> Newest, int More)> ListAsync(int most, CancellationToken cancel)
    {
        var places = await files.ListAsync(settings.FailedUploads, cancel).Select(f => f.Uri).ToListAsync(cancel);
        var newest = new List<FailedUpload>();
        foreach (var uri in places.OrderByDescending(u => u.Name, StringComparer.Ordinal).Take(most))
            if (await ReadAsync(IdOf(uri), cancel) is { } failed)
                newest.Add(failed);
        return (newest, Math.Max(0, places.Count - most));
    }

    /// <summary>Null when there is none of that id.</summary>
    public async Task<FailedUpload?> ReadAsync(string id, CancellationToken cancel)
    {
        if (UriOf(id) is not { } uri || await files.FindAsync(uri, cancel) is null)
            return null;
        await using var stream = await files.OpenAsync(uri, cancel);
        try
        {
            return await JsonSerializer.DeserializeAsync(stream, CoreJson.Default.InvocationRecord, cancel) is { RequestPayload.ValueKind: JsonValueKind.Object } record
                ? new(id, record.Timestamp, record.Reason, record.RequestPayload) : null;
        }
        catch (JsonException)
        {
            return null; // nothing that anybody put there to be replayed
        }
    }

    public Task DropAsync(string id, CancellationToken cancel) => files.DeleteAsync(new[] { UriOf(id)!.Value }.ToAsyncEnumerable(), cancel);

    /// <summary>The key below the folder, in letters that a URL's path takes as they are.</summary>
    private string IdOf(S3Uri uri) => uri.Key[settings.FailedUploads.Key.Length..].Replace('/', '~');

    private S3Uri? UriOf(string id) => id.Length is > 0 and < 500 && !id.Split('~', '/').Any(part => part is "" or "." or "..") ? settings.FailedUploads / id.Replace('~', '/') : null;
}
