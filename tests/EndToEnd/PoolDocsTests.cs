using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>The commands of docs/pools.md, typed in their order.</summary>
public sealed partial class PoolDocsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_second_run_joins_the_cluster_of_the_first_and_explain_says_why_another_would_not()
    {
        _ = Peers.Python;
        var lines = ShellBlock().Match(File.ReadAllText(Repository.File("docs/pools.md"))).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(6);

        var first = await TypeAsync(lines[0]);
        first.Error.ShouldContain("started a cluster in pool 'nightly'");
        var cluster = ClusterId().Match(first.Error).Value;

        (await TypeAsync(lines[1])).Output.ShouldStartWith($"In pool 'nightly' the job would join {cluster}.");
        var other = (await TypeAsync(lines[2])).Output;
        other.ShouldStartWith("In pool 'nightly' the job would start a cluster: none that is free fits.");
        other.ShouldContain("release_label: \"emr-7.5.0\", \"emr-6.15.0\" asked");

        var second = await TypeAsync(lines[3]);
        second.Error.ShouldContain($"joined {cluster} of pool 'nightly'");
        second.Output.ShouldBe(first.Output);

        (await TypeAsync(lines[4])).Output.Split('\n')[1].ShouldMatch(@"^nightly +1 +1 +0 +4\s*$");
        var shown = (await TypeAsync(lines[5])).Output.Split('\n')[1];
        shown.ShouldStartWith(cluster);
        shown.ShouldContain("1 × m5.xlarge");
        shown.ShouldContain("0 of 10 min");
        var json = JsonNode.Parse((await TypeAsync(lines[5] + " --json")).Output)!;
        json["clusters"]!.AsArray().ShouldHaveSingleItem()!["pool_hash"]!.ToString().ShouldMatch("^[0-9a-f]{32}$");
    }

    private async Task<CommandResult> TypeAsync(string line)
    {
        var result = await Command.ShellAsync(Repository.Root, $"mrjob() {{ '{Repository.MrJob}' \"$@\" --data-dir '{_folder.File("data")}'; }}\n{line}");
        result.ExitCode.ShouldBe(0, $"{line}\n{result.Error}");
        return result;
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("j-[A-Z0-9]+")]
    private static partial Regex ClusterId();
}
