using System.CommandLine;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;
using MrJob.Cli.Options;
using MrJob.Core.Configuration;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob create-cluster</c>, <c>clusters</c> and <c>terminate-cluster</c>.</summary>
internal static class ClusterCommands
{
    public static Command Create()
    {
        var sources = new OptionSources(OptionScope.Job, OptionScope.Cluster, OptionScope.Client);
        var service = new ServiceOptions();
        var command = new Command("create-cluster", "Start a cluster that stays up until it has been idle for max_mins_idle, and print its id. With --pool jobs of that pool join it.");
        service.AddTo(command);
        sources.AddTo(command);
        command.TakesVerbosity();
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var about = await ServiceAbout.ReadAsync(connection.Api, cancel);
            var options = ClientOptions.Of(await sources.ReadAsync(parsed, about.Runners, body: null, folder: "", source: "", cancel));
            var body = new JsonObject { ["options"] = options.ForService };
            if (!options.ForService.ContainsKey("owner") && JobArguments.UserName() is { Length: > 0 } user)
                body["owner"] = user;
            await LaptopBuckets.EnsureAsync(about, body, cancel);
            using (var uploads = UploadPlace.Open(about, options))
                await new LocalFiles(uploads.Uploader).ReplaceOptionsAsync(body, cancel);
            var cluster = await connection.Api.PostAsync("/clusters", body, null, cancel);
            foreach (var note in options.Notes.Select(n => $"Note: {n}").Concat(JobText.Notes(cluster)))
                await Console.Error.WriteLineAsync(note);
            await Console.Out.WriteLineAsync(parsed.GetValue(service.Json) ? JobText.Json(cluster) : cluster["id"]!.ToString());
            return ExitCodes.Done;
        });
        return command;
    }

    public static Command List()
    {
        var state = new Option<string?>("--state") { Description = "only clusters in these states, with commas between, such as WAITING,RUNNING" };
        var after = new Option<string?>("--created-after") { Description = "only clusters created then or later, such as 2026-01-31T12:00:00Z" };
        var before = new Option<string?>("--created-before") { Description = "only clusters created then or earlier" };
        var service = new ServiceOptions();
        var command = new Command("clusters", "List every cluster that EMR knows, those of the last two months among them.") { state, after, before };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var query = new[] { ("state", parsed.GetValue(state)), ("created_after", parsed.GetValue(after)), ("created_before", parsed.GetValue(before)) };
            var clusters = await AllAsync(connection.Api, query, cancel);
            await Console.Out.WriteLineAsync(
                parsed.GetValue(service.Json) ? JobText.Json(new JsonObject { ["clusters"] = new JsonArray([.. clusters.Select(c => c.DeepClone())]) }) : Text(clusters));
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>All pages. They shift while clusters come and go; each cluster is there once all the same.</summary>
    private static async Task<IReadOnlyCollection<JsonNode>> AllAsync(JobsApi api, IEnumerable<(string Name, string? Value)> query, CancellationToken cancel)
    {
        var clusters = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        for (string? next = null; ;)
        {
            var parameters = query.Append(("next", next)).Where(p => p.Item2 is not null).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}");
            var page = await api.GetAsync("/clusters?" + string.Join('&', parameters), cancel);
            foreach (var cluster in page["clusters"]!.AsArray())
                clusters.TryAdd(cluster!["id"]!.ToString(), cluster);
            if ((next = page["next"]?.ToString()) is null)
                return clusters.Values;
        }
    }

    private static string Text(IReadOnlyCollection<JsonNode> clusters) => clusters.Count == 0 ? "EMR knows no cluster." : TextTable.Of(
        ["CLUSTER", "STATE", "CREATED", "NAME"],
        clusters.Select(c => (IReadOnlyList<string>)[c["id"]!.ToString(), c["state"]!.ToString(), c["created"]?.ToString() is { Length: > 19 } time ? time[..19] : "", c["name"]?.ToString() ?? ""]));

    public static Command Terminate()
    {
        var id = new Argument<string>("ID") { Description = "the cluster's id" };
        var force = new Option<bool>("--force") { Description = "also when a job is on it" };
        var service = new ServiceOptions();
        var command = new Command("terminate-cluster", "Terminate a cluster.") { id, force };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var path = $"/clusters/{Uri.EscapeDataString(parsed.GetValue(id)!)}" + (parsed.GetValue(force) ? "?force=true" : "");
            var cluster = await connection.Api.DeleteAsync(path, cancel);
            await Console.Out.WriteLineAsync(parsed.GetValue(service.Json) ? JobText.Json(cluster) : $"{cluster["id"]} is being terminated.");
            return ExitCodes.Done;
        });
        return command;
    }
}
