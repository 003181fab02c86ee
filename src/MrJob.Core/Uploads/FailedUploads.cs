using System.Security.Cryptography;
using System.Runtime.CompilerServices;
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

    /// <summary>Puts a dead letter; the same event again puts the same one.</summary>
    public Task PutAsync(JsonElement uploaded, IReadOnlyList<Fault> faults, string? rule, CancellationToken cancel)
    {
        var reason = string.Join("; ", faults.Select(f => $"{f.Path} {f.Detail}"));
        var record = new InvocationRecord
        {
            Timestamp = time.GetUtcNow(), RequestPayload = uploaded,
            ResponsePayload = JsonSerializer.SerializeToElement(new() { ["errorMessage"] = rule is null ? reason : $"rule '{rule}': {reason}" }, CoreJson.Default.JsonObject),
        };
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(uploaded.GetRawText())))[..16];
        return files.WriteAsync(settings.FailedUploads / $"{Ours}{digest}", JsonSerializer.SerializeToUtf8Bytes(record, CoreJson.Default.InvocationRecord), cancel);
    }

    public async IAsyncEnumerable<FailedUpload> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var file in files.ListAsync(settings.FailedUploads, cancel))
            if (await ReadAsync(IdOf(file.Uri), cancel) is { } failed)
                yield return failed;
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

    private S3Uri? UriOf(string id) => id.Length is > 0 and < 500 ? settings.FailedUploads / id.Replace('~', '/') : null;
}
