using System.CommandLine;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;
using MrJob.Cli.Options;
using MrJob.Core.Configuration;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob run JOB [INPUT...]</c>: submits a job, follows it, prints its output.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var job = new JobArguments();
        var output = new Option<string?>("--output-dir", "-o") { Description = "folder or S3 URI for the output; must not exist" };
        var detach = new Option<bool>("--detach") { Description = "print the job's id and do not wait" };
        var noOutput = new Option<bool>("--no-output", "--no-cat-output") { Description = "do not print the output" };
        var sources = new OptionSources(OptionScope.Job, OptionScope.Cluster, OptionScope.Client);
        var service = new ServiceOptions();
        var command = new Command("run", "Submit a job, follow it and print its output.") { output, detach, noOutput };
        job.AddTo(command);
        service.AddTo(command);
        sources.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            job.Check(parsed);
            var target = OutputTarget.Of(parsed.GetValue(output), parsed.GetValue(noOutput));
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var about = await ServiceAbout.ReadAsync(connection.Api, cancel);
            using var request = await job.ReadAsync(parsed, sources, about, cancel);
            if (target.S3Uri is { } uri)
                request.Body["output_dir"] = uri;
            foreach (var note in request.Options.Notes)
                await Console.Error.WriteLineAsync($"Note: {note}");
            var run = new JobRun(connection, about, request.Options, parsed.GetValue(service.Json));
            return await run.RunAsync(request.Body, request.Folder, target, parsed.GetValue(detach), cancel);
        });
        return command;
    }
}

/// <summary>The value of <c>--set</c>.</summary>
internal static class SetOption
{
    public static (string Name, JsonNode? Value) Parse(string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        ? (text[..equals], JobFile.ParseValue(text[(equals + 1)..]))
        : throw new CommandException(ExitCodes.BadUsage, $"--set {text}: it must look like OPTION=VALUE.");
}
