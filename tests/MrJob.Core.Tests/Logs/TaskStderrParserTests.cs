using System.Text;
using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Tests.Logs;

public class TaskStderrParserTests
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
            """)[0];
        (found.Excerpt.FirstLine, found.Excerpt.LastLine).ShouldBe((3, 6));
        found.Excerpt.Text.ShouldEndWith("ZeroDivisionError: division by zero");
        found.WentOn.ShouldBeTrue();
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
            """).ShouldHaveSingleItem();
        (found.Excerpt.FirstLine, found.Excerpt.LastLine).ShouldBe((1, 9));
        found.WentOn.ShouldBeFalse();
    }

    [Fact]
    public void A_group_of_exceptions_is_one_error()
    {
        var found = Find("""
              + Exception Group Traceback (most recent call last):
              |   File "a.py", line 1, in <module>
              | ExceptionGroup: two (2 sub-exceptions)
              +-+---------------- 1 ----------------
                | Traceback (most recent call last):
                |   File "a.py", line 2
                | ValueError: x
                +------------------------------------
            """).ShouldHaveSingleItem();
        (found.Kind, found.Excerpt.FirstLine, found.Excerpt.LastLine).ShouldBe((ErrorKind.Traceback, 1, 8));
    }

    [Fact]
    public void A_syntax_error_of_the_script_has_no_first_line_and_is_one_all_the_same()
    {
        var found = Find("  File \"a.py\", line 3\n    def f(:\n          ^\nSyntaxError: invalid syntax").ShouldHaveSingleItem();
        (found.Kind, found.Excerpt.LastLine).ShouldBe((ErrorKind.Traceback, 4));
    }

    [Fact]
    public void A_pipe_that_somebody_closed_explains_nothing() =>
        Find("Traceback (most recent call last):\n  File \"a.py\", line 1\nBrokenPipeError: [Errno 32] Broken pipe").ShouldHaveSingleItem().Kind.ShouldBe(ErrorKind.Consequence);

    [Fact]
    public void A_java_exception_has_its_causes()
    {
        var found = Find("""
            working
            Exception in thread "main" java.lang.RuntimeException: outer
            	at a.B.c(B.java:1)
            Caused by: java.io.IOException: inner,
            in two lines
            	at a.B.d(B.java:2)
            	... 5 more
            """).ShouldHaveSingleItem();
        (found.Kind, found.Excerpt.FirstLine, found.Excerpt.LastLine).ShouldBe((ErrorKind.Exception, 2, 7));
    }

    [Theory]
    [InlineData("+ set -e\nawk: cannot open map.awk\n\n", ErrorKind.Output, "awk: cannot open map.awk")]
    [InlineData("+ python3.9 wc.py\nbash: line 3: python3.9: command not found", ErrorKind.Command, "+ python3.9 wc.py\nbash: line 3: python3.9: command not found")]
    [InlineData("/usr/bin/env: 'python3.9': No such file or directory", ErrorKind.Command, "/usr/bin/env: 'python3.9': No such file or directory")]
    [InlineData("python3: can't open file 'wc.py': [Errno 2] No such file or directory", ErrorKind.Command, "python3: can't open file 'wc.py': [Errno 2] No such file or directory")]
    [InlineData("a\nbash: line 1: 4711 Killed                  python3 wc.py", ErrorKind.Signal, "bash: line 1: 4711 Killed                  python3 wc.py")]
    [InlineData("terminate called after throwing an instance of 'std::bad_alloc'", ErrorKind.Memory, "terminate called after throwing an instance of 'std::bad_alloc'")]
    internal void The_last_lines_tell_what_the_shell_or_the_kernel_did(string text, ErrorKind kind, string excerpt)
    {
        var found = Find(text).ShouldHaveSingleItem();
        found.Kind.ShouldBe(kind);
        found.Excerpt.Text.ShouldBe(excerpt);
    }

    [Theory]
    [InlineData("")]
    [InlineData("log4j:WARN x\nSLF4J: y\n+ cd /tmp")]
    public void Noise_is_no_error(string text) => Find(text).ShouldBeEmpty();

    [Fact]
    public void A_traceback_that_is_cut_off_is_still_shown() =>
        Find("Traceback (most recent call last):\n  File \"a.py\"").ShouldHaveSingleItem().Excerpt.LastLine.ShouldBe(2);

    [Theory]
    [InlineData("+ export DB_PASSWORD=hunter2\n/bin/sh: line 1: jq: command not found", "hunter2")]
    [InlineData("+ curl --token 'a b' https://example.com\nsh: 1: curl: not found", "a b")]
    public void Secrets_that_the_shell_shows_do_not_get_into_the_record(string log, string secret)
    {
        var error = Find(log).ShouldHaveSingleItem();
        error.Excerpt.Text.ShouldContain("not found");
        error.Excerpt.Text.ShouldNotContain(secret);
    }

    [Fact]
    public void A_very_long_error_is_shown_by_its_first_and_last_lines()
    {
        var found = Find("Traceback (most recent call last):\n" + string.Concat(Enumerable.Repeat("  File \"a.py\", line 1\n", 500)) + "RecursionError: too deep").ShouldHaveSingleItem();
        found.Excerpt.LastLine.ShouldBe(502);
        found.Excerpt.Text.ShouldContain("… 422 lines left out …");
        found.Excerpt.Text.ShouldEndWith("RecursionError: too deep");
    }

    private static IReadOnlyList<LogError> Find(string text)
    {
        var parser = new TaskStderrParser();
        LineReader.Read(Encoding.UTF8.GetBytes(text), parser);
        return parser.Errors;
    }
}
