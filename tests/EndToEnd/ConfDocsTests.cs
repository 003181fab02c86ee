using System.Text.RegularExpressions;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>What docs/conf.md says is typed and read here.</summary>
public sealed partial class ConfDocsTests : IDisposable
{
    private static readonly string Docs = File.ReadAllText(Repository.File("docs/conf.md"));
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_conf_that_is_shown_is_the_one_of_the_examples() => YamlBlock().Matches(Docs)[0].Groups[1].Value.ShouldBe(File.ReadAllText(Repository.File("examples/conf/mrjob.conf")));

    [Fact]
    public async Task Its_options_are_shown_with_their_places()
    {
        var shown = await TypeAsync(Lines()[0]);
        shown.ExitCode.ShouldBe(0, shown.Error);
        var rows = shown.Output.Split('\n').ToDictionary(l => l.Split(' ')[0]);
        rows["setup"].ShouldContain("""["export GREETING=hello"]""");
        rows["setup"].ShouldContain("examples/conf/mrjob.conf:5");
        rows["cmdenv"].ShouldContain("""{"LANG":"C","WHERE":"laptop"}""");
        rows["instance_type"].ShouldContain("m7g.xlarge");
        rows["instance_type"].ShouldContain("examples/conf/team.conf:3");
        rows["release_label"].ShouldContain("the service's template");
    }

    [Fact]
    public async Task A_job_runs_with_it()
    {
        _ = Peers.Python;
        Directory.CreateDirectory(_folder.File("lib"));
        await File.WriteAllBytesAsync(_folder.File("lib/empty.zip"), [(byte)'P', (byte)'K', 5, 6, .. new byte[18]], TestContext.Current.CancellationToken);
        var ran = await TypeAsync(Lines()[1]);
        ran.ExitCode.ShouldBe(0, ran.Error);
        ran.Output.ShouldContain("\nword\t");
    }

    private static string[] Lines() => ShellBlock().Match(Docs).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private Task<CommandResult> TypeAsync(string line) => Command.ShellAsync(
        Repository.Root, $"HOME='{_folder.Path}'; export HOME; mrjob() {{ '{Repository.MrJob}' \"$@\" --data-dir '{_folder.File("data")}'; }}\n{line}");

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
