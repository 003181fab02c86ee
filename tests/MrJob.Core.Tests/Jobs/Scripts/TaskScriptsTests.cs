using System.IO.Compression;
using MrJob.Core.Jobs.Scripts;
using MrJob.Testing;

namespace MrJob.Core.Tests.Jobs.Scripts;

/// <summary>The wrappers of tasks, run by a shell as Hadoop streaming would run them.</summary>
public class TaskScriptsTests
{
    [Theory]
    [InlineData("sh", "-ex")]
    [InlineData("bash", "-ex")]
    public async Task Setup_runs_before_the_task_and_what_it_exports_is_there_while_data_pass_untouched(params string[] program)
    {
        if (program[0] == "bash")
            _ = Peers.Bash;
        using var shell = new Shell { Program = program }.With("g.txt", "hello");
        var result = await shell.RunAsync(Setup("echo noise", "export GREETING=$(cat s3://b/g.txt#)", "cd /"), "echo $GREETING; pwd; cat", "data\n");
        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldBe($"hello\n{shell.Folder}\ndata\n"); // in its own folder again
        result.Errors.ShouldContain("noise");
    }

    [Fact]
    public async Task Any_bytes_pass()
    {
        var bytes = new byte[1 << 20];
        new Random(1).NextBytes(bytes);
        using var shell = new Shell();
        (await shell.RunAsync(Setup("true"), bytes, "cat")).Bytes.ShouldBe(bytes);
    }

    [Fact]
    public async Task Setup_does_not_read_the_tasks_data()
    {
        using var shell = new Shell();
        (await shell.RunAsync(Setup("cat", "read line || true"), "cat", "all of it\n")).Output.ShouldBe("all of it\n");
    }

    [Theory]
    [InlineData("exit 3", 3)]
    [InlineData("kill -9 $$", 137)]
    public async Task A_tasks_exit_code_is_kept(string command, int code)
    {
        using var shell = new Shell();
        (await shell.RunAsync(Setup("true"), command)).ExitCode.ShouldBe(code);
    }

    [Fact]
    public async Task A_setup_command_that_fails_fails_the_task_before_it_runs()
    {
        using var shell = new Shell();
        var result = await shell.RunAsync(Setup("false", "touch later"), "touch ran");
        result.ExitCode.ShouldBe(1);
        Directory.EnumerateFiles(shell.Folder).Select(Path.GetFileName).ShouldNotContain("ran");
        Directory.EnumerateFiles(shell.Folder).Select(Path.GetFileName).ShouldNotContain("later");
        (await shell.RunAsync(Setup("true"), "echo next")).Output.ShouldBe("next\n"); // the lock is free again
    }

    [Fact]
    public async Task The_words_of_a_task_arrive_as_they_are()
    {
        using var shell = new Shell();
        (await shell.RunAsync(Setup("true"), [], "printf", "%s|", "a b", "'", "\"", "$HOME", "")).Output.ShouldBe("a b|'|\"|$HOME||");
    }

    [Theory]
    [InlineData("flock")]
    [InlineData("python")]
    public async Task Tasks_of_a_job_on_one_node_are_set_up_one_after_the_other(string by)
    {
        using var shell = new Shell();
        // Each writes a line, and another when it is done: if two were in at once, lines of both would mix.
        var script = Setup("echo in >>log", "for i in 1 2 3 4 5 6 7 8; do ls / >/dev/null; done", "echo out >>log");
        if (by == "python" && Peers.Python.Length > 0)
            script = script.Replace("command -v flock", "command -v no-such-flock", StringComparison.Ordinal);
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => shell.RunAsync(script, $"echo {i}")));
        results.ShouldAllBe(r => r.ExitCode == 0);
        shell.Read("log").ShouldBe(string.Concat(Enumerable.Repeat("in\nout\n", 8)));
    }

    [Fact]
    public async Task Python_imports_from_zips_and_modules_that_went_along()
    {
        _ = Peers.Python;
        using var shell = new Shell().With("alone.py", "answer = 42");
        await using (var file = File.Create(Path.Combine(shell.Folder, "my lib.zip")))
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Create);
            await using var module = new StreamWriter(zip.CreateEntry("zipped.py").Open());
            await module.WriteAsync("answer = 43");
        }
        var script = TaskScripts.Setup(new([], ["my lib.zip", "alone.py"], ["python3"], "lock"));
        (await shell.RunAsync(script, "cd /; python3 -c 'import alone, zipped; print(alone.answer + zipped.answer)'")).Output.ShouldBe("85\n");
    }

    [Fact]
    public async Task A_mapper_of_a_manifest_gets_its_file_unpacked_with_its_place()
    {
        using var shell = Fetching();
        await using (var file = File.Create(Path.Combine(shell.Folder, "source.gz")))
        await using (var zipped = new GZipStream(file, CompressionLevel.Fastest))
            await zipped.WriteAsync("inside\n"u8.ToArray());
        var result = await shell.RunAsync(Manifest("export A=set"), "17\ts3://b/day 1/x.txt.gz\n"u8.ToArray(), "sh", "-c", "echo $A $(basename \"$0\") $1; cat \"$0\"");
        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldBe("set x.txt s3://b/day 1/x.txt.gz\ninside\n");
    }

    [Fact]
    public async Task A_manifests_mapper_that_fails_names_the_file_and_keeps_its_exit_code()
    {
        using var shell = Fetching().With("source.gz", "");
        var result = await shell.RunAsync(Manifest(), "0\ts3://b/plain.txt\n"u8.ToArray(), "sh", "-c", "exit 7");
        (result.ExitCode, result.Errors.Contains("while reading input from s3://b/plain.txt")).ShouldBe((7, true));
    }

    [Fact]
    public async Task A_file_that_cannot_be_fetched_fails_the_task()
    {
        using var shell = new Shell().WithProgram("hadoop", "exit 1");
        (await shell.RunAsync(Manifest(), "0\ts3://b/plain.txt\n"u8.ToArray(), "true")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_mapper_without_a_line_has_nothing_to_do()
    {
        using var shell = new Shell();
        var result = await shell.RunAsync(Manifest(), [], "touch", "ran");
        (result.ExitCode, Directory.Exists(Path.Combine(shell.Folder, "ran"))).ShouldBe((0, false));
    }

    /// <summary>A hadoop that "fetches" the file <c>source.gz</c> of the folder, whatever it is asked for.</summary>
    private static Shell Fetching() => new Shell().WithProgram("hadoop", """[ "$1 $2" = "fs -copyToLocal" ] && cp source.gz "$4" """);

    private static string Setup(params string[] commands) => TaskScripts.Setup(Of(commands));

    private static string Manifest(params string[] commands) => TaskScripts.Manifest(Of(commands));

    private static TaskSetup Of(string[] commands) => new([.. commands.Select(ShellCommand.Parse)], [], ["python3"], $"test-{Guid.NewGuid():N}");
}
