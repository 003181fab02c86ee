namespace MrJob.Local.Emr.Steps.Logs;

/// <summary>The four logs of a step: what EMR did (controller), its log4j (syslog), and the process's own stdout and stderr.</summary>
internal sealed class StepLogs
{
    private static readonly string[] Names = ["controller", "syslog", "stderr", "stdout"];

    private readonly TimeProvider time;
    private readonly string stepId;
    private readonly LogUploader uploader;
    private readonly Dictionary<string, LogFile> files;

    /// <param name="folder">Where they are until they are uploaded.</param>
    public StepLogs(string folder, string stepId, LogUploader uploader, TimeProvider time)
    {
        (this.stepId, this.uploader, this.time) = (stepId, uploader, time);
        files = Names.ToDictionary(name => name, name => new LogFile(Path.Combine(folder, name)));
    }

    public string StdoutFile => files["stdout"].Path;

    public string StderrFile => files["stderr"].Path;

    /// <summary>Where the step's stderr will be, which is what EMR names in a step's FailureDetails.</summary>
    public string? StderrUri => uploader.Uri(Key("stderr"));

    public void Controller(string message, string level = "INFO") => files["controller"].Write(Log4j.Controller(time.GetUtcNow(), level, message));

    public void Syslog(string logger, string message, string level = "INFO") => files["syslog"].Write(Log4j.Step(time.GetUtcNow(), level, logger, message));

    /// <summary>Text between log4j's lines, such as the diagnostics of a task.</summary>
    public void SyslogText(string text) => files["syslog"].Write(text);

    public void Stderr(string line) => files["stderr"].Write(line + "\n");

    public async Task UploadAsync(CancellationToken cancel)
    {
        foreach (var (name, file) in files)
            await uploader.UploadAsync(file.Path, Key(name), cancel);
    }

    private string Key(string name) => $"steps/{stepId}/{name}";
}
