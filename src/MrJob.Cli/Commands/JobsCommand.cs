using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob jobs list|show|logs|output|cancel</c>.</summary>
internal static class JobsCommand
{
    public static Command Create() => new("jobs", "Look at jobs, or cancel one.")
    {
        List(),
        OfOne("show", "Show a job's record.", async (api, id, cancel) => Pretty(await api.GetAsync($"/jobs/{id}", cancel))),
        LogsCommand.OfJob(),
        OfOne("cancel", "Cancel a job.", async (api, id, cancel) => $"{(await api.DeleteAsync($"/jobs/{id}", cancel))["id"]} will be cancelled"),
        Output(),
    };

    private static Command List()
    {
        var state = new Option<string?>("--state") { Description = "only jobs in this state" };
        var limit = new Option<int>("--limit") { Description = "how many", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [var text] && !int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                result.AddError("--limit must be a whole number.");
        });
        var service = new ServiceOptions();
        var command = new Command("list", "List jobs, newest first.") { state, limit };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var query = $"/jobs?limit={parsed.GetValue(limit)}" + (parsed.GetValue(state) is { } s ? $"&state={Uri.EscapeDataString(s)}" : "");
            var answer = await connection.Api.GetAsync(query, cancel);
            if (parsed.GetValue(service.Json))
                await Console.Out.WriteLineAsync(JobText.Json(answer));
            else
                foreach (var job in answer["jobs"]!.AsArray())
                    await Console.Out.WriteLineAsync($"{job!["state"],-9}  {job["created"]!.ToString()[..19]}  {job["id"]}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command OfOne(string name, string description, Func<JobsApi, string, CancellationToken, Task<string>> text)
    {
        var id = new Argument<string>("ID") { Description = "the job's id" };
        var service = new ServiceOptions();
        var command = new Command(name, description) { id };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            await Console.Out.WriteLineAsync(await text(connection.Api, Uri.EscapeDataString(parsed.GetValue(id)!), cancel));
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Output()
    {
        var id = new Argument<string>("ID") { Description = "the job's id" };
        var output = new Option<string?>("--output-dir", "-o") { Description = "folder for the files; default standard output" };
        var service = new ServiceOptions();
        var command = new Command("output", "Print a job's output, or copy it to a folder.") { id, output };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            var target = OutputTarget.Of(parsed.GetValue(output), noOutput: false);
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var state = await new OutputWriter(connection.Api).WriteAsync(Uri.EscapeDataString(parsed.GetValue(id)!), target, cancel);
            if (state == "COMPLETED")
                return ExitCodes.Done;
            await Console.Error.WriteLineAsync($"The job is {state}: this is not its whole output.");
            return ExitCodes.JobFailed;
        });
        return command;
    }

    private static string Pretty(JsonObject answer) => JobText.Json(answer, indented: true);
}
