using System.Diagnostics;
using MrJob.Core.Jobs;

namespace MrJob.Core.Tests.Jobs;

public sealed class StreamingWordsTests
{
    [Theory]
    [InlineData("python3|a.py|--mapper", "python3 a.py --mapper")]
    [InlineData("grep|a b", "grep 'a b'")]
    [InlineData("say|it's", "say \"it's\"")]
    [InlineData("say|\"so\"", "say '\"so\"'")]
    [InlineData("say|$HOME", "say '$HOME'")]
    public void Words_are_quoted_as_Hadoop_streaming_reads_quotes(string words, string command) => StreamingWords.Join(words.Split('|'), ["sh", "-ex"]).ShouldBe(command);

    [Theory]
    [InlineData("it's \"both\"")]
    [InlineData("")]
    [InlineData("'\"\\\\ $HOME `id` \\n %s \\047 #")]
    [InlineData("two\nlines'\"")]
    public async Task What_Hadoop_streaming_cannot_be_told_a_shell_says(string word)
    {
        var command = StreamingWords.Join(["printf", "<%s>", "it's", word], ["sh", "-e"]);

        command.ShouldStartWith("sh -e -c '");
        command.ShouldEndWith("' sh");
        var script = command["sh -e -c '".Length..^"' sh".Length];
        script.ShouldNotContain("'"); // so Hadoop takes it for one word
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-e", "-c", script, "sh", "one more"]) { RedirectStandardOutput = true })!;
        (await shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).ShouldBe($"<it's><{word}><one more>");
    }
}
