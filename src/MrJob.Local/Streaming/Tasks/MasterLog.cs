using MrJob.Local.Emr.Steps.Logs;

namespace MrJob.Local.Streaming.Tasks;

/// <summary>What MapReduce's ApplicationMaster writes of a job: which container each attempt had, and what became of it.</summary>
internal sealed class MasterLog(string folder, TimeProvider time)
{
    private const string Allocator = "org.apache.hadoop.mapreduce.v2.app.rm.RMContainerAllocator";
    private const string Task = "org.apache.hadoop.mapreduce.v2.app.job.impl.TaskImpl";
    private const string Attempt = "org.apache.hadoop.mapreduce.v2.app.job.impl.TaskAttemptImpl";

    private readonly LogFile syslog = new(Path.Combine(Directory.CreateDirectory(folder).FullName, "syslog"));

    public string File => syslog.Path;

    public void Assigned(string container, AttemptId attempt) => Info("RMCommunicator Allocator", Allocator, $"Assigned container {container} to {attempt}");

    public void Succeeded(AttemptId attempt) => Info("AsyncDispatcher event handler", Task, $"Task succeeded with attempt {attempt}");

    public void Failed(AttemptId attempt, string diagnostics) =>
        Info("AsyncDispatcher event handler", Attempt, $"Diagnostics report from {attempt}: Error: {diagnostics}");

    private void Info(string thread, string logger, string message) => syslog.Write(Log4j.Container(time.GetUtcNow(), "INFO", logger, message, thread));
}
