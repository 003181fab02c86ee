using MrJob.Core.Configuration.Conf;
using MrJob.Testing;

namespace MrJob.Core.Tests.Configuration.Conf;

public class ConfPathsTests
{
    [Theory]
    [InlineData("", "", "/home/ann/.mrjob.conf,/etc/mrjob.conf", "/home/ann/.mrjob.conf")]
    [InlineData("", "", "/etc/mrjob.conf", "/etc/mrjob.conf")]
    [InlineData("", "", "", "")]
    [InlineData("", "/x.conf", "/home/ann/.mrjob.conf", "/x.conf")] // also when it is not there: that is an error then
    [InlineData("a.conf,b.conf", "/x.conf", "/home/ann/.mrjob.conf", "a.conf,b.conf")]
    public void A_conf_is_looked_for_where_mrjob_did(string asked, string variable, string there, string found) => string.Join(',', ConfLocations.Find(
        asked.Split(',', StringSplitOptions.RemoveEmptyEntries),
        name => name == "HOME" ? "/home/ann" : variable,
        there.Split(',').Contains)).ShouldBe(found);

    [Theory]
    [InlineData("~", "/home/ann")]
    [InlineData("~/a", "/home/ann/a")]
    [InlineData("a/~", "a/~")]
    [InlineData("~bob/a", "~bob/a")]
    [InlineData("$DIR/a", "/dir/a")]
    [InlineData("${DIR}x/a", "/dirx/a")]
    [InlineData("$NONE/a", "$NONE/a")]
    [InlineData("s3://b/$DIR", "s3://b//dir")]
    public void Home_and_variables_are_expanded_as_Python_does(string path, string expanded) =>
        PathExpansion.Expand(path, name => name switch { "HOME" => "/home/ann", "DIR" => "/dir", _ => null }).ShouldBe(expanded);

    [Theory]
    [InlineData("*.txt", "a.txt,b.txt")]
    [InlineData("?.txt", "a.txt,b.txt")]
    [InlineData("[bc]*", "b.txt,c")]
    [InlineData("*/*", "c/d.txt")]
    [InlineData(".h*", ".hidden")]
    [InlineData("none*", "none*")]
    [InlineData("a.txt", "a.txt")]
    public void Globs_name_local_files_in_order(string glob, string found)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "c"));
        foreach (var name in new[] { "b.txt", "a.txt", ".hidden", "c/d.txt" })
            File.WriteAllText(Path.Combine(folder.Path, name), "");
        PathExpansion.Globs(Path.Combine(folder.Path, glob)).ShouldBe(found.Split(',').Select(f => Path.Combine(folder.Path, f)));
    }
}
