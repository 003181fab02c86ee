using MrJob.Core.Logs.Parsing;

namespace MrJob.Core.Tests.Logs;

/// <summary>What programs in other languages write when they end; each text is a task's standard error, with ⏎ between lines.</summary>
public class LanguageErrorsTests
{
    [Theory]
    [InlineData("bash: warning: setlocale: LC_ALL: cannot change locale (C.utf8)⏎./map.sh: line 14: REGION: unbound variable", "./map.sh: line 14: REGION: unbound variable")]
    [InlineData("./map.sh: 3: ./map.sh: REGION: parameter not set", "./map.sh: 3: ./map.sh: REGION: parameter not set")]
    [InlineData("Use of uninitialized value $x in addition (+) at m.pl line 8, <STDIN> line 2.⏎no such code 'ZX' at m.pl line 31, <STDIN> line 402.⏎reporter:counter:a,b,1", "no such code 'ZX' at m.pl line 31, <STDIN> line 402.")]
    [InlineData("Can't locate JSON/XS.pm in @INC at map.pl line 4.⏎BEGIN failed--compilation aborted at map.pl line 4.", "Can't locate JSON/XS.pm in @INC at map.pl line 4.")]
    [InlineData("x.rb:2: warning: already initialized constant V⏎x.rb:156:in `parse': 765: unexpected token (JSON::ParserError)⏎\tfrom x.rb:9:in `<main>'", "x.rb:156:in `parse': 765: unexpected token (JSON::ParserError)⏎\tfrom x.rb:9:in `<main>'")]
    [InlineData("(node:7) [DEP0005] DeprecationWarning: Buffer() is deprecated⏎/a/s.js:57⏎    const r = rec.geo;⏎              ^⏎TypeError: Cannot read properties of undefined (reading 'geo')⏎    at f (/a/s.js:57:28)⏎Node.js v18.20.4", "TypeError: Cannot read properties of undefined (reading 'geo')⏎    at f (/a/s.js:57:28)")]
    [InlineData("2026/01/30 16:12:33 skipped: bad checksum⏎panic: runtime error: index out of range [11] with length 9⏎goroutine 1 [running]:⏎main.f(0xc0, 0x9)⏎\t/b/p.go:64 +0x31d", "panic: runtime error: index out of range [11] with length 9⏎goroutine 1 [running]:⏎main.f(0xc0, 0x9)⏎\t/b/p.go:64 +0x31d")]
    [InlineData("thread 'main' panicked at src/main.rs:4:5:⏎called `Option::unwrap()` on a `None` value", "thread 'main' panicked at src/main.rs:4:5:")]
    [InlineData("Loading required package: stringr⏎Error in log10(x) : non-numeric argument⏎Calls: main -> f⏎In addition: Warning message:⏎In f(b) : NAs introduced by coercion⏎Execution halted", "Error in log10(x) : non-numeric argument⏎Calls: main -> f")]
    [InlineData("PHP Fatal error:  Uncaught Exception: no rate in /a/m.php:3", "PHP Fatal error:  Uncaught Exception: no rate in /a/m.php:3")]
    [InlineData("terminate called after throwing an instance of 'std::out_of_range'⏎  what():  vector::_M_range_check", "terminate called after throwing an instance of 'std::out_of_range'⏎  what():  vector::_M_range_check")]
    [InlineData("Unhandled exception. System.FormatException: The input string 'x' was not in a correct format.⏎   at P.Main()", "Unhandled exception. System.FormatException: The input string 'x' was not in a correct format.⏎   at P.Main()")]
    [InlineData("jq: error (at <stdin>:3): Cannot index number with \"a\"", "jq: error (at <stdin>:3): Cannot index number with \"a\"")]
    public void The_error_is_told_without_what_was_written_before_it(string written, string error)
    {
        var found = Read(written).ShouldNotBeNull();
        found.Excerpt.Text.ShouldBe(error.Replace("⏎", "\n", StringComparison.Ordinal));
        found.Kind.ShouldNotBe(ErrorKind.Output);
    }

    [Theory]
    [InlineData("annotate 0.9.3⏎warning: LOCALE not set, using C⏎reporter:status:working", "annotate 0.9.3")]
    [InlineData("e.py:7: DeprecationWarning: 'cgi' is deprecated⏎INFO:enrich:reading vat.csv⏎enrich: vat.csv is of 2025, run refresh_vat first", "enrich: vat.csv is of 2025, run refresh_vat first")]
    public void Of_other_last_words_chatter_is_left_out(string written, string words)
    {
        var found = Read(written).ShouldNotBeNull();
        (found.Kind, found.Excerpt.Text).ShouldBe((ErrorKind.Output, words));
    }

    [Fact]
    public void Chatter_alone_says_nothing() => Read("reporter:status:working⏎WARNING:enrich:no rate, ignored").ShouldBeNull();

    private static LogError? Read(string written)
    {
        var lines = written.Split('⏎').Select((text, i) => new TailLine(i + 1, text)).ToList();
        return LastWords.Of(lines);
    }
}
