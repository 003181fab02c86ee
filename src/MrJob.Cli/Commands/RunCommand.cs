using System.CommandLine;
using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;

namespace MrJob.Cli.Commands;

/// <summary><c>mrjob run JOB [INPUT...]</c>: submits a job, follows it, prints its output.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var job = new Argument<string>("JOB") { Description = "YAML or JSON file with the body of POST /jobs" };
        var input = new Argument<string[]>("INPUT") { Description = "input files or S3 URIs, in place of the job's own", Arity = ArgumentArity.ZeroOrMore };
        var output = new Option<string?>("--output-dir", "-o") { Description = "folder or S3 URI for the output; must not exist" };
        var set = new Option<string[]>("--set") { Description = "OPTION=VALUE, over the job's own options; may be repeated" };
        var pool = new Option<string?>("--pool", "--pool-name") { Description = "join a warm cluster of this pool, or start one" };
        var poolClusters = new Option<bool>("--pool-clusters", "--pool-emr-job-flows") { Description = "the same as --pool default" };
        var cluster = new Option<string?>("--cluster-id", "--emr-job-flow-id") { Description = "run on this cluster" };
        var detach = new Option<bool>("--detach") { Description = "print the job's id and do not wait" };
        var noOutput = new Option<bool>("--no-output") { Description = "do not print the output" };
        var service = new ServiceOptions();
        var command = new Command("run", "Submit a job, follow it and print its output.") { job, input, output, set, pool, poolClusters, cluster, detach, noOutput };
        service.AddTo(command);
        command.Does(async (parsed, cancel) =>
        {
            var path = parsed.GetValue(job)!;
            var body = JobFile.Read(path);
            Override(body, parsed.GetValue(set) ?? [], parsed.GetValue(pool), parsed.GetValue(poolClusters), parsed.GetValue(cluster));
            var target = OutputTarget.Of(parsed.GetValue(output), parsed.GetValue(noOutput));
            if (target.S3Uri is { } uri)
                body["output_dir"] = uri;
            // The job's own paths are relative to it, those of the command line to where the user is.
            if (parsed.GetValue(input)?.FirstOrDefault(g => g.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
                throw new CommandException(ExitCodes.BadUsage, $"{unknown} is no option of this command. Try: mrjob run --help");
            if (parsed.GetValue(input) is { Length: > 0 } given)
                body["input"] = new JsonArray([.. given.Select(g => (JsonNode)(g.Contains("://", StringComparison.Ordinal) ? g : Path.GetFullPath(g)))]);
            await using var connection = await service.ConnectAsync(parsed, cancel);
            var run = new JobRun(connection, parsed.GetValue(service.Json));
            return await run.RunAsync(body, Path.GetDirectoryName(Path.GetFullPath(path))!, target, parsed.GetValue(detach), cancel);
        });
        return command;
    }

    private static void Override(JsonObject body, IEnumerable<string> set, string? pool, bool poolClusters, string? cluster)
    {
        if (body["options"] is not JsonObject options)
        {
            if (body["options"] is not null)
                return; // the service says what is wrong with it
            body["options"] = options = [];
        }
        foreach (var (name, value) in set.Select(SetOption.Parse))
            options[name] = value;
        if (pool is not null || poolClusters)
            options["pool_clusters"] = true;
        if (pool is not null)
            options["pool_name"] = pool;
        if (cluster is not null)
            options["cluster_id"] = cluster;
    }
}

/// <summary>The value of <c>--set</c>.</summary>
internal static class SetOption
{
    public static (string Name, JsonNode? Value) Parse(string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals
        ? (text[..equals], JobFile.ParseValue(text[(equals + 1)..]))
        : throw new CommandException(ExitCodes.BadUsage, $"--set {text}: it must look like OPTION=VALUE.");
}
