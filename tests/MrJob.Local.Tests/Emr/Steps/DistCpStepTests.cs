using MrJob.Local.Tests.Streaming;

namespace MrJob.Local.Tests.Emr.Steps;

public sealed class DistCpStepTests : IDisposable
{
    private readonly StepLab lab = new();

    public DistCpStepTests()
    {
        lab.Put("logs/a.log", "a");
        lab.Put("logs/2024/b.log", "b");
        lab.Put("logs/c.txt", "c");
        lab.Put("logs/", "");
        lab.Put("logs/2024_$folder$", "");
        lab.Put("logsmore/d.log", "d");
    }

    [Fact]
    public async Task Files_are_copied_with_the_folders_that_they_are_in()
    {
        (await CopyAsync("--src=s3://data/logs/", "--dest=s3://data/copy")).ShouldBeNull();

        lab.Keys("copy/").ShouldBe(["copy/2024/b.log", "copy/a.log", "copy/c.txt"]);
        lab.Text("copy/2024/b.log").ShouldBe("b");
        lab.Keys("logs/").Count().ShouldBe(5);
        lab.StepLog("syslog").ShouldContain("INFO com.amazon.elasticmapreduce.s3distcp.S3DistCp (main): Copied 3 of 3 files, 3 bytes");
    }

    [Fact]
    public async Task A_pattern_chooses_and_what_was_copied_may_go()
    {
        (await CopyAsync("--src", "s3://data/logs", "--dest", "hdfs:///in", "--srcPattern", ".*\\.log", "--deleteOnSuccess")).ShouldBeNull();

        File.ReadAllText(Path.Combine(lab.Hdfs, "in", "2024", "b.log")).ShouldBe("b");
        File.Exists(Path.Combine(lab.Hdfs, "in", "c.txt")).ShouldBeFalse();
        lab.Keys("logs/").ShouldBe(["logs/", "logs/2024_$folder$", "logs/c.txt"]);
    }

    [Fact]
    public async Task Files_come_back_from_HDFS_and_a_single_file_keeps_its_name()
    {
        (await CopyAsync("--src=s3://data/logs/a.log", "--dest=hdfs:///one")).ShouldBeNull();
        (await CopyAsync("--src=hdfs:///one", "--dest=s3://data/back")).ShouldBeNull();

        lab.Keys("back/").ShouldBe(["back/a.log"]);
    }

    [Fact]
    public async Task A_rerun_of_a_move_that_was_cut_off_at_its_end_succeeds()
    {
        string[] move = ["s3-dist-cp", "--src=s3://data/moved", "--dest=s3://data/x", "--deleteOnSuccess"];

        (await lab.StepAsync("command-runner.jar", move, rerun: true)).Succeeded.ShouldBeTrue();
        (await lab.StepAsync("command-runner.jar", move, rerun: false)).Succeeded.ShouldBeFalse();
    }

    [Fact]
    public async Task A_source_or_bucket_that_is_missing_fails_the_step()
    {
        (await CopyAsync("--src=s3://data/nothing", "--dest=/x")).ShouldBe("s3-dist-cp: Input path does not exist: s3://data/nothing");
        (await CopyAsync("--src=s3://data/logs", "--dest=s3://no-bucket/x")).ShouldNotBeNull().ShouldStartWith("java.io.IOException: ");
        (await CopyAsync("--src=s3://data/logs", "--dest=s3://data/x", "--groupBy=a")).ShouldBe("not supported yet by the local EMR: s3-dist-cp --groupBy=a");
        lab.StepLog("controller").ShouldContain("Step failed with exitCode 1");
    }

    public void Dispose() => lab.Dispose();

    private async Task<string?> CopyAsync(params string[] args) => (await lab.StepAsync("command-runner.jar", ["s3-dist-cp", .. args])).Message;
}
