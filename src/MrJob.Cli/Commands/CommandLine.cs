using System.CommandLine;
using Amazon.Runtime;

namespace MrJob.Cli.Commands;

/// <summary>The whole command line.</summary>
internal static class CommandLine
{
    public static RootCommand Create()
    {
        var root = new RootCommand("Runs MapReduce and Spark jobs on Amazon EMR, or on this machine.");
        foreach (var command in (IEnumerable<Command>)[
            RunCommand.Create(), OptionsCommand.Create(), LocalCommand.Create(), JobsCommand.Create(), ClusterCommands.Create(), ClusterCommands.List(),
            ClusterCommands.Terminate(), TerminateIdleCommand.Create(), UsageCommand.Create(), LogsCommand.Diagnose(), LongJobsCommand.Create(), PoolsCommand.Create(), UploadsCommand.Create(), S3Command.Create(), TmpwatchCommand.Create(), HadoopFsCommand.Create()])
            root.Subcommands.Add(command);
        return root;
    }

    /// <summary>Sets what a command does; its known failures become a message and an exit code.</summary>
    public static void Does(this Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (parsed, cancel) =>
        {
            try
            {
                return await action(parsed, cancel);
            }
            catch (CommandException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return e.ExitCode;
            }
            catch (Exception e) when (e is AmazonServiceException or HttpRequestException)
            {
                await Console.Error.WriteLineAsync($"S3 does not do its part: {e.Message}");
                return ExitCodes.Unreachable;
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
            }
        });
}

/// <summary>Options that say which service is meant.</summary>
internal sealed class ServiceOptions
{
    public Option<string?> Endpoint { get; } = new("--endpoint")
    {
        Description = "URL of the service; default MRJOB_ENDPOINT, or else this machine", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("MRJOB_ENDPOINT") is { Length: > 0 } set ? set : null,
    };

    public Option<string> DataDir { get; } = new("--data-dir") { Description = "where the local service keeps its data", DefaultValueFactory = _ => ".mrjob" };

    public Option<bool> Json { get; } = new("--json") { Description = "print results as JSON" };

    public void AddTo(Command command)
    {
        DataDir.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value.Length: 0 }])
                result.AddError("--data-dir is empty; it must be a folder.");
        });
        command.Options.Add(Endpoint);
        command.Options.Add(DataDir);
        command.Options.Add(Json);
    }

    public Task<ServiceConnection> ConnectAsync(ParseResult parsed, CancellationToken cancel) =>
        ServiceConnection.OpenAsync(parsed.GetValue(Endpoint), parsed.GetValue(DataDir)!, cancel);
}
