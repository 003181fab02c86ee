using MrJob.Local.Tests.Streaming;

namespace MrJob.Local.Tests.Emr.Steps.Shell;

public sealed class FileShellTests : IDisposable
{
    private readonly StepLab lab = new();

    public FileShellTests()
    {
        lab.Put("in/a.txt", "alpha\n");
        lab.Put("in/sub/b.txt", "beta\n");
    }

    [Fact]
    public async Task Files_are_copied_moved_printed_and_removed()
    {
        (await ShellAsync("-mkdir -p /tmp/x")).ShouldBe("");
        (await ShellAsync("-cp s3://data/in/* /tmp/x")).ShouldBe("");
        (await ShellAsync("-cat /tmp/x/a.txt /tmp/x/sub/b.txt")).ShouldBe("alpha\nbeta\n");
        (await ShellAsync("-mv /tmp/x/sub moved")).ShouldBe("");
        (await ShellAsync("-cat moved/*")).ShouldBe("beta\n");
        (await ShellAsync("-test -e /tmp/x/sub")).ShouldBe("test -e /tmp/x/sub: it is not so");
        (await ShellAsync("-test -d /tmp/x")).ShouldBe("");
        (await ShellAsync("-test -f s3://data/in/a.txt")).ShouldBe("");
        (await ShellAsync("-rm -r -f /tmp/x /tmp/gone")).ShouldBe("Deleted hdfs:///tmp/x\n");
        (await ShellAsync("-test -e /tmp/x")).ShouldBe("test -e /tmp/x: it is not so");
        (await ShellAsync("-rm s3://data/in/a.txt")).ShouldBe("Deleted s3://data/in/a.txt\n");
        lab.Keys("").ShouldBe(["in/sub/b.txt"]);
    }

    [Fact]
    public async Task Folders_are_listed_as_Hadoop_lists_them()
    {
        (await ShellAsync("-ls s3://data/in")).ShouldMatch(
            @"^Found 2 items\n-rw-r--r--   1 hadoop hadoop          6 \d{4}-\d\d-\d\d \d\d:\d\d s3://data/in/a\.txt\ndrwxr-xr-x   - hadoop hadoop          0 \d{4}-\d\d-\d\d \d\d:\d\d s3://data/in/sub\n$");
        Names(await ShellAsync("-ls -R s3://data/in")).ShouldBe(["s3://data/in/a.txt", "s3://data/in/sub", "s3://data/in/sub/b.txt"]);
        Names(await ShellAsync("-ls s3://data/in/a.txt")).ShouldBe(["s3://data/in/a.txt"]);
        await ShellAsync("-mkdir -p /user/hadoop/d");
        Names(await ShellAsync("-ls")).ShouldBe(["hdfs:///user/hadoop/d"]);
        (await ShellAsync("-ls d")).ShouldBe("");
    }

    [Fact]
    public async Task Local_files_go_in_and_come_out()
    {
        Directory.CreateDirectory(lab.TempFile("local/sub"));
        File.WriteAllText(lab.TempFile("local/sub/x"), "x");

        (await ShellAsync($"-put {lab.TempFile("local")} /put")).ShouldBe("");
        (await ShellAsync($"-get /put file://{lab.TempFile("got")}")).ShouldBe("");

        File.ReadAllText(lab.TempFile("got/sub/x")).ShouldBe("x");
        (await ShellAsync($"-copyFromLocal {lab.TempFile("local/sub/x")} /put/y")).ShouldBe("");
        (await ShellAsync($"-put {lab.TempFile("local/sub/x")} /put/y")).ShouldBe("put: `hdfs:///put/y': File exists");
        (await ShellAsync($"-put -f {lab.TempFile("local/sub/x")} /put/y")).ShouldBe("");
    }

    [Theory]
    [InlineData("-cat /nothing", "cat: `/nothing': No such file or directory")]
    [InlineData("-cat s3://data/in", "cat: `s3://data/in': Is a directory")]
    [InlineData("-rm s3://data/in", "rm: `s3://data/in': Is a directory")]
    [InlineData("-rm -r s3://data/", "rm: `s3://data/': the root cannot be removed")]
    [InlineData("-rm s3://data/z*", "rm: `s3://data/z*': No such file or directory")]
    [InlineData("-mkdir /a/b", "mkdir: `/a/b': No such file or directory")]
    [InlineData("-mkdir s3://data/in", "mkdir: `s3://data/in': File exists")]
    [InlineData("-mv s3://data/in s3://data/in/sub", "mv: `s3://data/in': Is the same as, or holds, s3://data/in/sub/in")]
    [InlineData("-cp s3://data/in/a.txt s3://data/in/a.txt", "cp: `s3://data/in/a.txt': File exists")]
    [InlineData("-get /nothing /tmp", "get: `/nothing': No such file or directory")]
    [InlineData("-put /no/such/file /x", "put: `/no/such/file': No such file or directory")]
    [InlineData("-setrep 3 /x", "-setrep with 2 paths: not supported yet by the local EMR; its hadoop fs has ls, cat, mkdir, rm, test, put, get, cp and mv")]
    [InlineData("-test -q /x", "test: Illegal option -q")]
    [InlineData("-cat gs://b/x", "not supported yet by the local EMR: the path gs://b/x; paths are s3://bucket/key, or with s3n, s3a or hdfs, or without a scheme on HDFS")]
    public async Task Faults_are_told_as_Hadoop_tells_them(string command, string message)
    {
        (await ShellAsync(command)).ShouldBe(message);

        lab.StepLog("stderr").ShouldBe(message + "\n");
        lab.Keys("").Count().ShouldBe(2);
    }

    public void Dispose() => lab.Dispose();

    /// <summary>What it printed, or why it failed.</summary>
    private async Task<string> ShellAsync(string command)
    {
        var outcome = await lab.StepAsync("command-runner.jar", ["hdfs", "dfs", .. command.Split(' ')]);
        return outcome.Message ?? lab.StepLog("stdout");
    }

    private static IEnumerable<string> Names(string listing) =>
        listing.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("Found", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]);
}
