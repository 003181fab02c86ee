using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob audit-usage</c>: what clusters cost, and what they were used for.</summary>
internal static class UsageCommand
{
    private static readonly (string Member, string Title)[] Groups =
        [("by_label", "LABEL"), ("by_owner", "OWNER"), ("by_pool", "POOL"), ("by_day", "DAY (UTC)"), ("by_cluster", "CLUSTER"), ("by_job", "JOB")];

    private static readonly string[] Figures = ["billed", "used", "wasted", "bootstrapping", "idling", "ending"];

    public static Command Create()
    {
        var days = new Option<int>("--max-days-ago") { Description = "how many days to look back, 1 to 400", DefaultValueFactory = _ => 30 };
        days.Validators.Add(result =>
        {
            if (result.Tokens is [var text] && int.TryParse(text.Value, out var number) && number is < 1 or > 400)
                result.AddError($"--max-days-ago is '{text.Value}'; it must be from 1 to 400.");
        });
        var rows = new Option<int>("--top") { Description = "how many rows of each table; 0 for all", DefaultValueFactory = _ => 10 };
        var service = new ServiceOptions();
        var command = new Command("audit-usage", "Tell how many instance hours clusters were billed, used and wasted: by label, owner, pool, day, cluster and job.") { days, rows };
        service.AddTo(command);
        command.TakesOldSwitches();
        command.Aliases.Add("audit-emr-usage"); // its old name
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var usage = await connection.Api.GetAsync(string.Create(CultureInfo.InvariantCulture, $"/usage?days={parsed.GetValue(days)}"), cancel);
            await Console.Out.WriteLineAsync(parsed.GetValue(service.Json) ? JobText.Json(usage) : Text(usage, parsed.GetValue(rows)));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Text(JsonObject usage, int top)
    {
        var parts = new List<string>
        {
            $"Instance hours from {usage["from"]!.GetValue<DateTimeOffset>():yyyy-MM-dd HH:mm} to {usage["to"]!.GetValue<DateTimeOffset>():yyyy-MM-dd HH:mm} UTC",
            Table("", [("all", usage["total"]!)]),
        };
        foreach (var (member, title) in Groups)
        {
            var all = usage[member]!.AsArray();
            if (all.Count == 0)
                continue;
            var shown = all.Take(top > 0 ? top : all.Count).Select(g => (g!["name"]!.ToString(), g["hours"]!)).ToList();
            parts.Add(Table(title, shown) + (shown.Count < all.Count ? $"{Environment.NewLine}and {all.Count - shown.Count} more" : ""));
        }
        return string.Join(Environment.NewLine + Environment.NewLine, parts);
    }

    private static string Table(string title, IReadOnlyList<(string Name, JsonNode Hours)> rows) => TextTable.Of(
        [title, .. Figures.Select(f => f.ToUpperInvariant())],
        rows.Select(r => (IReadOnlyList<string>)
        [
            r.Name,
            .. Figures.Select(f => r.Hours[f]!.GetValue<double>().ToString("0.00", CultureInfo.InvariantCulture)),
        ]));
}
