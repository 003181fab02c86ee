using System.Security.Cryptography;

namespace MrJob.Local.S3.Bodies;

/// <summary>A digest of data that comes bit by bit.</summary>
internal interface IRunningDigest : IDisposable
{
    void Append(ReadOnlySpan<byte> data);

    byte[] Finish();
}

internal sealed class RunningCrc(Crc crc) : IRunningDigest
{
    private ulong _state = crc.Start;

    public void Append(ReadOnlySpan<byte> data) => _state = crc.Append(_state, data);

    public byte[] Finish() => crc.Finish(_state);

    public void Dispose()
    {
    }
}

internal sealed class RunningHash(HashAlgorithmName algorithm) : IRunningDigest
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);

    public void Append(ReadOnlySpan<byte> data) => _hash.AppendData(data);

    public byte[] Finish() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}
