namespace MrJob.Local.Emr.Steps.Shell;

/// <summary><c>hadoop fs</c> and <c>hdfs dfs</c> on S3 and on the cluster's HDFS, with the commands that job flows use.</summary>
internal sealed class FileShellStep(StepContext context)
{
    public async Task<StepResult> RunAsync(IReadOnlyList<string> args, CancellationToken cancel)
    {
        try
        {
            await new FileShell(context.Files, Path.Combine(context.Folder, "work"), context.Logs.StdoutFile).RunAsync(args, cancel);
            return StepResult.Success;
        }
        catch (FileShellException e)
        {
            return context.Fail(e.Message, e.ExitCode);
        }
    }
}
