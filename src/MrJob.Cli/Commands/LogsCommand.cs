using System.CommandLine;
using System.IO.Compression;
using System.IO.Enumeration;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob jobs logs ID</c> and <c>mrjob diagnose CLUSTER</c>: why something failed, where its logs are, what is in them.</summary>
internal static class LogsCommand
{
    public static Command OfJob()
    {
        var id = new Argument<string>("ID") { Description = "the job's id" };
        var cat = new Option<string?>("--cat") { Description = "print the logs whose names have this in them, unpacked; * stands for anything" };
        var push = new Option<bool>("--push") { Description = "have the cluster copy its logs to S3 now, and not within five minutes" };
        var force = new Option<bool>("--force") { Description = "with --push: although steps of others may have to wait for it" };
        var service = new ServiceOptions();
        var command = new Command("logs", "Show why a job failed, and where its logs are.") { id, cat, push, force };
        command.Validators.Add(result =>
        {
            if (result.GetValue(force) && !result.GetValue(push))
                result.AddError("--force is about --push, which is not there.");
        });
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var path = $"/jobs/{Uri.EscapeDataString(parsed.GetValue(id)!)}/logs";
            if (parsed.GetValue(push))
                return await PushAsync(connection.Api, path, parsed.GetValue(force), parsed.GetValue(service.Json), cancel);
            var answer = await connection.Api.GetAsync(path + "?refresh=true", cancel);
            if (parsed.GetValue(cat) is { } pattern)
                return await CatAsync(connection.Api, answer, pattern, cancel);
            await ShowAsync(answer, parsed.GetValue(service.Json), $"Report: {Told(answer["report"]!.ToString())}");
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command Diagnose()
    {
        var cluster = new Argument<string>("CLUSTER") { Description = "the cluster's id, such as j-1A2B3C4D5E6F7; it need not be one of the service's" };
        var step = new Option<string?>("--step-id") { Description = "the step; default the one that failed last" };
        var logUri = new Option<string?>("--log-uri") { Description = "the folder of its logs on S3 (its LogUri), for a cluster that EMR knows no more" };
        var cat = new Option<string?>("--cat") { Description = "print the logs whose names have this in them, unpacked; * stands for anything" };
        var service = new ServiceOptions();
        var command = new Command("diagnose", "Say why a step of a cluster failed, or the cluster itself, also when only its logs are left.") { cluster, step, logUri, cat };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var query = new[] { ("step_id", parsed.GetValue(step)), ("log_uri", parsed.GetValue(logUri)) }
                .Where(q => q.Item2 is not null).Select(q => $"{q.Item1}={Uri.EscapeDataString(q.Item2!)}");
            var answer = await connection.Api.GetAsync($"/clusters/{Uri.EscapeDataString(parsed.GetValue(cluster)!)}/diagnosis?{string.Join('&', query)}", cancel);
            if (parsed.GetValue(cat) is { } pattern)
                return await CatAsync(connection.Api, answer, pattern, cancel);
            await ShowAsync(answer, parsed.GetValue(service.Json), Summary(answer));
            return answer["problem"] is not null && answer["cause"] is null ? ExitCodes.BadUsage : ExitCodes.Done;
        });
        return command;
    }

    private static string Told(string report) => report switch
    {
        "none" => "none yet; it is made when the job has ended",
        "provisional" => "provisional; EMR copies logs about every five minutes, and more may come",
        _ => report,
    };

    private static string Summary(JsonObject answer)
    {
        var state = answer["cluster_state"] is { } known ? $"is {known}" : "is not known to EMR any more";
        var others = answer["other_failed_steps"] is JsonArray { Count: > 0 } ids ? $"\nOther steps that failed: {string.Join(", ", ids.Take(10))}" : "";
        var step = answer["step_id"] is { } id ? $"step {id} {answer["step_name"]} {answer["step_state"]}".TrimEnd() : "no step of it failed";
        var unknown = answer["cause"] is not null || answer["problem"] is not null ? "" : answer["step_state"]?.ToString() switch
        {
            "COMPLETED" => "\nThe step did not fail.",
            "PENDING" or "RUNNING" => "\nThe step has not ended.",
            "CANCELLED" => "\nThe step was cancelled.",
            null when answer["cluster_state"] is not null => "",
            _ => "\nNo log says why it failed.",
        };
        return $"Cluster {answer["cluster_id"]} {state}; {step}{others}{unknown}";
    }

    private static async Task ShowAsync(JsonObject answer, bool asJson, string first)
    {
        var isTerminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
        await Console.Out.WriteLineAsync(asJson ? JobText.Json(answer) : $"{first}\n{new LogText(isTerminal).Of(answer)}".TrimEnd('\n'));
    }

    private static async Task<int> PushAsync(JobsApi api, string path, bool force, bool asJson, CancellationToken cancel)
    {
        var answer = await api.PostAsync($"{path}/push{(force ? "?force=true" : "")}", [], null, cancel);
        await Console.Out.WriteLineAsync(asJson ? JobText.Json(answer) : $"Step {answer["step_id"]} of {answer["cluster_id"]} copies the logs; then look again.");
        return ExitCodes.Done;
    }

    private static async Task<int> CatAsync(JobsApi api, JsonObject answer, string pattern, CancellationToken cancel)
    {
        var logs = answer["logs"]!.AsArray().Where(l => FileSystemName.MatchesSimpleExpression($"*{pattern}*", l!["uri"]!.ToString(), ignoreCase: false)).ToList();
        if (logs.Count == 0)
            throw new CommandException(ExitCodes.BadUsage, $"No log has '{pattern}' in its name; without --cat they are listed.");
        await using var output = Console.OpenStandardOutput();
        foreach (var log in logs)
        {
            if (logs.Count > 1)
                await Console.Error.WriteLineAsync($"==> {log!["uri"]} <==");
            await CatAsync(api, log!["url"]!.ToString(), output, cancel);
        }
        return ExitCodes.Done;
    }

    private static async Task CatAsync(JobsApi api, string url, Stream output, CancellationToken cancel)
    {
        // To a file first: a log may be bigger than the memory, and unpacking needs its beginning again.
        await using var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        await api.DownloadAsync(url, file, cancel);
        file.Position = 0;
        var isPacked = file.ReadByte() == 0x1f && file.ReadByte() == 0x8b;
        file.Position = 0;
        if (!isPacked)
        {
            await file.CopyToAsync(output, cancel);
            return;
        }
        await using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        try
        {
            await unpacked.CopyToAsync(output, cancel);
        }
        catch (InvalidDataException)
        {
            await Console.Error.WriteLineAsync("(the rest of this log cannot be unpacked: EMR copied it while it was being written)");
        }
    }
}
