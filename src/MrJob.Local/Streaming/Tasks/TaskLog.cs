using MrJob.Local.Emr.Steps.Logs;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>The logs of an attempt's container: <c>syslog</c> from Hadoop, <c>stderr</c> from the task's programs.</summary>
internal sealed class TaskLog : IDisposable
{
    /// <summary>The files of the folder, which are a container's logs on EMR. A streaming task's stdout is data, and its log empty.</summary>
    public static readonly string[] Names = ["syslog", "stderr", "stdout"];

    private readonly TimeProvider time;
    private readonly FileStream stderr;
    private readonly LogFile syslog;
    private readonly Lock writing = new();

    public TaskLog(string folder, TimeProvider time)
    {
        (Folder, this.time) = (folder, time);
        syslog = new LogFile(Path.Combine(folder, "syslog"));
        stderr = new FileStream(Path.Combine(folder, "stderr"), FileMode.Create, FileAccess.Write, FileShare.Read);
        File.WriteAllText(Path.Combine(folder, "stdout"), "");
    }

    public string Folder { get; }

    public void Info(string logger, string message) => syslog.Write(Log4j.Container(time.GetUtcNow(), "INFO", logger, message));

    public void Warn(string logger, string message) => syslog.Write(Log4j.Container(time.GetUtcNow(), "WARN", logger, message));

    /// <summary>Why the attempt failed: as the task itself logs it, and as it reaches the job.</summary>
    public void Failure(string diagnostics)
    {
        Warn("org.apache.hadoop.mapred.YarnChild", $"Exception running child : {diagnostics}");
        syslog.Write($"Error: {diagnostics}\n");
    }

    /// <summary>A line of a program's standard error, as it is.</summary>
    public void StandardError(ReadOnlySpan<byte> line)
    {
        lock (writing)
        {
            stderr.Write(line);
            stderr.WriteByte((byte)'\n');
        }
    }

    public void Dispose() => stderr.Dispose();
}
