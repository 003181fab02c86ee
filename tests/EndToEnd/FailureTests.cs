using System.Text.Json.Nodes;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>Jobs that really fail on this machine, each with its own cause, through the API and the command.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, string, string, string> Failures => new()
    {
        { "a program that is not there", "\"mapper\": \"bash -c 'exec nosuchprogram'\"", "nosuchprogram", "high" },
        { "a mapper that cannot be run at all", "\"mapper\": \"nosuchmapper --now\"", "Cannot run program \"nosuchmapper\"", "high" },
        { "a program that says what is wrong", "\"mapper\": \"sh -c 'cat > /dev/null; echo no column named colour >&2; exit 3'\"", "no column named colour", "medium" },
        { "a program that says nothing", "\"mapper\": \"sh -c 'cat > /dev/null; exit 5'\"", "subprocess failed with code 5", "medium" },
        { "a program that is killed", "\"mapper\": \"sh -c 'kill -SEGV $$'\"", "subprocess failed with code 139", "medium" },
        { "a reducer that fails", "\"mapper\": \"cat\", \"reducer\": \"sh -c 'cat > /dev/null; echo reducing failed >&2; exit 1'\"", "reducing failed", "medium" },
        { "a mapper that hangs", "\"mapper\": \"sh -c 'cat > /dev/null; sleep 60'\", \"jobconf\": {\"mapreduce.task.timeout\": \"500\", \"mapreduce.map.maxattempts\": \"1\"}", "Timed out after", "high" },
        { "a library that is not there", "\"mapper\": \"cat\", \"input_format\": \"no.such.Format\"", "no.such.Format", "high" },
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_failure_has_its_own_cause()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        await MakeInputAsync(laptop);
        var jobs = new List<(string What, string Words, string Confidence, string Id)>();
        foreach (var row in Failures)
        {
            var (what, step, words, confidence) = row.Data;
            jobs.Add((what, words, confidence, await laptop.SubmitAsync($$"""{"label": "failing", "input": ["s3://data/in.txt"], "steps": [{"type": "streaming", {{step}} }]}""")));
        }
        foreach (var (what, words, confidence, id) in jobs)
        {
            var cause = await CauseAsync(laptop, id);
            cause["text"]!.ToString().ShouldContain(words, Case.Sensitive, what);
            cause["confidence"]!.ToString().ShouldBe(confidence, $"{what}\n{cause}");
        }
    }

    [Fact]
    public async Task What_the_client_refuses_is_the_cause_too()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        await MakeInputAsync(laptop);
        using (var s3 = laptop.S3())
            await s3.PutObjectAsync(new() { BucketName = "data", Key = "taken/part-00000", ContentBody = "x" });
        var id = await laptop.SubmitAsync("""
            {"input": ["s3://data/in.txt"], "steps": [{"type": "jar", "jar": "command-runner.jar",
             "args": ["hadoop-streaming", "-input", "s3://data/in.txt", "-output", "s3://data/taken/", "-mapper", "cat"]}]}
            """);
        (await CauseAsync(laptop, id))["text"]!.ToString().ShouldContain("s3://data/taken already exists");
    }

    [Fact]
    public async Task The_commands_show_the_cause_the_logs_and_what_is_in_them()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        await MakeInputAsync(laptop);
        var id = await laptop.SubmitAsync("""{"input": ["s3://data/in.txt"], "steps": [{"type": "streaming", "mapper": "sh -c 'cat > /dev/null; echo no column named colour >&2; exit 3'"}]}""");
        await CauseAsync(laptop, id);

        var logs = await TypeAsync(laptop, $"jobs logs {id}");
        logs.Output.ShouldContain("no column named colour\nAttempt: attempt_");
        logs.Output.ShouldContain("\nReading: s3://data/in.txt:");
        logs.Output.ShouldContain("\nWhy this: the last lines that the task's program wrote\n");
        logs.Output.ShouldContain("/syslog.gz\n");
        logs.Output.ShouldStartWith("Report: final\n");
        (await TypeAsync(laptop, $"jobs logs {id} --cat 'container*stderr'")).Output.ShouldContain("no column named colour\n");
        var missing = await RunAsync(laptop, $"jobs logs {id} --cat nosuchlog");
        (missing.ExitCode, missing.Error).ShouldBe((2, "No log has 'nosuchlog' in its name; without --cat they are listed.\n"));
        (await RunAsync(laptop, $"jobs logs {id} --push")).Error.ShouldContain("it runs no more steps, and EMR copies its logs by itself");

        var cluster = (await laptop.GetAsync($"jobs/{id}"))["cluster_id"]!.ToString();
        var diagnosed = await TypeAsync(laptop, $"diagnose {cluster}");
        diagnosed.Output.ShouldContain("no column named colour\n");
        diagnosed.Output.ShouldContain($"Cluster {cluster} is TERMINATED");
        (await RunAsync(laptop, "diagnose j-NONE")).ExitCode.ShouldBe(2);
    }

    private static async Task MakeInputAsync(Laptop laptop)
    {
        using var s3 = laptop.S3();
        await s3.PutBucketAsync("data");
        await s3.PutObjectAsync(new() { BucketName = "data", Key = "in.txt", ContentBody = "a\nb\n" });
    }

    /// <summary>The cause that the job's record has once its report is final.</summary>
    private static async Task<JsonNode> CauseAsync(Laptop laptop, string id)
    {
        var job = await laptop.UntilAsync(id, j => j["ended"] is not null && j["report"]!.ToString() == "final");
        job["state"]!.ToString().ShouldBe("FAILED", job.ToString());
        return job["cause"].ShouldNotBeNull(job.ToString());
    }

    private async Task<CommandResult> TypeAsync(Laptop laptop, string line)
    {
        var result = await RunAsync(laptop, line);
        result.ExitCode.ShouldBe(0, $"{line}\n{result.Error}");
        return result;
    }

    private Task<CommandResult> RunAsync(Laptop laptop, string line) => Command.ShellAsync(_folder.Path, $"'{Repository.MrJob}' {line} --endpoint {laptop.Api}");
}
