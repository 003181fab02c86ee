using System.Globalization;

namespace MrJob.Local.Emr.Steps.Logs;

/// <summary>What EMR's step runner writes of a step to its controller log.</summary>
internal sealed class ControllerLog(StepLogs logs, StepExecution step)
{
    private const string Shipped = "/var/lib/aws/emr/step-runner/hadoop-jars/";

    private readonly string command = $"hadoop jar {JarPath(step.Jar)} {string.Join(' ', step.Args)}".TrimEnd();

    public void Started()
    {
        logs.Controller($"Ensure step {step.StepId} jar file {step.Jar}");
        logs.Controller($"StepRunner: Created Runner for step {step.StepId}");
        logs.Controller($"startExec '{command}'");
        logs.Controller($"redirectOutput to {logs.StdoutFile}");
        logs.Controller($"redirectError to {logs.StderrFile}");
        logs.Controller($"Working dir {step.WorkFolder}");
        logs.Controller($"Synchronously wait child process to complete : {command}");
    }

    public void Ended(StepResult result, TimeSpan took)
    {
        var seconds = ((long)took.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        logs.Controller($"waitProcessCompletion ended with exit code {result.ExitCode} : {command}");
        logs.Controller($"total process run time: {seconds} seconds");
        if (result.Job is not null)
            logs.Controller($"Step created jobs: {result.Job}");
        if (result.Succeeded)
            logs.Controller($"Step succeeded with exitCode 0 and took {seconds} seconds");
        else
            logs.Controller($"Step failed with exitCode {result.ExitCode} and took {seconds} seconds", "WARN");
    }

    public void Cancelled() => logs.Controller("Step cancelled", "WARN");

    /// <summary>Jars that EMR brings with it stand in the log with their path on its machines.</summary>
    private static string JarPath(string jar) => jar is "command-runner.jar" or "script-runner.jar" ? Shipped + jar : jar;
}
