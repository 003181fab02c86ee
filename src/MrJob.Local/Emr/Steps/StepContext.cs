using MrJob.Local.Emr.Steps.Files;
using MrJob.Local.Emr.Steps.Logs;
using MrJob.Local.Emr.Steps.Processes;

namespace MrJob.Local.Emr.Steps;

/// <summary>A step that is being run, with what it needs for that.</summary>
/// <param name="Files">S3 and the cluster's HDFS.</param>
/// <param name="Environment">What the environment of its processes begins with.</param>
internal sealed record StepContext(
    StepExecution Step, StepLogs Logs, LogUploader Uploader, ProcessLedger Ledger, ClusterFiles Files, IReadOnlyDictionary<string, string> Environment,
    TimeProvider Time)
{
    public string Folder => Step.WorkFolder;

    /// <summary>A failure, which the step's stderr tells, too.</summary>
    public StepResult Fail(string message, int exitCode = 1)
    {
        Logs.Stderr(message);
        return new StepResult(exitCode, null, message);
    }
}
