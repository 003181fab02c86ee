using System.CommandLine;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;
using MrJob.Core;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob terminate-idle-clusters</c>: the sweep by hand.</summary>
internal static class TerminateIdleCommand
{
    public static Command Create()
    {
        var minutes = new Option<int?>("--max-mins-idle") { Description = "terminate clusters that have been idle for so long; default: what each cluster's max_mins_idle says, 60 for clusters of others" };
        minutes.Validators.Add(result =>
        {
            if (result.Tokens is [var text] && text.Value.StartsWith('-') && int.TryParse(text.Value, out _))
                result.AddError($"--max-mins-idle is '{text.Value}'; it must be 0 or more.");
        });
        var pool = new Option<string?>("--pool-name", "--pool") { Description = "only clusters of this pool" };
        var pooled = new Option<bool>("--pooled-only") { Description = "only clusters in pools" };
        var unpooled = new Option<bool>("--unpooled-only") { Description = "only clusters outside of pools" };
        var scope = new Option<string>("--scope") { Description = "managed: clusters that this service started; pooled: any with the tag of a pool; all: every cluster", DefaultValueFactory = _ => "managed" };
        scope.AcceptOnlyFromAmong("managed", "pooled", "all");
        var dryRun = new Option<bool>("--dry-run", "-t", "--test") { Description = "say what would be done, and do nothing" };
        var service = new ServiceOptions();
        var command = new Command("terminate-idle-clusters", "Terminate clusters that nobody uses, as the service does by itself every five minutes.")
        {
            minutes, pool, pooled, unpooled, scope, dryRun,
        };
        service.AddTo(command);
        command.TakesOldSwitches();
        command.Does(async (parsed, cancel) =>
        {
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var body = new JsonObject { ["scope"] = parsed.GetValue(scope), ["dry_run"] = parsed.GetValue(dryRun) };
            if (parsed.GetValue(minutes) is { } limit)
                body["idle_minutes"] = limit;
            if (parsed.GetValue(pool) is { } name)
                body["pool_name"] = name;
            if (parsed.GetValue(pooled))
                body["pooled_only"] = true;
            if (parsed.GetValue(unpooled))
                body["unpooled_only"] = true;
            var clusters = await SweepAsync(connection.Api, body, cancel);
            await Console.Out.WriteLineAsync(parsed.GetValue(service.Json)
                ? JobText.Json(new JsonObject { ["dry_run"] = parsed.GetValue(dryRun), ["clusters"] = new JsonArray([.. clusters.Select(c => c.DeepClone())]) }) : Text(clusters, parsed.GetValue(dryRun)));
            return clusters.Any(c => Outcome(c) == "failed") ? ExitCodes.JobFailed : ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The service looks at as many as it can in one request, within EMR's quotas; then it is asked to go on.</summary>
    private static async Task<IReadOnlyList<JsonNode>> SweepAsync(JobsApi api, JsonObject body, CancellationToken cancel)
    {
        var clusters = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        string? next = null;
        while (true)
        {
            var asked = body.DeepClone().AsObject();
            if (next is not null)
                asked["after"] = next;
            var answer = await api.PostAsync("/clusters/terminate-idle", asked, null, cancel);
            var before = clusters.Count;
            foreach (var cluster in answer["clusters"]!.AsArray())
                clusters.TryAdd(cluster!["cluster_id"]!.ToString(), cluster);
            if (answer["next"]?.ToString() is not { } go || (go == next && clusters.Count == before))
                return [.. clusters.Values];
            next = go;
            await Console.Error.WriteLineAsync($"{Numerals.Count(clusters.Count, "cluster")} looked at; EMR's quotas make the rest wait...");
        }
    }

    private static string Outcome(JsonNode cluster) => cluster["outcome"]!.ToString();

    private static string Text(IReadOnlyList<JsonNode> clusters, bool dryRun)
    {
        var shown = clusters.Where(c => Outcome(c) != "filtered").ToList();
        var ended = clusters.Count(c => Outcome(c) is "terminated" or "idle");
        var summary = $"{Numerals.Count(ended, "cluster")} {(dryRun ? "would be terminated" : "terminated")}, {clusters.Count - ended} left.";
        return shown.Count == 0 ? summary : string.Join(Environment.NewLine, TextTable.Of(
            ["CLUSTER", "OUTCOME", "WHY"],
            shown.Select(c => (IReadOnlyList<string>)[c["cluster_id"]!.ToString(), Outcome(c) == "idle" ? "would be terminated" : Outcome(c).Replace('_', ' '), c["reason"]!.ToString()])), summary);
    }
}
