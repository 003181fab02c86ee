using MrJob.Local.Streaming.Arguments;

namespace MrJob.Local.Tests.Streaming.Arguments;

/// <summary>Expectations worked out by hand from the state machine of Hadoop's <c>PipeMapRed.splitArgs</c>.</summary>
public class CommandWordsTests
{
    [Theory]
    [InlineData("cat", "cat")]
    [InlineData("  python3   wc.py  ", "python3|wc.py")]
    [InlineData("awk '{ print $1 }'", "awk|{ print $1 }")]
    [InlineData("awk \"{ print 'x' }\"", "awk|{ print 'x' }")]
    [InlineData("sh -c 'echo \"a  b\"'", "sh|-c|echo \"a  b\"")]
    [InlineData("a'b c'd", "a|b c|d")] // a quote ends the word before it
    [InlineData("grep ''", "grep")] // empty quotes are no word
    [InlineData("echo $HOME *", "echo|$HOME|*")]
    [InlineData("echo a\\ b", "echo|a\\|b")]
    [InlineData("a\tb", "a\tb")] // only spaces separate
    [InlineData("sh -c 'open", "sh|-c|open")]
    [InlineData("", "")]
    public void Commands_split_at_spaces_and_quotes_without_a_shell(string command, string words) =>
        string.Join('|', CommandWords.Split(command)).ShouldBe(words);
}
