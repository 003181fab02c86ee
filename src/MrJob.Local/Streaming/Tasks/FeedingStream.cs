namespace MrJob.Local.Streaming.Tasks;

/// <summary>
/// A program's standard input behind a buffer of 128 KB, the one that Hadoop streaming has there: what is left in it is written
/// last, and it is no failure if the program does not want it any more.
/// </summary>
internal sealed class FeedingStream(Stream program) : OneWayStream
{
    private readonly byte[] buffer = new byte[128 << 10];
    private int used;

    /// <summary>Whether the program had closed its input before the last buffer.</summary>
    public bool LastBlockWasLost { get; private set; }

    public override bool CanWrite => true;

    /// <exception cref="BrokenPipeException">The program has closed its input.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        if (bytes.Length > buffer.Length - used)
            await WriteOutAsync(cancellationToken);
        if (bytes.Length >= buffer.Length)
        {
            await PassOnAsync(bytes, cancellationToken);
            return;
        }

        bytes.CopyTo(buffer.AsMemory(used));
        used += bytes.Length;
    }

    /// <summary>Writes what is left in the buffer.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        try
        {
            await WriteOutAsync(cancel);
        }
        catch (BrokenPipeException)
        {
            LastBlockWasLost = true;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            program.Dispose();
        base.Dispose(disposing);
    }

    private async Task WriteOutAsync(CancellationToken cancel)
    {
        if (used > 0)
            await PassOnAsync(buffer.AsMemory(0, used), cancel);
        used = 0;
    }

    private async Task PassOnAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            await program.WriteAsync(bytes, cancel);
        }
        catch (IOException e)
        {
            throw new BrokenPipeException(e);
        }
    }
}

/// <summary>A program closed its input before it had it all.</summary>
internal sealed class BrokenPipeException(IOException cause) : IOException(cause.Message, cause);
