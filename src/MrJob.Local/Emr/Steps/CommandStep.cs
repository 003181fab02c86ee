using MrJob.Local.Emr.Steps.Processes;

namespace MrJob.Local.Emr.Steps;

/// <summary>Runs a program as a step: its output becomes the step's logs, its exit code the step's outcome.</summary>
internal sealed class CommandStep(StepContext context)
{
    /// <summary>How long output may take to come to its end when the program has.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(5);

    public async Task<StepResult> RunAsync(string program, IReadOnlyList<string> args, CancellationToken cancel)
    {
        var folder = Directory.CreateDirectory(Path.Combine(context.Folder, "work")).FullName;
        try
        {
            using var child = ChildProcess.Start(new ProcessSpec(program, args, folder, context.Environment), context.Ledger);
            context.Logs.Controller($"ProcessRunner started child process {child.Id}");
            return await RunAsync(child, cancel);
        }
        catch (ProcessStartException e)
        {
            return context.Fail(Explain(program, e));
        }
    }

    private async Task<StepResult> RunAsync(ChildProcess child, CancellationToken cancel)
    {
        await using var kill = cancel.Register(child.End);
        child.Input.Close();
        var logging = Task.WhenAll(CopyAsync(child.Output, context.Logs.StdoutFile), CopyAsync(child.Error, context.Logs.StderrFile));
        var code = await child.WaitAsync();
        child.End(); // what it left running would hold its output open
        await Task.WhenAny(logging, Task.Delay(Linger, context.Time, cancel)); // what could not be found to be ended may hold it for ever
        cancel.ThrowIfCancellationRequested();
        if (code == 0)
            return StepResult.Success;

        return context.Fail($"Command exiting with ret '{code}'", code); // as command-runner.jar says it
    }

    private static async Task CopyAsync(Stream output, string file)
    {
        await using var log = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        await output.CopyToAsync(log);
    }

    private static string Explain(string program, ProcessStartException fault) => program switch
    {
        "spark-submit" => $"{fault.Message}: the local EMR runs Spark steps only where spark-submit is installed and on the PATH",
        "hadoop" or "hdfs" or "yarn" or "mapred" =>
            $"{fault.Message}: the local EMR itself has hadoop fs, hdfs dfs, hadoop-streaming and s3-dist-cp; other commands run only where Hadoop is installed",
        "java" => $"{fault.Message}: the local EMR runs jar steps only where java is installed and on the PATH",
        _ => fault.Message,
    };
}
