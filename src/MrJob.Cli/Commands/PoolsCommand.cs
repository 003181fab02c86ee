using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;
using MrJob.Cli.Options;
using MrJob.Core;
using MrJob.Core.Configuration;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob pools</c>, <c>mrjob pools show NAME</c> and <c>mrjob pools explain JOB</c>.</summary>
internal static class PoolsCommand
{
    public static Command Create()
    {
        var service = new ServiceOptions();
        var command = new Command("pools", "List pools of warm clusters; show one; explain where a job would go.");
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            await PrintAsync(await connection.Api.GetAsync("/pools", cancel), parsed.GetValue(service.Json), PoolText.List);
            return ExitCodes.Done;
        });
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Explain());
        return command;
    }

    private static Command Show()
    {
        var name = new Argument<string>("NAME") { Description = "the pool's name" };
        var service = new ServiceOptions();
        var command = new Command("show", "Show a pool's clusters: what they are, who is on them, how long they have been idle.") { name };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var pool = await connection.Api.GetAsync($"/pools/{Uri.EscapeDataString(parsed.GetValue(name)!)}", cancel);
            await PrintAsync(pool, parsed.GetValue(service.Json), PoolText.Pool);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Explain()
    {
        var job = new JobArguments();
        var sources = new OptionSources(OptionScope.Job, OptionScope.Cluster, OptionScope.Client);
        var service = new ServiceOptions();
        var command = new Command("explain", "Tell which cluster of its pool a job would go to now, and why to none of the others.");
        job.AddTo(command);
        service.AddTo(command);
        sources.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            job.Check(parsed);
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var about = await ServiceAbout.ReadAsync(connection.Api, cancel);
            using var request = await job.ReadAsync(parsed, sources, about, cancel);
            request.Body.Remove("input"); // where a job goes does not depend on its data
            request.Body.Remove("output_dir");
            await LaptopBuckets.EnsureAsync(about, request.Body, cancel);
            using (var uploads = UploadPlace.Open(about, request.Options))
                await new LocalFiles(uploads.Uploader).ReplaceAsync(request.Body, request.Folder, cancel); // files of bootstrap count by their content
            var pool = (request.Body["options"] as JsonObject)?["pool_name"]?.ToString() ?? await ServicePoolAsync(connection.Api, cancel);
            var answer = await connection.Api.PostAsync($"/pools/{Uri.EscapeDataString(pool)}/explain", request.Body, null, cancel);
            await PrintAsync(answer, parsed.GetValue(service.Json), PoolText.Explanation);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The pool of jobs that name none.</summary>
    private static async Task<string> ServicePoolAsync(JobsApi api, CancellationToken cancel) =>
        (await api.GetAsync("/options", cancel))["layers"]!.AsArray().Select(l => l!["options"]?["pool_name"]).LastOrDefault(n => n is not null)?.ToString() ?? "default";

    private static Task PrintAsync(JsonObject answer, bool json, Func<JsonObject, string> text) =>
        Console.Out.WriteLineAsync(json ? JobText.Json(answer) : text(answer));
}

/// <summary>Pools as tables that a person can read.</summary>
internal static class PoolText
{
    public static string List(JsonObject answer) => answer["pools"]!.AsArray() is { Count: > 0 } pools
        ? TextTable.Of(["POOL", "CLUSTERS", "FREE", "STARTING", "VCPUS"], pools.Select(p => Cells(p!, "name", "clusters", "free", "starting", "compute_units")))
        : "No pool has a cluster.";

    public static string Pool(JsonObject pool) => TextTable.Of(
        ["CLUSTER", "STATE", "VCPUS", "INSTANCES", "STEPS AT ONCE", "IDLE", "HOUR ENDS IN", "HELD BY", "POOL HASH"],
        pool["clusters"]!.AsArray().Select(c => (IReadOnlyList<string>)
        [
            .. Cells(c!, "id", "state", "compute_units", "instances", "step_concurrency"),
            c!["idle_minutes"] is { } idle ? $"{idle} of {c["max_mins_idle"]} min" : "", $"{c["minutes_left_of_hour"]} min", Holder(c), c["pool_hash"]!.ToString(),
        ]));

    public static string Explanation(JsonObject answer)
    {
        var decision = answer["action"]!.ToString() switch
        {
            "join" => $"would join {answer["cluster_id"]}",
            "start" => "would start a cluster: none that is free fits",
            "wait" => $"would wait: {answer["reason"]}",
            var other => $"would {other}: {answer["reason"]}",
        };
        var lines = new List<string> { $"In pool '{answer["pool"]}' the job {decision}." };
        if (answer["candidates"]!.AsArray() is { Count: > 0 } candidates)
        {
            lines.Add(TextTable.Of(["RANK", "CLUSTER", "VCPUS", "WHY NOT"], candidates.Select(c => (IReadOnlyList<string>)
                [c!["rank"]?.ToString() ?? "-", c["cluster_id"]!.ToString(), c["compute_units"]?.ToString() ?? "", c["reason"]?.ToString() ?? "(this one)"])));
        }
        if (answer["more"] is { } more)
            lines.Add($"{Numerals.Count(more.GetValue<int>(), "more cluster")} {(more.GetValue<int>() == 1 ? "does" : "do")} not fit.");
        lines.InsertRange(1, (answer["notes"] as JsonArray ?? []).Select(n => n!.ToString()));
        return string.Join(Environment.NewLine, lines);
    }

    private static string Holder(JsonNode cluster) => cluster["lease"] is { } lease ? $"{lease["holder"]} ({lease["phase"]})"
        : string.Join(", ", cluster["jobs"]!.AsArray().Select(j => j!.ToString()));

    private static IReadOnlyList<string> Cells(JsonNode row, params string[] members) =>
        [.. members.Select(m => row[m] is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "")];
}
