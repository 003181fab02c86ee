using System.CommandLine;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob uploads list|check|test|failed</c>: the rules that turn uploads into jobs, and uploads that started none.</summary>
internal static class UploadsCommand
{
    private const string All = "all";
    private const string StandardInput = "-";

    public static Command Create() => new("uploads", "Rules that start jobs when files arrive: list, check and try them; replay uploads that started no job.") { List(), Check(), Test(), Failed() };

    private static Command List()
    {
        var service = new ServiceOptions();
        var command = new Command("list", "List the service's rules, in the order in which they are tried.");
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            return await TellAsync(await connection.Api.GetAsync("/uploads", cancel), parsed.GetValue(service.Json), isCheck: false);
        });
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<string?>("FILE") { Description = $"rules to check before they are put there, '{StandardInput}' for standard input; left out, those of the service", Arity = ArgumentArity.ZeroOrOne };
        var service = new ServiceOptions();
        var command = new Command("check", "Check rules: their keys, their jobs, and that no job would start itself again.") { file };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var answer = parsed.GetValue(file) is { } own
                ? await connection.Api.PostAsync("/uploads/check", new() { ["text"] = await ReadAsync(own, cancel) }, null, cancel) : await connection.Api.GetAsync("/uploads", cancel);
            return await TellAsync(answer, parsed.GetValue(service.Json), isCheck: true);
        });
        return command;
    }

    private static Command Test()
    {
        var key = new Argument<string>("KEY") { Description = "an object's key in the service's work bucket, or s3://BUCKET/KEY; it need not be there" };
        var service = new ServiceOptions();
        var command = new Command("test", "Tell which job an upload would start. Nothing is started.") { key };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var answer = await connection.Api.PostAsync("/uploads/test", Object(parsed.GetValue(key)!), null, cancel);
            await Console.Out.WriteLineAsync(parsed.GetValue(service.Json) ? JobText.Json(answer) : UploadText.Test(answer));
            return answer["faults"]!.AsArray().Count == 0 ? ExitCodes.Done : ExitCodes.BadUsage;
        });
        return command;
    }

    private static Command Failed()
    {
        var replay = new Option<string?>("--replay") { Description = $"try the upload of this id again; '{All}' for all of them", HelpName = "ID" };
        var drop = new Option<string?>("--drop") { Description = $"forget the upload of this id; '{All}' for all of them", HelpName = "ID" };
        var service = new ServiceOptions();
        var command = new Command("failed", "List uploads that started no job although they should have, with why; replay or drop them.") { replay, drop };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            if (parsed.GetValue(drop) is { } dropped)
                return await ForAsync(dropped, connection.Api, DropAsync, cancel);
            if (parsed.GetValue(replay) is { } replayed)
                return await ForAsync(replayed, connection.Api, ReplayAsync, cancel);
            var answer = await connection.Api.GetAsync("/uploads/failed", cancel);
            return await DoneAsync(parsed.GetValue(service.Json) ? JobText.Json(answer) : UploadText.Failed(answer));
        });
        return command;
    }

    /// <summary>Does it for the failed upload of the id, or for each that is listed, as they came.</summary>
    private static async Task<int> ForAsync(string id, JobsApi api, Func<JobsApi, string, CancellationToken, Task<string>> doAsync, CancellationToken cancel)
    {
        if (id != All)
            return await DoneAsync(await doAsync(api, id, cancel));
        var (tried, code) = (new HashSet<string>(), ExitCodes.Done);
        while (true)
        {
            var listed = await api.GetAsync("/uploads/failed", cancel);
            var ids = listed["failed"]!.AsArray().Select(f => f!["id"]!.ToString()).Where(tried.Add).Reverse().ToList();
            foreach (var one in ids)
            {
                try
                {
                    await Console.Out.WriteLineAsync(await doAsync(api, one, cancel));
                }
                catch (CommandException e) when (e.ExitCode == ExitCodes.BadUsage)
                {
                    await Console.Error.WriteLineAsync($"{one}: {e.Message}");
                    code = ExitCodes.BadUsage;
                }
            }
            if (ids.Count > 0)
                continue; // an answer names only so many: those behind them have come up
            if (listed["more"]!.GetValue<int>() is > 0 and var more)
                await Console.Error.WriteLineAsync($"{more} older ones were not tried: so many are refused again. Drop those that nobody needs.");
            else if (tried.Count == 0)
                await Console.Out.WriteLineAsync("No upload has failed.");
            return code;
        }
    }

    private static async Task<string> ReplayAsync(JobsApi api, string id, CancellationToken cancel)
    {
        var answer = await api.PostAsync($"/uploads/failed/{Uri.EscapeDataString(id)}/replay", [], null, cancel);
        return answer["job_id"] is not { } job ? $"{id}: no rule is for it now; it starts nothing, and is no longer listed"
            : answer["before"]!.GetValue<bool>() ? $"{id}: had started {job} before (rule {answer["rule"]})" : $"{id}: started {job} (rule {answer["rule"]})";
    }

    private static async Task<string> DropAsync(JobsApi api, string id, CancellationToken cancel) =>
        $"Dropped {UploadText.Printable((await api.DeleteAsync($"/uploads/failed/{Uri.EscapeDataString(id)}", cancel))["object"])}.";

    private static JsonObject Object(string key) => key.StartsWith("s3://", StringComparison.Ordinal) && key["s3://".Length..].Split('/', 2) is [var bucket, var rest]
        ? new() { ["bucket"] = bucket, ["key"] = rest } : new() { ["key"] = key };

    private static async Task<string> ReadAsync(string file, CancellationToken cancel)
    {
        try
        {
            return file == StandardInput ? await Console.In.ReadToEndAsync(cancel) : await File.ReadAllTextAsync(file, cancel);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCodes.BadUsage, $"'{file}' cannot be read: {e.Message}");
        }
    }

    private static async Task<int> TellAsync(JsonObject answer, bool json, bool isCheck)
    {
        await Console.Out.WriteLineAsync(json ? JobText.Json(answer) : UploadText.Rules(answer, isCheck));
        var faults = answer["faults"]!.AsArray();
        foreach (var fault in json ? [] : faults)
            await Console.Error.WriteLineAsync($"{fault!["path"]}: {fault["detail"]}");
        return faults.Count == 0 ? ExitCodes.Done : ExitCodes.BadUsage;
    }

    private static async Task<int> DoneAsync(string text)
    {
        await Console.Out.WriteLineAsync(text);
        return ExitCodes.Done;
    }
}

/// <summary>Rules and uploads for a person. Pure.</summary>
internal static class UploadText
{
    private static readonly string[] Members = ["name", "bucket", "key", "per", "again", "max_size"];

    public static string Rules(JsonObject answer, bool isCheck)
    {
        var rules = answer["rules"]!.AsArray();
        if (answer["faults"]!.AsArray().Count > 0)
            return "The rules have faults; while they have, no upload starts a job.";
        if (rules.Count == 0)
            return isCheck ? "There are no rules." : $"There are no rules: put some at {answer["place"]}.";
        var table = TextTable.Of(["RULE", "BUCKET", "KEY", "PER", "AGAIN", "MAX SIZE"], rules.Select(r => (IReadOnlyList<string>)
            [.. Members.Select(m => r![m]?.ToString() ?? "")]));
        return isCheck ? $"{table}{Environment.NewLine}The rules are good." : table;
    }

    public static string Test(JsonObject answer)
    {
        if (answer["rule"] is not { } rule)
            return $"No rule is for {answer["object"]}: it would start nothing.{Faults(answer)}";
        var captures = answer["captures"] is JsonObject { Count: > 0 } caught ? $" with {string.Join(", ", caught.Select(c => $"{c.Key} = {c.Value}"))}" : "";
        var verdict = answer["faults"]!.AsArray().Count == 0 ? "would start this job" : "would be refused";
        return $"{answer["object"]} is for the rule '{rule}'{captures} and {verdict}:{Faults(answer)}{Environment.NewLine}{(answer["job"] is JsonObject job ? JobText.Json(job) : "")}";
    }

    public static string Failed(JsonObject answer)
    {
        var lines = answer["failed"]!.AsArray().SelectMany(f => new[] { $"{f!["id"]}  {f["at"]}  {Printable(f["object"])}", $"    {Printable(f["reason"])}" }).ToList();
        if (answer["more"]!.GetValue<int>() is > 0 and var more)
            lines.Add($"… and {more} older");
        return lines.Count > 0 ? string.Join(Environment.NewLine, lines) : "No upload has failed.";
    }

    /// <summary>Whoever uploads chooses the name, and a terminal obeys control characters.</summary>
    public static string Printable(JsonNode? text) => LogText.Line(text?.ToString() ?? "(no object)");

    private static string Faults(JsonObject answer) => string.Concat(answer["faults"]!.AsArray().Select(f => $"{Environment.NewLine}  {f!["path"]}: {f["detail"]}"));
}
