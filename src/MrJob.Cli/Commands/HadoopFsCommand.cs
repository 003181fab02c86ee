using System.CommandLine;
using System.Net.Http.Json;
using MrJob.Local;
using MrJob.Local.Emr.Steps.Shell;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob hadoop-fs -- ARGS</c>: what <c>hadoop fs</c> is to the programs that steps run on a laptop. It asks the service that runs them.</summary>
internal static class HadoopFsCommand
{
    public static Command Create()
    {
        var args = new Argument<string[]>("ARGS") { Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("hadoop-fs", "hadoop fs, for programs that steps of the local EMR run.") { args };
        command.Hidden = true;
        command.Does(async (parsed, cancel) =>
        {
            var output = Path.GetTempFileName();
            try
            {
                var result = await AskAsync(new(Variable(ClusterShellService.HdfsVariable), Directory.GetCurrentDirectory(), output, parsed.GetValue(args) ?? []), cancel);
                await using (var text = File.OpenRead(output))
                await using (var to = Console.OpenStandardOutput())
                    await text.CopyToAsync(to, cancel);
                if (result.Error is { } error)
                    await Console.Error.WriteLineAsync(error);
                return result.ExitCode;
            }
            finally
            {
                File.Delete(output);
            }
        });
        return command;
    }

    private static async Task<ClusterShellResult> AskAsync(ClusterShellRequest request, CancellationToken cancel)
    {
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        using var answer = await http.PostAsync(
            new Uri(new Uri(Variable("AWS_ENDPOINT_URL")), ClusterShellService.Path), JsonContent.Create(request, LocalAwsJson.Default.ClusterShellRequest), cancel);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync(LocalAwsJson.Default.ClusterShellResult, cancel))!;
    }

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
        ? value : throw new CommandException(ExitCodes.BadUsage, $"{name} is not set: this is for programs that steps of the local EMR run.");
}
