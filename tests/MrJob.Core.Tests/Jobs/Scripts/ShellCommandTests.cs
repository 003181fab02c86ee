using MrJob.Core.Jobs.Scripts;

namespace MrJob.Core.Tests.Jobs.Scripts;

public class ShellCommandTests
{
    /// <summary>A command, and the references in it as <c>path|name|kind</c>.</summary>
    [Theory]
    [InlineData("echo hello", "")]
    [InlineData("source setup.sh#", "setup.sh||File")]
    [InlineData("source lib/setup.sh#s.sh", "lib/setup.sh|s.sh|File")]
    [InlineData("cd src/#; make", "src/||Directory")]
    [InlineData("cd src/#code && make", "src/|code|Directory")]
    [InlineData("cd a.tar.gz#/; make", "a.tar.gz||Archive")]
    [InlineData("cd a.tar.gz#lib/ && make", "a.tar.gz|lib|Archive")]
    [InlineData("ls a.tar.gz#lib/bin/x", "a.tar.gz|lib|Archive")]
    [InlineData("export PYTHONPATH=$PYTHONPATH:lib.tar.gz#/", "lib.tar.gz||Archive")]
    [InlineData("export A=a.txt#:b.txt#c", "a.txt||File b.txt|c|File")]
    [InlineData("cat s3://bucket/day=1/x:y.txt#in.txt", "s3://bucket/day=1/x:y.txt|in.txt|File")]
    [InlineData("cat <in.txt# >out", "in.txt||File")]
    [InlineData("cat a\\ b.txt#c\\ d", "a b.txt|c d|File")]
    [InlineData("cat '~/a b.txt#' \"x#y\"", "")] // quoted: plain text
    [InlineData("echo \\#no", "")]
    [InlineData("make # not a.txt#b", "")]
    [InlineData("# a.txt#b", "")]
    [InlineData("make # c\ncat a.txt#", "a.txt||File")]
    [InlineData("test $# -gt 0; echo ${#name}", "")]
    [InlineData("cat ~/a.txt# $HOME/b.txt#", "~/a.txt||File $HOME/b.txt||File")]
    public void Files_are_found_where_a_shell_would_read_a_word(string command, string references)
    {
        var parsed = ShellCommand.Parse(command);
        parsed.ToString().ShouldBe(command);
        string.Join(' ', parsed.References.Select(r => $"{r.Path}|{r.Name}|{r.Kind}")).ShouldBe(references);
    }

    [Theory]
    [InlineData("echo 'x", 6)]
    [InlineData("echo \"x\\\"", 6)]
    public void A_quote_that_is_not_closed_is_named_with_its_place(string command, int at) =>
        Should.Throw<FormatException>(() => ShellCommand.Parse(command)).Message.ShouldContain($"at character {at} that is not closed");

    [Fact]
    public void Other_places_take_the_place_of_references_and_a_folder_becomes_its_archive() => ShellCommand.Parse("cd src/#; . env.sh#e.sh; cd a.tgz#lib/")
        .With(r => r.At($"s3://b/{r.LocalName}")).ToString().ShouldBe("cd s3://b/src#src/; . s3://b/e.sh#e.sh; cd s3://b/lib#lib/");

    [Fact]
    public void Any_text_is_read_or_refused_in_words_and_what_is_read_can_be_written_and_read_again()
    {
        var random = new Random(20261123);
        const string signs = "ab/#'\"\\ =:;.$\n()";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => signs[random.Next(signs.Length)]));
            try
            {
                var parsed = ShellCommand.Parse(text);
                ShellCommand.Parse(parsed.ToString()).References.ShouldBe(parsed.References, text);
            }
            catch (FormatException e)
            {
                e.Message.ShouldMatch("not closed|gives the name");
            }
        }
    }

    [Theory]
    [InlineData("a/b.txt", "a/b.txt", "b.txt")]
    [InlineData("a/b.txt#", "a/b.txt", "b.txt")]
    [InlineData("a/b.txt#c", "a/b.txt", "c")]
    [InlineData("s3://x/a#b.txt#c", "s3://x/a#b.txt", "c")]
    [InlineData("dir/", "dir/", "dir")]
    public void An_item_of_a_list_of_files_is_a_path_and_perhaps_a_name(string item, string path, string name)
    {
        var reference = FileReference.Parse(item, ReferenceKind.File);
        (reference.Path, reference.LocalName).ShouldBe((path, name));
    }

    [Theory]
    [InlineData("a#..")]
    [InlineData("a#b/c")]
    [InlineData("a#b,c")]
    [InlineData("/")]
    public void A_name_that_leads_out_of_the_folder_is_refused(string item) => Should.Throw<FormatException>(() => FileReference.Parse(item, ReferenceKind.File));
}
