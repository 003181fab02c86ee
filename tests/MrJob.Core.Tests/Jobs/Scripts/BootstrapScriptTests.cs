using System.Diagnostics;
using MrJob.Core.Jobs.Scripts;

namespace MrJob.Core.Tests.Jobs.Scripts;

/// <summary>The script of bootstrap commands, run as a node would run it.</summary>
public class BootstrapScriptTests
{
    [Fact]
    public async Task Files_are_fetched_archives_unpacked_and_commands_run_in_order()
    {
        using var shell = Node();
        await PackAsync(shell, "lib.tar.gz");
        var result = await shell.RunAsync(Script("cat s3://b/my\\ file.txt#", "cat s3://b/lib.tar.gz#lib/inner.txt >>seen", "echo second >>seen"));
        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldBe(""); // EMR shows what goes to standard error
        result.Errors.ShouldContain("fetched s3://b/my file.txt");
        shell.Read("seen").ShouldBe("packed\nsecond\n");
    }

    [Fact]
    public async Task The_first_command_that_fails_ends_it()
    {
        using var shell = Node();
        var result = await shell.RunAsync(Script("touch one", "false", "touch two"));
        result.ExitCode.ShouldBe(1);
        File.Exists(Path.Combine(shell.Folder, "one")).ShouldBeTrue();
        File.Exists(Path.Combine(shell.Folder, "two")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_cannot_be_fetched_ends_it()
    {
        using var shell = Node().WithProgram("aws", "exit 4");
        (await shell.RunAsync(Script("cat s3://b/x#"))).ExitCode.ShouldBe(4);
    }

    [Theory]
    [InlineData("sh -ex", "#!/bin/sh -ex\n__mrjob")]
    [InlineData("bash -e -x", "#!/bin/bash -e\nset -x\n__mrjob")]
    [InlineData("/usr/bin/zsh", "#!/usr/bin/zsh\n__mrjob")]
    public void Its_first_lines_say_the_shell(string shell, string lines) => BootstrapScript.Text([ShellCommand.Parse("true")], shell.Split(' ')).ShouldStartWith(lines);

    [Fact]
    public void The_same_commands_give_the_same_text() => Script("echo a", "cat s3://b/x#").ShouldBe(Script("echo a", "cat s3://b/x#"));

    /// <summary>A node whose <c>aws s3 cp</c> makes a file that says what was asked for, or takes one of that name that is there.</summary>
    private static Shell Node() => new Shell().WithProgram("aws", """
        [ "$1 $2" = "s3 cp" ] || exit 9
        if [ -f "packed/$(basename "$3")" ]; then cp "packed/$(basename "$3")" "$4"; else echo "fetched $3" >"$4"; fi
        """);

    private static async Task PackAsync(Shell shell, string name)
    {
        Directory.CreateDirectory(Path.Combine(shell.Folder, "packed", "content"));
        await File.WriteAllTextAsync(Path.Combine(shell.Folder, "packed", "content", "inner.txt"), "packed\n");
        using var tar = Process.Start(new ProcessStartInfo("tar", ["-czf", Path.Combine(shell.Folder, "packed", name), "-C", Path.Combine(shell.Folder, "packed", "content"), "inner.txt"]))!;
        await tar.WaitForExitAsync();
        tar.ExitCode.ShouldBe(0);
    }

    private static string Script(params string[] commands) => BootstrapScript.Text([.. commands.Select(ShellCommand.Parse)], ["sh", "-ex"]);
}
