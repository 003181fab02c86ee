using System.Text.Json.Nodes;
using MrJob.Cli.Python;

namespace MrJob.Cli.Tests.Python;

public sealed class ScriptFilesTests
{
    [Theory]
    [InlineData("""["--min", "5"]""", "--min 5", "")]
    [InlineData("""["--db", {"path": "/a/x.db", "name": null}]""", "--db x.db", "/a/x.db#x.db")]
    [InlineData("""["--db", {"path": "/a/x.db", "name": "y"}]""", "--db y", "/a/x.db#y")]
    [InlineData("""["--db", {"path": "s3://b/k/x.db"}]""", "--db x.db", "s3://b/k/x.db#x.db")]
    [InlineData("""[{"path": "/a/x"}, {"path": "/b/x"}, {"path": "/c/x"}]""", "x 1-x 2-x", "/a/x#x /b/x#1-x /c/x#2-x")]
    [InlineData("""[{"path": "/a/x"}, {"path": "/a/x"}]""", "x x", "/a/x#x")]
    [InlineData("""[{"path": "/a/job.py"}]""", "1-job.py", "/a/job.py#1-job.py")]
    [InlineData("""[{"path": "/up/load.txt"}, {"path": "/other/load.txt"}]""", "load.txt 1-load.txt", "/other/load.txt#1-load.txt")]
    [InlineData("""[{"path": "/up/b"}]""", "named", "")]
    public void A_files_switch_gets_the_name_that_the_file_has_beside_the_script(string extra, string args, string uploads)
    {
        var files = new ScriptFiles("/here/job.py");
        files.Take(["/up/load.txt", "/up/b#named", "/up/bad#a/b"]);
        var resolved = files.Resolve(JsonNode.Parse(extra)!.AsArray());
        string.Join(' ', resolved.Args).ShouldBe(args);
        string.Join(' ', resolved.Uploads).ShouldBe(uploads);
    }
}
