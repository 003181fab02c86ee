using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.S3;
using Amazon.S3.Model;

namespace MrJob.Core.Storage;

/// <summary>
/// Records and markers under the state prefix: the service's only database. Creating and updating are compare-and-swap
/// (S3's conditional writes); losing is an answer, not an error. Keys are relative to the state prefix.
/// </summary>
internal sealed class StateStore(IAmazonS3 s3, S3Uri root)
{
    // S3 answers 409 when a conditional write meets another one under way, and says to try again.
    private const int ConflictTries = 5;

    // A missing bucket is a fault of the deployment and must not pass for a missing record.
    private static bool IsMissing(AmazonS3Exception e) => e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket";

    private string FullKey(string key) => (root / key).Key;

    /// <summary>The record, or null when there is none.</summary>
    public async Task<Stored<T>?> ReadAsync<T>(string key, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : StoredRecord
    {
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = root.Bucket, Key = FullKey(key) }, cancel);
            var value = await JsonSerializer.DeserializeAsync(response.ResponseStream, type, cancel)
                ?? throw new JsonException($"The record {root / key} is null.");
            return new(key, value, response.ETag, response.LastModified is { } date ? new(date.ToUniversalTime()) : default);
        }
        catch (AmazonS3Exception e) when (IsMissing(e))
        {
            return null;
        }
    }

    /// <summary>Writes a record that must not exist yet. Null when it does.</summary>
    public Task<Stored<T>?> CreateAsync<T>(string key, T value, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : StoredRecord => WriteAsync(key, value, type, ifMatch: null, cancel);

    /// <summary>Replaces a record as it was read. Null when somebody else changed it since.</summary>
    public Task<Stored<T>?> UpdateAsync<T>(Stored<T> old, T value, JsonTypeInfo<T> type, CancellationToken cancel)
        where T : StoredRecord => WriteAsync(old.Key, value, type, old.ETag, cancel);

    /// <summary>Puts a marker: an empty object whose key says everything. Putting it again changes nothing but says "look now" again.</summary>
    public Task MarkAsync(string key, CancellationToken cancel) =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = root.Bucket, Key = FullKey(key), ContentBody = "", UseChunkEncoding = false }, cancel);

    /// <summary>Deletes a record or marker; does nothing when there is none.</summary>
    public Task DeleteAsync(string key, CancellationToken cancel) =>
        s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = root.Bucket, Key = FullKey(key) }, cancel);

    /// <summary>Keys under a prefix in key order, read page by page as they are taken.</summary>
    public async IAsyncEnumerable<ListedKey> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancel, string? after = null, int pageSize = 1000)
    {
        var request = new ListObjectsV2Request
        {
            BucketName = root.Bucket, Prefix = FullKey(prefix), MaxKeys = pageSize, StartAfter = after is null ? null : FullKey(after),
        };
        await foreach (var found in s3.ListAllAsync(request, cancel))
            yield return new(found.Key[root.AsFolder().Key.Length..], found.LastModified is { } date ? new(date.ToUniversalTime()) : default, found.ETag);
    }

    private async Task<Stored<T>?> WriteAsync<T>(string key, T value, JsonTypeInfo<T> type, string? ifMatch, CancellationToken cancel)
        where T : StoredRecord
    {
        value = value with { Revision = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)) };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var response = await s3.PutObjectAsync(
                    new PutObjectRequest
                    {
                        BucketName = root.Bucket, Key = FullKey(key), ContentType = "application/json", UseChunkEncoding = false,
                        InputStream = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(value, type)),
                        IfMatch = ifMatch, IfNoneMatch = ifMatch is null ? "*" : null,
                    },
                    cancel);
                return new(key, value, response.ETag, default);
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.Conflict && attempt < ConflictTries)
            {
            }
            catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed || IsMissing(e))
            {
                // The SDK may have retried a write whose first answer was lost: then the winner is this very write.
                var stored = await ReadAsync(key, type, cancel);
                return stored?.Value.Revision == value.Revision ? stored : null;
            }
        }
    }
}

/// <summary>A key as listed, relative to the state prefix.</summary>
/// <param name="LastModified">By S3's clock.</param>
/// <param name="ETag">As a read of it would give it.</param>
internal sealed record ListedKey(string Key, DateTimeOffset LastModified, string ETag)
{
    /// <summary>What follows the last slash.</summary>
    public string Name => Key[(Key.LastIndexOf('/') + 1)..];
}
