using MrJob.Local.Emr.Steps.Processes;
using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>
/// A mapper, combiner or reducer as a process that records are piped through, with the rules of Hadoop streaming's
/// <c>PipeMapRed</c> for what counts as its failure.
/// </summary>
internal sealed class PipedCommand(TaskAttempt attempt, string command)
{
    private const string Logger = "org.apache.hadoop.streaming.PipeMapRed";

    /// <summary>How long what a program started may hold its output open once the program has ended.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    private bool IsMap => attempt.Id.Task.IsMap;

    /// <summary>Runs the process to its end.</summary>
    /// <param name="feed">Writes all of its input; the stream is closed afterwards.</param>
    /// <param name="consume">Reads all of its output.</param>
    /// <exception cref="TaskFailedException">It cannot be started, failed, or left input unread.</exception>
    public async Task RunAsync(
        Func<Stream, CancellationToken, Task> feed, Func<Stream, CancellationToken, Task> consume, CancellationToken cancel)
    {
        using var child = Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await using var kill = stop.Token.Register(child.End);
        await using var output = new ThreadedPipe(child.Output, attempt.Progress.Touch);
        var feeding = FeedAsync(new FeedingStream(new ThreadedPipe(child.Input, attempt.Progress.Touch)), feed, stop.Token);
        var consuming = consume(output, stop.Token);
        var logging = LogAsync(child.Error, stop.Token);
        var exit = ExitAsync(child, Task.WhenAll(consuming, logging));
        try
        {
            await foreach (var done in Task.WhenEach(feeding, consuming, logging, exit))
                await done;
        }
        catch (Exception)
        {
            await stop.CancelAsync();
            await Task.WhenAll(feeding, consuming, logging, exit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        cancel.ThrowIfCancellationRequested(); // or the kill would pass for a failure
        Judge(await exit, await feeding);
    }

    private ChildProcess Start()
    {
        var words = CommandWords.Split(command);
        attempt.Log.Info(Logger, $"PipeMapRed exec [{string.Join(", ", words)}]");
        try
        {
            return ChildProcess.Start(new ProcessSpec(words[0], [.. words.Skip(1)], attempt.WorkFolder, attempt.Environment), attempt.Ledger);
        }
        catch (ProcessStartException e)
        {
            throw TaskFailedException.NotStarted(e.Message);
        }
    }

    /// <summary>
    /// Whether the program took its input. Hadoop writes through a buffer of 128 KB: where a program stops reading before the last
    /// buffer the write fails and with it the task, but the flush of the last one only warns.
    /// </summary>
    private async Task<bool> FeedAsync(FeedingStream input, Func<Stream, CancellationToken, Task> feed, CancellationToken cancel)
    {
        try
        {
            await feed(input, cancel);
            await input.FinishAsync(cancel);
        }
        catch (BrokenPipeException)
        {
            return false;
        }
        finally
        {
            await input.DisposeAsync();
        }

        if (input.LastBlockWasLost)
            attempt.Log.Warn(Logger, "java.io.IOException: Broken pipe");
        return true;
    }

    private async Task LogAsync(Stream error, CancellationToken cancel)
    {
        var reporter = new ReporterLines(attempt);
        await new LineBuffer(error).ReadAllAsync(reporter.Line, cancel);
    }

    /// <summary>The exit code. What the program left running is ended, or its output would never end.</summary>
    private async Task<int> ExitAsync(ChildProcess child, Task outputs)
    {
        var code = await child.WaitAsync();
        child.EndGroup();
        await Task.WhenAny(outputs, Task.Delay(Linger, attempt.Time));
        if (!outputs.IsCompleted)
            child.End();
        return code;
    }

    private void Judge(int code, bool tookInput)
    {
        if (code != 0 && attempt.Conf.Flag("stream.non.zero.exit.is.failure", true))
            throw TaskFailedException.ExitCode(code, IsMap);
        if (code != 0)
            attempt.Log.Info(Logger, $"PipeMapRed.waitOutputThreads(): subprocess exited with code {code} in org.apache.hadoop.streaming.PipeMapRed");
        if (!tookInput)
            throw TaskFailedException.BrokenPipe(IsMap);
    }
}
