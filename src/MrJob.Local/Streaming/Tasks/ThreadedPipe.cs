using System.Collections.Concurrent;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>
/// One end of a pipe to a program, with a thread of its own that waits in the system's read or write. Programs write a few KB at a time:
/// as many turns of the thread pool would cost more than the records, and take the cores from the programs.
/// </summary>
internal sealed class ThreadedPipe : OneWayStream
{
    /// <summary>A read waits for so much, or the end: nobody waits for a program's first line.</summary>
    private const int LeastRead = 128 << 10;

    private readonly Stream pipe;
    private readonly Action touch;
    private readonly BlockingCollection<Action> calls = [];

    /// <param name="touch">Called whenever bytes have gone through.</param>
    public ThreadedPipe(Stream pipe, Action touch)
    {
        (this.pipe, this.touch) = (pipe, touch);
        new Thread(Run) { IsBackground = true, Name = "pipe of a task" }.Start();
    }

    public override bool CanRead => pipe.CanRead;

    public override bool CanWrite => pipe.CanWrite;

    /// <summary>Reads 128 KB or more, as the target has room, or what there is before the end; 0 at the end.</summary>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await DoAsync(() => Read(buffer), cancellationToken);

    /// <exception cref="IOException">The program has closed its input.</exception>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await DoAsync(() => Write(buffer), cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            calls.CompleteAdding();
            pipe.Dispose(); // for good once a call that is under way has come back
        }

        base.Dispose(disposing);
    }

    private int Read(Memory<byte> buffer)
    {
        var filled = 0;
        while (filled < Math.Min(LeastRead, buffer.Length) && pipe.Read(buffer.Span[filled..]) is > 0 and var read)
        {
            filled += read;
            touch();
        }

        return filled;
    }

    private int Write(ReadOnlyMemory<byte> buffer)
    {
        pipe.Write(buffer.Span);
        touch();
        return buffer.Length;
    }

    /// <summary>Has the thread do it. Cancelling stops the wait, not the call: ending the program does that.</summary>
    private Task<int> DoAsync(Func<int> call, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        calls.Add(() => Do(call, done), cancel);
        return done.Task.WaitAsync(cancel);
    }

    private static void Do(Func<int> call, TaskCompletionSource<int> done)
    {
        try
        {
            done.SetResult(call());
        }
        catch (Exception e) // whoever waits for the call has it; on this thread it would end the process
        {
            done.SetException(e);
        }
    }

    private void Run()
    {
        foreach (var call in calls.GetConsumingEnumerable())
            call();
    }
}
