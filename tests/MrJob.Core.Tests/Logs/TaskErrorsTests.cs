using MrJob.Core.Logs;

namespace MrJob.Core.Tests.Logs;

public class TaskErrorsTests
{
    [Fact]
    public void A_traceback_is_found_between_other_lines()
    {
        var found = Find("""
            log4j:WARN No appenders could be found
            reading
            Traceback (most recent call last):
              File "a.py", line 1, in <module>
                f()
            ZeroDivisionError: division by zero
            goodbye
            """);
        (found.FirstLine, found.LastLine).ShouldBe((3, 6));
        found.Text.ShouldEndWith("ZeroDivisionError: division by zero");
    }

    [Fact]
    public void A_chain_of_tracebacks_is_one_error()
    {
        var found = Find("""
            Traceback (most recent call last):
              File "a.py", line 1
            KeyError: 'x'

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "a.py", line 3
            ValueError: y
            """);
        (found.FirstLine, found.LastLine).ShouldBe((1, 9));
    }

    [Fact]
    public void Of_two_tracebacks_the_last_one_ended_the_task() =>
        Find("Traceback (most recent call last):\n  File\nKeyError: a\nretrying\nmore\nstill\nTraceback (most recent call last):\n  File\nKeyError: b")
            .Text.ShouldEndWith("KeyError: b");

    [Fact]
    public void Without_a_traceback_the_last_lines_are_the_error() =>
        Find("+ set -e\nawk: cannot open map.awk\n\n").Text.ShouldBe("awk: cannot open map.awk");

    [Theory]
    [InlineData("")]
    [InlineData("log4j:WARN x\nSLF4J: y\n+ cd /tmp")]
    public void Noise_is_no_error(string text) => TaskErrors.Find(text.Split('\n')).ShouldBeNull();

    [Fact]
    public void A_traceback_that_is_cut_off_is_still_shown() =>
        Find("Traceback (most recent call last):\n  File \"a.py\"").LastLine.ShouldBe(2);

    private static LogExcerpt Find(string text) => TaskErrors.Find(text.Split('\n')).ShouldNotBeNull();
}
