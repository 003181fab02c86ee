using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>Runs what the README tells a newcomer to type, line by line, with the built command.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    private const string DotnetRun = "dotnet run --project src/MrJob.Cli -- ";
    private static readonly string Text = File.ReadAllText(Repository.File("README.md"));
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_command_of_the_README_is_run_by_a_test_here() => Commands().ShouldBe(
    [
        DotnetRun + "run examples/word_count/job.yaml",
        DotnetRun + "run examples/word_count/job-awk.yaml",
        DotnetRun + "run examples/two_steps/job.yaml",
        DotnetRun + "run examples/failing/job.yaml",
        DotnetRun + "local",
        "curl -s http://127.0.0.1:3000/jobs -H 'content-type: application/json' -d @examples/hello/job.json",
        "curl -s http://127.0.0.1:3000/jobs",
        "curl -s http://127.0.0.1:3000/jobs/JOB_ID",
        "curl -s http://127.0.0.1:3000/jobs/JOB_ID/output",
        "dotnet test", // this
    ]);

    [Theory]
    [InlineData("run examples/word_count/job.yaml")]
    [InlineData("run examples/word_count/job-awk.yaml")]
    public async Task The_word_count_equals_what_tr_sort_and_uniq_say(string command)
    {
        if (!command.Contains("awk", StringComparison.Ordinal))
            _ = Peers.Python;
        var counts = await RunAsync(command);
        counts.ExitCode.ShouldBe(0, counts.Error);
        counts.Error.ShouldContain("COMPLETED");
        var expected = await Command.ShellAsync(
            Repository.Root, "tr -cs 'A-Za-z' '\\n' < examples/word_count/book.txt | tr A-Z a-z | grep . | LC_ALL=C sort | uniq -c | awk '{print $2 \"\\t\" $1}'");
        Sorted(counts.Output).ShouldBe(Sorted(expected.Output));
    }

    [Fact]
    public async Task The_job_of_two_steps_tells_how_many_words_occur_how_often()
    {
        var frequencies = await RunAsync("run examples/two_steps/job.yaml");
        frequencies.ExitCode.ShouldBe(0, frequencies.Error);
        var expected = await Command.ShellAsync(
            Repository.Root,
            "tr -cs 'A-Za-z' '\\n' < examples/word_count/book.txt | tr A-Z a-z | grep . | LC_ALL=C sort | uniq -c | awk '{printf \"%06d\\n\", $1}' | LC_ALL=C sort | uniq -c | awk '{print $2 \"\\t\" $1}'");
        frequencies.Output.ShouldBe(expected.Output);
    }

    [Fact]
    public async Task The_failing_job_exits_with_1_and_its_traceback_is_the_last_thing_said()
    {
        _ = Peers.Python;
        var failed = await RunAsync("run examples/failing/job.yaml");
        failed.ExitCode.ShouldBe(1);
        failed.Output.ShouldBeEmpty();
        failed.Error.ShouldContain("Traceback (most recent call last):");
        failed.Error.TrimEnd().ShouldEndWith("ZeroDivisionError: division by zero");
    }

    [Fact]
    public async Task A_job_that_is_submitted_with_curl_is_followed_to_COMPLETED()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        var submitted = await CurlAsync(laptop, "curl -s http://127.0.0.1:3000/jobs -H 'content-type: application/json' -d @examples/hello/job.json");
        var id = submitted["id"]!.ToString();
        var job = submitted;
        while (job["state"]!.ToString() is "QUEUED" or "PENDING" or "RUNNING")
            job = await CurlAsync(laptop, "curl -s http://127.0.0.1:3000/jobs/JOB_ID", id);
        job["state"]!.ToString().ShouldBe("COMPLETED");
        (await CurlAsync(laptop, "curl -s http://127.0.0.1:3000/jobs"))["jobs"]!.AsArray().Single()!["id"]!.ToString().ShouldBe(id);
        (await CurlAsync(laptop, "curl -s http://127.0.0.1:3000/jobs/JOB_ID/output", id))["files"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_failing_jobs_cause_is_in_its_record_too()
    {
        _ = Peers.Python;
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        var failed = await Command.MrJobAsync(Repository.Root, "run", "examples/failing/job.yaml", "--data-dir", Path.Combine(_folder.Path, "data"));
        failed.ExitCode.ShouldBe(1, failed.Error);
        var listed = await laptop.GetAsync("jobs?state=failed");
        var job = await laptop.GetAsync($"jobs/{listed["jobs"]![0]!["id"]}");
        job["cause"]!["text"]!.ToString().ShouldStartWith("Traceback (most recent call last):");
        job["cause"]!["confidence"]!.ToString().ShouldBe("high");
    }

    private Task<CommandResult> RunAsync(string command) =>
        Command.MrJobAsync(Repository.Root, [.. command.Split(' '), "--data-dir", _folder.File("data")]);

    private static async Task<JsonObject> CurlAsync(Laptop laptop, string command, string? id = null)
    {
        Commands().ShouldContain(command);
        var result = await Command.ShellAsync(
            Repository.Root, command.Replace("http://127.0.0.1:3000/", laptop.Api.ToString(), StringComparison.Ordinal).Replace("JOB_ID", id, StringComparison.Ordinal));
        return JsonNode.Parse(result.Output)!.AsObject();
    }

    private static List<string> Commands() =>
        [.. ShellBlock().Matches(Text).SelectMany(m => m.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))];

    private static string[] Sorted(string lines) => [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
