using MrJob.Cli.Python;
using MrJob.Testing;

namespace MrJob.Cli.Tests.Python;

/// <summary>What a user is told whose script has no job.</summary>
public sealed class PythonJobFaultsTests : IDisposable
{
    private const string Job = "from mrjob.job import MRJob\nclass MyJob(MRJob):\n    def mapper(self, _, line): pass\n";
    private readonly TempFolder _folder = new();

    public PythonJobFaultsTests() => MrJobLibrary.Use();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("nowhere()", "my_job.py, line 4: NameError: name 'nowhere' is not defined")]
    [InlineData("MyJob.run(", "my_job.py, line 4: SyntaxError: ")]
    [InlineData("import nothing_of_that_name", "my_job.py, line 4: ModuleNotFoundError: No module named 'nothing_of_that_name'")]
    [InlineData("import json; json.loads('{')", "my_job.py, line 4: json.decoder.JSONDecodeError: ")]
    [InlineData("MyJob.steps = lambda self: 1 / 0\nMyJob.run()", "my_job.py, line 4: ZeroDivisionError: division by zero")]
    [InlineData("print('no job')", "my_job.py never calls run(). ")]
    [InlineData("if __name__ == 'main': MyJob.run()", "my_job.py never calls run(). ")]
    [InlineData("MyJob.run()\nMyJob.run()", "my_job.py calls run() more than once")]
    [InlineData("MyJob(args=['in.txt']).make_runner()", "my_job.py runs its job itself, with make_runner()")]
    [InlineData("import sys\nsys.exit('not today')", "my_job.py ended before it called run(): not today")]
    [InlineData("import os\nos._exit(7)", "ended with 7 and did not say what the job of my_job.py is.")]
    public async Task The_last_line_says_what_is_wrong_with_the_script_and_where(string end, string expected)
    {
        var error = await FailAsync(Job + end);
        error.ExitCode.ShouldBe(ExitCodes.BadUsage);
        error.Message.Split('\n')[^1].ShouldContain(expected);
    }

    [Fact]
    public async Task A_traceback_begins_with_the_script_and_not_with_what_ran_it()
    {
        var lines = (await FailAsync(Job + "def f():\n    nowhere()\nf()")).Message.Split('\n');
        lines[0].ShouldBe("Traceback (most recent call last):");
        lines[1].ShouldBe($"  File \"{_folder.File("my_job.py")}\", line 6, in <module>");
        lines[^1].ShouldStartWith("my_job.py, line 5: NameError");
    }

    [Fact]
    public async Task Arguments_that_the_script_refuses_are_told_in_argparses_words() =>
        (await FailAsync(Job + "MyJob.run()", "--no-such-switch")).Message.ShouldEndWith("my_job.py: error: unrecognized arguments: --no-such-switch");

    [Fact]
    public async Task Help_of_the_script_is_no_failure()
    {
        var help = await FailAsync(Job + "MyJob.run()", "--help");
        help.ExitCode.ShouldBe(ExitCodes.Done);
        help.Message.ShouldStartWith("usage: ");
    }

    [Theory]
    [InlineData("--output-dir")]
    [InlineData("--conf-path")]
    [InlineData("--step-output-dir")]
    public async Task A_switch_that_is_the_commands_own_is_not_passed_over(string name) =>
        (await FailAsync(Job + "MyJob.run()", name, "x")).Message.ShouldContain("--");

    [Fact]
    public async Task A_script_that_is_not_there_is_named() =>
        (await Should.ThrowAsync<CommandException>(ReadAsync(_folder.File("nowhere.py")))).Message.ShouldBe($"There is no script {_folder.File("nowhere.py")}.");

    [Fact]
    public async Task A_python_bin_that_is_not_there_is_named()
    {
        var script = _folder.Write("my_job.py", Job);
        (await Should.ThrowAsync<CommandException>(PythonJob.ReadAsync(script, [], ["python-of-nobody"], TestContext.Current.CancellationToken)))
            .Message.ShouldContain("there is no python-of-nobody on this machine");
    }

    [Fact]
    public async Task A_Python_without_mrjob_says_how_to_install_it()
    {
        var script = _folder.Write("my_job.py", Job + "MyJob.run()");
        // Isolated: no PYTHONPATH, and no packages but Python's own.
        (await Should.ThrowAsync<CommandException>(PythonJob.ReadAsync(script, [], ["python3", "-I", "-S"], TestContext.Current.CancellationToken)))
            .Message.ShouldBe("python3 -I -S has no mrjob library, which my_job.py needs. To install it: python3 -I -S -m pip install mrjob");
    }

    [Fact]
    public async Task An_mrjob_older_than_0_6_is_refused_with_its_version()
    {
        _folder.Write("mrjob/__init__.py", "__version__ = '0.5.12'");
        (await FailAsync(Job + "MyJob.run()")).Message.ShouldBe("python3 has mrjob 0.5.12; my_job.py needs 0.6 or newer here. To update it: python3 -m pip install --upgrade mrjob");
    }

    private Task<CommandException> FailAsync(string text, params string[] args) => Should.ThrowAsync<CommandException>(ReadAsync(_folder.Write("my_job.py", text), args));

    private static Task<PythonJob> ReadAsync(string script, params string[] args) => PythonJob.ReadAsync(script, args, [], TestContext.Current.CancellationToken);
}
