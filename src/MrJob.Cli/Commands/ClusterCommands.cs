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
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var about = await ServiceAbout.ReadAsync(connection.Api, cancel);
            var options = ClientOptions.Of(await sources.ReadAsync(parsed, about.Runners, body: null, folder: "", source: "", cancel));
            var body = new JsonObject { ["options"] = options.ForService };
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
        var state = new Option<string?>("--state") { Description = "only clusters in these states, with commas between" };
        var service = new ServiceOptions();
        var command = new Command("clusters", "List clusters, newest first.") { state };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var query = parsed.GetValue(state) is { } states ? $"/clusters?state={Uri.EscapeDataString(states)}" : "/clusters";
            var answer = await connection.Api.GetAsync(query, cancel);
            if (parsed.GetValue(service.Json))
                await Console.Out.WriteLineAsync(JobText.Json(answer));
            else
                foreach (var cluster in answer["clusters"]!.AsArray())
                    await Console.Out.WriteLineAsync($"{cluster!["id"]}  {cluster["state"],-22}  {cluster["name"]}");
            return ExitCodes.Done;
        });
        return command;
    }

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
