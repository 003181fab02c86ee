using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob report-long-jobs</c>: jobs that run, or wait, suspiciously long.</summary>
internal static class LongJobsCommand
{
    public static Command Create()
    {
        var hours = new Option<double>("--min-hours") { Description = "report jobs that run, or wait, at least so long", DefaultValueFactory = _ => 24 };
        hours.Validators.Add(result =>
        {
            if (result.Tokens is [var text] && double.TryParse(text.Value, CultureInfo.InvariantCulture, out var number) && !(number >= 0))
                result.AddError($"--min-hours is '{text.Value}'; it must be 0 or more.");
        });
        var exclude = new Option<string[]>("--exclude", "-x") { Description = "not jobs with this tag; may be given several times", HelpName = "KEY,VALUE" };
        exclude.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(t => t.Value.IndexOf(',', StringComparison.Ordinal) <= 0))
                result.AddError($"'{token.Value}' is no tag; it must look like KEY,VALUE.");
        });
        var service = new ServiceOptions();
        var command = new Command("report-long-jobs", "List jobs that run, or wait to run, suspiciously long; the longest first.") { hours, exclude };
        service.AddTo(command);
        command.TakesOldSwitches();
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var query = string.Create(CultureInfo.InvariantCulture, $"/jobs?longer_than_hours={parsed.GetValue(hours)}");
            if (parsed.GetValue(exclude) is { Length: > 0 } tags)
                query += "&exclude_tag=" + Uri.EscapeDataString(string.Join(',', tags.Select(AsTag)));
            var answer = await connection.Api.GetAsync(query, cancel);
            await Console.Out.WriteLineAsync(parsed.GetValue(service.Json) ? JobText.Json(answer) : Text(answer["jobs"]!.AsArray()));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string AsTag(string text) => text.Split(',', 2) is [var key, var value] ? $"{key}={value}" : text;

    private static string Text(JsonArray jobs) => jobs.Count == 0 ? "No job runs or waits so long." : TextTable.Of(
        ["HOURS", "STATE", "CLUSTER", "JOB"],
        jobs.Select(j => (IReadOnlyList<string>)
            [j!["hours"]!.GetValue<double>().ToString("0.0", CultureInfo.InvariantCulture), j["state"]!.ToString(), j["cluster_id"]?.ToString() ?? "-", j["id"]!.ToString()]));
}
