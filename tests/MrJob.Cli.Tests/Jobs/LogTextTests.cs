using System.Text.Json.Nodes;
using MrJob.Cli.Jobs;

namespace MrJob.Cli.Tests.Jobs;

public class LogTextTests
{
    private const string Answer = """
        {"report": "final", "more_logs": 7,
         "cause": {"text": "KeyError: 'x'", "file": "s3://b/stderr", "first_line": 3, "last_line": 4, "confidence": "high", "attempt": "attempt_1_1_m_000000_0",
          "input_split": "s3://b/in:0+9", "why": "it ended so", "hint": "look for x", "others": [{"text": "Broken pipe", "file": "s3://b/syslog", "line": 8}]},
         "logs": [{"uri": "s3://b/stderr", "size": 120, "url": "http://localhost/b/stderr?sign"}]}
        """;

    [Fact]
    public void The_cause_comes_first_then_what_is_known_of_it_then_the_logs() => Text(isTerminal: false).ShouldBe("""
        Probable cause (high confidence), s3://b/stderr, lines 3 to 4:
        KeyError: 'x'
        Attempt: attempt_1_1_m_000000_0
        Reading: s3://b/in:0+9
        Why this: it ended so
        Hint: look for x
        Also seen: Broken pipe (s3://b/syslog:8)

               120  s3://b/stderr
        and 7 more beside these
        """.ReplaceLineEndings("\n"));

    [Fact]
    public void On_a_terminal_the_error_is_red_and_names_are_links()
    {
        Text(isTerminal: true).ShouldContain("\e[31mKeyError: 'x'\e[0m");
        Text(isTerminal: true).ShouldContain("\e]8;;http://localhost/b/stderr?sign\e\\s3://b/stderr\e]8;;\e\\");
    }

    private static string Text(bool isTerminal) => new LogText(isTerminal).Of(JsonNode.Parse(Answer)!.AsObject());
}
