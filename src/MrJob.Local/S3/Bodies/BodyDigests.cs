using System.Security.Cryptography;

namespace MrJob.Local.S3.Bodies;

/// <summary>What is computed of a body as it goes by: its size, its MD5, which becomes the ETag, and what its sender asked for.</summary>
/// <param name="md5">False where the ETag is known already: the MD5 is then empty.</param>
internal sealed class BodyDigests(ChecksumKind? checksum, bool sha256 = false, bool md5 = true) : IDisposable
{
    private readonly RunningHash? _md5 = md5 ? new(HashAlgorithmName.MD5) : null;
    private readonly IRunningDigest? _checksum = checksum?.Begin();
    private readonly RunningHash? _sha256 = sha256 ? new(HashAlgorithmName.SHA256) : null;
    private long _size;

    /// <summary>Whether anything but the size is computed.</summary>
    public bool Any => _md5 is not null || _checksum is not null || _sha256 is not null;

    public void Append(ReadOnlySpan<byte> data)
    {
        _size += data.Length;
        _md5?.Append(data);
        _checksum?.Append(data);
        _sha256?.Append(data);
    }

    public BodyReceipt Finish() => new(_size, _md5?.Finish() ?? [], checksum, _checksum?.Finish() ?? [], _sha256?.Finish() ?? []);

    public void Dispose()
    {
        _md5?.Dispose();
        _checksum?.Dispose();
        _sha256?.Dispose();
    }
}

/// <summary>A body that has arrived.</summary>
/// <param name="Checksum">Empty where <paramref name="Kind"/> is null.</param>
internal sealed record BodyReceipt(long Size, byte[] Md5, ChecksumKind? Kind, byte[] Checksum, byte[] Sha256)
{
    public string ETag => Convert.ToHexStringLower(Md5);
}
