using System.Security.Cryptography;

namespace MrJob.Local.S3.Bodies;

/// <summary>One of the checksums that S3 takes for a body, by header <c>x-amz-checksum-…</c> or by a trailer of that name.</summary>
/// <param name="Name">As in <c>x-amz-checksum-algorithm</c>, such as <c>CRC32C</c>.</param>
/// <param name="Bytes">How long it is before base64.</param>
internal sealed record ChecksumKind(string Name, int Bytes, Func<IRunningDigest> Begin)
{
    public static IReadOnlyList<ChecksumKind> All { get; } =
    [
        new("CRC32", 4, () => new RunningCrc(Crc.Crc32)),
        new("CRC32C", 4, () => new RunningCrc(Crc.Crc32C)),
        new("CRC64NVME", 8, () => new RunningCrc(Crc.Crc64Nvme)),
        new("SHA1", 20, () => new RunningHash(HashAlgorithmName.SHA1)),
        new("SHA256", 32, () => new RunningHash(HashAlgorithmName.SHA256)),
    ];

    /// <summary>Such as <c>x-amz-checksum-crc32c</c>.</summary>
    public string Header { get; } = "x-amz-checksum-" + Name.ToLowerInvariant();

    /// <summary>The element's name in XML, such as <c>ChecksumCRC32C</c>.</summary>
    public string Element { get; } = "Checksum" + Name;

    /// <summary>A cyclic check of a whole can be asked of parts too; a hash of parts is only ever one of their hashes.</summary>
    public bool IsCrc => Name.StartsWith("CRC", StringComparison.Ordinal);

    /// <exception cref="S3Exception">400 InvalidRequest: S3 has no such algorithm.</exception>
    public static ChecksumKind Named(string name) =>
        All.FirstOrDefault(kind => kind.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw S3Errors.InvalidRequest(
            "Checksum algorithm provided is unsupported. Please try again with any of the valid types: "
            + $"[{string.Join(", ", All.Select(kind => kind.Name))}]");

    /// <summary>The checksum in a header's or trailer's value.</summary>
    /// <exception cref="S3Exception">400 InvalidRequest: not base64 of that many bytes.</exception>
    public byte[] Parse(string value)
    {
        var bytes = new byte[Bytes];
        return Convert.TryFromBase64String(value, bytes, out var written) && written == Bytes
            ? bytes
            : throw S3Errors.InvalidRequest($"Value for {Header} header is invalid.");
    }
}
