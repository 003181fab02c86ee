using System.Text.RegularExpressions;

namespace MrJob.Core.Logs.Parsing;

/// <summary>Tells from the words of Hadoop, YARN, Spark and the JVM what kind of error a text is. Pure and total.</summary>
internal static partial class ErrorKinds
{
    // Looked for in this order: a container that was killed for its memory is also one that "exited with a non-zero exit code".
    private static readonly (ErrorKind Kind, string[] Words)[] Table =
    [
        (ErrorKind.Memory,
        [
            "beyond physical memory limits", "beyond virtual memory limits", "beyond the 'PHYSICAL' memory limit", "beyond the 'VIRTUAL' memory limit",
            "exceeding physical memory limits", "exceeding virtual memory limits", "exceeding memory limits", "java.lang.OutOfMemoryError", "Error: Java heap space",
            "Error: GC overhead limit exceeded", "exitCode: -104", "exitCode: -103",
        ]),
        (ErrorKind.Consequence,
        [
            "Container killed by the ApplicationMaster", "TaskKilledException", "TaskKilled (", "RECEIVED SIGNAL", "ClosedByInterruptException", "java.lang.InterruptedException",
            "java.io.InterruptedIOException", "Preempted", "preempted by scheduler", "because Spark Context was shut down", "SparkContext was shut down", "SparkContext has been shutdown",
        ]),
        (ErrorKind.Lost,
        [
            "*lost* node", "bad node", "unusable node", "ExecutorLostFailure", "FetchFailedException", "Too Many fetch failures", "Too many fetch failures", "Shuffle$ShuffleError",
            "MetadataFetchFailedException", "exitCode: -100", "Exit status: -100", "ExecutorDeadException", "Slave lost", "worker lost", "Executor heartbeat timed out", "while beginning fetch of",
        ]),
        (ErrorKind.Signal, ["Python worker exited unexpectedly (crashed)"]),
        (ErrorKind.Command, ["Cannot run program \""]),
        (ErrorKind.Wrapper,
        [
            "PipeMapRed.waitOutputThreads(): subprocess failed", "java.io.IOException: Broken pipe", "java.io.IOException: Stream closed", "User application exited with status",
            "finished with failed status", "finished with killed status", "finished with status", "Streaming Command Failed", "Job not successful", "SparkUserAppException", "Exception from container-launch",
            "from org.apache.hadoop.hive.ql.exec", "Reducer task failed to copy",
        ]),
    ];

    /// <param name="text">A diagnostic, an exception with its stack, or a message.</param>
    public static ErrorKind Of(string text)
    {
        if (TimedOut().IsMatch(text))
            return ErrorKind.Timeout;
        foreach (var (kind, words) in Table)
            if (Array.Exists(words, w => text.Contains(w, StringComparison.Ordinal)))
                return kind;
        return ExitCode().IsMatch(text) && !text.Contains("Exception", StringComparison.Ordinal) ? ErrorKind.Wrapper : ErrorKind.Exception;
    }

    /// <summary>The exit code that a text of Hadoop, YARN or Spark names; null when none.</summary>
    public static int? ExitCodeIn(string text)
    {
        var found = ExitCode().Match(text);
        return found.Success && int.TryParse(found.Groups[1].ValueSpan, out var code) ? code : null;
    }

    [GeneratedRegex(@"AttemptID:attempt_\S{1,60} Timed out after \d+ ?secs", RegexOptions.CultureInvariant)]
    private static partial Regex TimedOut();

    [GeneratedRegex(@"(?:failed with code|exit code(?: is)?|exitCode:?|exited with status|[Ee]xit status:) (-?\d{1,5})\b", RegexOptions.CultureInvariant)]
    private static partial Regex ExitCode();
}
