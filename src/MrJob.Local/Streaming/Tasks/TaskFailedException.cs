namespace MrJob.Local.Streaming.Tasks;

/// <summary>An attempt failed. The message is its diagnostics as Hadoop gives them: the exception and perhaps some lines below.</summary>
internal sealed class TaskFailedException(string diagnostics) : Exception(diagnostics)
{
    private const string Causes =
        "java.lang.RuntimeException: Error in configuring object\n" +
        "Caused by: java.lang.reflect.InvocationTargetException\n" +
        "Caused by: java.lang.RuntimeException: configuration exception\n" +
        "\tat org.apache.hadoop.streaming.PipeMapRed.configure(PipeMapRed.java:222)\n" +
        "Caused by: java.io.IOException: ";

    /// <summary>The program ended with another code than 0.</summary>
    public static TaskFailedException ExitCode(int code, bool isMap) => new(
        $"java.lang.RuntimeException: PipeMapRed.waitOutputThreads(): subprocess failed with code {code}\n" +
        "\tat org.apache.hadoop.streaming.PipeMapRed.waitOutputThreads(PipeMapRed.java:326)\n" +
        "\tat org.apache.hadoop.streaming.PipeMapRed.mapRedFinished(PipeMapRed.java:539)\n" +
        (isMap ? "\tat org.apache.hadoop.streaming.PipeMapper.close(PipeMapper.java:130)" : "\tat org.apache.hadoop.streaming.PipeReducer.close(PipeReducer.java:134)"));

    /// <summary>The program could not be started.</summary>
    public static TaskFailedException NotStarted(string fault) => new(Causes + fault);

    /// <summary>The program stopped reading before it had all its input, which Hadoop takes for a failure even at exit code 0.</summary>
    public static TaskFailedException BrokenPipe(bool isMap) => new(
        "java.io.IOException: Broken pipe\n" + (isMap
            ? "\tat org.apache.hadoop.streaming.PipeMapper.map(PipeMapper.java:106)"
            : "\tat org.apache.hadoop.streaming.PipeReducer.reduce(PipeReducer.java:121)"));

    public static TaskFailedException TimedOut(AttemptId attempt, TimeSpan timeout) =>
        new($"AttemptID:{attempt} Timed out after {(long)timeout.TotalSeconds} secs");
}
