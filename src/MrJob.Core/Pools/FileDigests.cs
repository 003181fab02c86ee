using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Core.Storage;

namespace MrJob.Core.Pools;

/// <summary>
/// Digests of the files that bootstrap reads from S3, so that the pool hash is of their content: the same in another place joins, another in the same
/// place does not. A file is read once as long as it stays the same.
/// </summary>
internal sealed class FileDigests(S3Files files, StateStore state)
{
    /// <summary>As many digits as an uploaded file's key has, so that it counts the same whoever put it there.</summary>
    private const int Digits = 32;

    /// <summary>By URI; of files that cannot be read, a fault each.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(JobOptions options, List<Fault> faults, CancellationToken cancel)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var place in NamedPlaces.OfBootstrap(options).Where(p => !PoolHash.UploadedFile().IsMatch(p.Uri.ToString())))
        {
            try
            {
                if (await DigestAsync(place.Uri, cancel) is { } digest)
                    digests[place.Uri.ToString()] = digest;
                else
                    faults.Add(new(place.Path, $"names {place.Uri}, which does not exist; a cluster would fail to start"));
            }
            catch (AmazonS3Exception e) when (e.ErrorCode is "AccessDenied" or "Forbidden")
            {
                faults.Add(new(place.Path, $"names {place.Uri}, which the service may not read: {e.Message}"));
            }
        }
        return digests;
    }

    private async Task<string?> DigestAsync(S3Uri uri, CancellationToken cancel)
    {
        if (await files.FindAsync(uri, cancel) is not { } file)
            return null;
        var key = "digests/" + Hex(SHA256.HashData(Encoding.UTF8.GetBytes(uri.ToString())));
        var known = await state.ReadAsync(key, CoreJson.Default.FileDigest, cancel);
        if (known?.Value.ETag == file.ETag)
            return known.Value.Digest;
        var read = new FileDigest { ETag = file.ETag, Digest = await ReadAsync(uri, cancel) };
        // Losing to somebody who read it as well is as good.
        _ = known is null ? await state.CreateAsync(key, read, CoreJson.Default.FileDigest, cancel) : await state.UpdateAsync(known, read, CoreJson.Default.FileDigest, cancel);
        return read.Digest;
    }

    private async Task<string> ReadAsync(S3Uri uri, CancellationToken cancel)
    {
        await using var content = await files.OpenAsync(uri, cancel);
        return Hex(await SHA256.HashDataAsync(content, cancel))[..Digits];
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

/// <summary>The digest of an object on S3 as it was with this ETag, at <c>digests/&lt;sha256 of its URI&gt;</c>.</summary>
internal sealed record FileDigest : StoredRecord
{
    public required string ETag { get; init; }
    public required string Digest { get; init; }
}
