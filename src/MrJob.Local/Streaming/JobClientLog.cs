using System.Globalization;
using MrJob.Local.Emr.Steps.Logs;
using MrJob.Local.Streaming.Tasks;

namespace MrJob.Local.Streaming;

/// <summary>What Hadoop's job client writes of a job to the step's syslog.</summary>
internal sealed class JobClientLog(StepLogs logs, JobId job)
{
    private const string Logger = "org.apache.hadoop.mapreduce.Job";

    private readonly Lock counting = new();
    private int maps;
    private int reduces;
    private int mapsDone;
    private int reducesDone;
    private string progress = "";

    public void Submitted(int files, int splits, int reducers)
    {
        (maps, reduces) = (splits, reducers);
        logs.Syslog("org.apache.hadoop.mapred.FileInputFormat", string.Create(CultureInfo.InvariantCulture, $"Total input files to process : {files}"));
        logs.Syslog("org.apache.hadoop.mapreduce.JobSubmitter", string.Create(CultureInfo.InvariantCulture, $"number of splits:{splits}"));
        logs.Syslog("org.apache.hadoop.mapreduce.JobSubmitter", $"Submitting tokens for job: {job}");
        logs.Syslog("org.apache.hadoop.yarn.client.api.impl.YarnClientImpl", $"Submitted application {job.Application}");
        logs.Syslog(Logger, $"Running job: {job}");
        logs.Syslog(Logger, $"Job {job} running in uber mode : false");
        lock (counting)
            WriteProgress();
    }

    public void Done(TaskId task)
    {
        lock (counting)
        {
            _ = task.IsMap ? mapsDone++ : reducesDone++;
            WriteProgress();
        }
    }

    public void Failed(AttemptId attempt, string diagnostics)
    {
        logs.Syslog(Logger, $"Task Id : {attempt}, Status : FAILED");
        logs.SyslogText($"Error: {diagnostics}\n\n");
    }

    public void Completed(Counters counters, string output)
    {
        logs.Syslog(Logger, $"Job {job} completed successfully");
        logs.Syslog(Logger, counters.Print());
        logs.Syslog("org.apache.hadoop.streaming.StreamJob", $"Output directory: {output}");
    }

    public void Unsuccessful(TaskId task, Counters counters)
    {
        logs.Syslog(Logger, $"Job {job} failed with state FAILED due to: Task failed {task}");
        logs.SyslogText($"Job failed as tasks failed. failedMaps:{(task.IsMap ? 1 : 0)} failedReduces:{(task.IsMap ? 0 : 1)}\n\n");
        logs.Syslog(Logger, counters.Print());
    }

    private void WriteProgress()
    {
        var line = string.Create(CultureInfo.InvariantCulture, $" map {Percent(mapsDone, maps)}% reduce {ReducePercent()}%");
        if (line != progress)
            logs.Syslog(Logger, line);
        progress = line;
    }

    private int ReducePercent() => reduces == 0 ? 0 : Percent(reducesDone, reduces);

    private static int Percent(int done, int all) => all == 0 ? 100 : (int)(100L * done / all);
}
