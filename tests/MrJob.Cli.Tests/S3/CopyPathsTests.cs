using MrJob.Cli.S3;
using MrJob.Core.Storage;
using MrJob.Testing;

namespace MrJob.Cli.Tests.S3;

public class CopyPathsTests
{
    [Theory]
    [InlineData("s3://b/a/x", "a/x", false, false, "x")]
    [InlineData("s3://b/a", "a/x/y", false, true, "x/y")]
    [InlineData("s3://b/a/", "a/x/y", false, true, "x/y")]
    [InlineData("s3://b/a", "a", false, true, "a")]
    [InlineData("s3://b", "a/x", false, true, "a/x")]
    [InlineData("s3://b/logs/*/part-0", "logs/1/part-0", true, false, "1/part-0")]
    [InlineData("s3://b/logs/part-*", "logs/part-0", true, false, "part-0")]
    [InlineData("s3://b/*", "x", true, false, "x")]
    public void No_two_objects_get_the_same_name(string from, string key, bool isGlob, bool recursive, string name) =>
        CopyPaths.Below(S3Uri.Parse(from), new("b", key), isGlob, recursive).ShouldBe(name);

    [Theory]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("..")]
    public void No_key_leads_out_of_the_folder(string name)
    {
        using var folder = new TempFolder();
        Should.Throw<CommandException>(() => CopyPaths.Local(folder.File("to"), name, new("b", name))).Message.ShouldContain("s3://b/" + name);
    }

    [Fact]
    public void A_name_is_a_path_below_the_folder()
    {
        using var folder = new TempFolder();
        CopyPaths.Local(folder.Path, "a/b", new("b", "a/b")).ShouldBe(folder.File("a/b"));
        CopyPaths.Local(folder.Path, "/etc/x", new("b", "/etc/x")).ShouldBe(folder.File("etc/x"));
    }
}
