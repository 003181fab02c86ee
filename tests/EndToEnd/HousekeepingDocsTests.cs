using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>The commands of docs/housekeeping.md, typed in their order on a laptop; and the same ones where AWS is moto.</summary>
public sealed partial class HousekeepingDocsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_documents_lines_do_what_they_say()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        var lines = Lines();
        var typed = new List<CommandResult>();
        foreach (var line in lines)
            typed.Add(await TypeAsync(line, laptop.Aws));

        var cluster = typed[0].Output.Trim();
        cluster.ShouldMatch("^j-[A-Z0-9]+$", "the id alone");
        typed[1].Output.ShouldContain(cluster);
        typed[2].Output.ShouldEndWith("1 cluster would be terminated, 0 left.\n");
        typed[3].Output.ShouldMatch($"{cluster}  terminated  has been idle for 0 minutes, its limit is 0\n1 cluster terminated, 0 left.");
        typed[4].Output.ShouldContain("BILLED  USED  WASTED  BOOTSTRAPPING  IDLING  ENDING");
        typed[4].Output.ShouldContain(cluster);
        typed[5].Output.ShouldBe("No job runs or waits so long.\n");
        typed[7].Error.ShouldEndWith("0 objects would be deleted.\n");
    }

    [Fact]
    public async Task The_same_commands_work_where_AWS_is_moto()
    {
        using var moto = new MotoServer();
        var endpoint = await moto.UrlAsync();
        await using var laptop = await Laptop.StartAsync(_folder.Path, "--aws-endpoint", endpoint.ToString());

        var cluster = (await TypeAsync("mrjob create-cluster --max-mins-idle 30", endpoint)).Output.Trim();
        (await TypeAsync("mrjob clusters", endpoint)).Output.ShouldContain(cluster);
        (await TypeAsync("mrjob terminate-idle-clusters --max-mins-idle 0 --dry-run", endpoint)).Output.ShouldContain($"{cluster}  would be terminated");
        State(await TypeAsync("mrjob clusters --json", endpoint)).ShouldBe("WAITING");
        (await TypeAsync("mrjob terminate-idle-clusters --max-mins-idle 0", endpoint)).Output.ShouldContain($"{cluster}  terminated");
        State(await TypeAsync("mrjob clusters --json", endpoint)).ShouldBe("TERMINATED");
        (await TypeAsync("mrjob audit-usage", endpoint)).Output.ShouldContain(cluster);
        (await TypeAsync("mrjob report-long-jobs", endpoint)).Output.ShouldBe("No job runs or waits so long.\n");
        await TypeAsync("mrjob s3 mkdir s3://old/tmp", endpoint);
        (await TypeAsync("mrjob s3-tmpwatch 0m s3://old/tmp/", endpoint)).Error.ShouldEndWith("deleted.\n");
    }

    [Fact]
    public async Task Only_what_is_old_enough_is_deleted_and_a_bucket_only_with_force()
    {
        await using var laptop = await Laptop.StartAsync(_folder.Path);
        _folder.Write("a", "a");
        foreach (var line in (string[])["mrjob s3 mkdir s3://old", $"mrjob s3 cp '{_folder.File("a")}' s3://old/tmp/a", $"mrjob s3 cp '{_folder.File("a")}' s3://old/tmp/sub/b", $"mrjob s3 cp '{_folder.File("a")}' s3://old/other"])
            await TypeAsync(line, laptop.Aws);

        (await TypeAsync("mrjob s3-tmpwatch 1h s3://old/tmp", laptop.Aws)).Output.ShouldBeEmpty();
        (await TypeAsync("mrjob s3-tmpwatch --test 0m s3://old/tmp", laptop.Aws)).Output.ShouldBe("s3://old/tmp/a\ns3://old/tmp/sub/b\n");
        (await RunAsync("mrjob s3-tmpwatch 0m s3://old", laptop.Aws)).Error.ShouldContain("add --force");
        (await RunAsync("mrjob s3-tmpwatch 3w s3://old/tmp", laptop.Aws)).Error.ShouldContain("AGE is '3w'; it must be a whole number with m (minutes)");
        var deleted = await TypeAsync("mrjob s3-tmpwatch 0m s3://old/tmp", laptop.Aws);
        deleted.Output.ShouldBe("s3://old/tmp/a\ns3://old/tmp/sub/b\n");
        deleted.Error.ShouldBe("2 objects deleted.\n");
        (await TypeAsync("mrjob s3 ls -r s3://old", laptop.Aws)).Output.ShouldBe("s3://old/other\n");
    }

    private static string State(CommandResult clusters) => JsonNode.Parse(clusters.Output)!["clusters"]!.AsArray().ShouldHaveSingleItem()!["state"]!.ToString();

    private static string[] Lines() => ShellBlock().Match(File.ReadAllText(Repository.File("docs/housekeeping.md"))).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<CommandResult> TypeAsync(string line, Uri aws)
    {
        var result = await RunAsync(line, aws);
        result.ExitCode.ShouldBe(0, $"{line}\n{result.Error}");
        return result;
    }

    private Task<CommandResult> RunAsync(string line, Uri aws) => Command.ShellAsync(Repository.Root, $$"""
        export AWS_ENDPOINT_URL_S3={{aws}} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1
        mrjob() { case $1 in s3*) '{{Repository.MrJob}}' "$@";; *) '{{Repository.MrJob}}' "$@" --data-dir '{{_folder.File("data")}}';; esac; }
        {{line}}
        """);

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();
}
