using System.Buffers;

namespace MrJob.Local.S3.Bodies;

/// <summary>
/// Where a body goes: into a file and through its digests, a block at a time. Of a body of several blocks one is digested on another
/// thread while it is written and the next one arrives: MD5, at some 700 MB/s, is the slowest thing that happens to a body.
/// </summary>
internal sealed class BodySink(Stream target, BodyDigests digests) : IAsyncDisposable
{
    private const int BlockSize = 1 << 18;

    private byte[] _block = ArrayPool<byte>.Shared.Rent(BlockSize);
    private byte[]? _spare;
    private int _filled;
    private Task _digesting = Task.CompletedTask;

    public async ValueTask AddAsync(ReadOnlyMemory<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            var taken = Math.Min(piece.Length, BlockSize - _filled);
            piece[..taken].CopyTo(_block.AsMemory(_filled));
            piece = piece[taken..];
            _filled += taken;
            if (_filled == BlockSize)
                await PassOnAsync();
        }
    }

    /// <summary>All of the body has been added: writes what is left of it.</summary>
    public async Task<BodyReceipt> FinishAsync()
    {
        await _digesting;
        digests.Append(_block.AsSpan(0, _filled));
        target.Write(_block.AsSpan(0, _filled));
        return digests.Finish();
    }

    public async ValueTask DisposeAsync()
    {
        await _digesting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ArrayPool<byte>.Shared.Return(_block);
        if (_spare is not null)
            ArrayPool<byte>.Shared.Return(_spare);
    }

    private async Task PassOnAsync()
    {
        await _digesting;
        var full = _block;
        _block = _spare ?? ArrayPool<byte>.Shared.Rent(BlockSize);
        _spare = full;
        _filled = 0;
        _digesting = Task.Run(() => digests.Append(full.AsSpan(0, BlockSize)));
        target.Write(full.AsSpan(0, BlockSize));
    }
}
