using MrJob.Cli.Python;
using MrJob.Testing;

namespace MrJob.Cli.Tests.Python;

public sealed class PythonInterpreterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Python3_goes_before_python()
    {
        _folder.Write("one/python", "");
        Find(["one"]).ShouldBe(["python"]);
        _folder.Write("two/python3", "");
        Find(["one", "two"]).ShouldBe(["python3"]);
    }

    [Fact]
    public void The_python_bin_that_was_asked_for_is_taken_with_its_words()
    {
        _folder.Write("one/pypy", "");
        Find(["one"], "pypy", "-O").ShouldBe(["pypy", "-O"]);
        Find([], _folder.File("one/pypy")).ShouldBe([_folder.File("one/pypy")]);
    }

    [Fact]
    public void Where_there_is_none_the_message_says_which_were_tried()
    {
        var error = Should.Throw<CommandException>(() => Find(["one"]));
        error.ExitCode.ShouldBe(ExitCodes.BadUsage);
        error.Message.ShouldContain("there is no python3 and no python on this machine");
        Should.Throw<CommandException>(() => Find(["one"], "pypy")).Message.ShouldContain("there is no pypy on");
    }

    private IReadOnlyList<string> Find(string[] folders, params string[] asked) =>
        PythonInterpreter.Find(asked, string.Join(Path.PathSeparator, folders.Select(_folder.File))).Command;
}
