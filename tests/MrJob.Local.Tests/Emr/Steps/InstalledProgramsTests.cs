using System.Runtime.Versioning;
using System.Text;
using MrJob.Local.Emr;
using MrJob.Local.Tests.Streaming;
using MrJob.Testing;

namespace MrJob.Local.Tests.Emr.Steps;

/// <summary>Steps that need a program which may not be installed; here one on the PATH that writes down how it was called.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class InstalledProgramsTests : IDisposable
{
    private readonly TempFolder programs = new();
    private readonly StepLab lab;
    private readonly StepLab bare;

    public InstalledProgramsTests()
    {
        foreach (var name in new[] { "java", "spark-submit" })
            File.SetUnixFileMode(
                programs.Write(name, "#!/bin/sh\nfor arg; do echo \"$arg\"; done\necho \"in $(basename \"$PWD\")\"\nexit ${CODE:-0}\n"),
                UnixFileMode.UserRead | UnixFileMode.UserExecute);
        lab = new StepLab(new KeyValuePair<string, string>("PATH", $"{programs.Path}:{Environment.GetEnvironmentVariable("PATH")}"));
        bare = new StepLab(new KeyValuePair<string, string>("PATH", "/nowhere"));
        foreach (var key in new[] { "my.jar", "a.py" })
        {
            lab.Store.Put("code", key, "x"u8.ToArray());
            bare.Store.Put("code", key, "x"u8.ToArray());
        }
    }

    [Fact]
    public async Task A_jar_runs_by_java_with_its_arguments_as_they_are()
    {
        (await lab.StepAsync("s3://code/my.jar", "an argument", "$HOME")).Succeeded.ShouldBeTrue();

        Called().ShouldBe(["-jar", Fetched("my.jar"), "an argument", "$HOME", "in work"]);
    }

    [Fact]
    public async Task A_main_class_and_properties_come_before_the_arguments()
    {
        var step = lab.Step("s3://code/my.jar", ["x"]) with { MainClass = "org.example.Main", Properties = new Dictionary<string, string> { ["k"] = "v w" } };

        (await lab.Runner.RunAsync(step, default)).Succeeded.ShouldBeTrue();

        Called().ShouldBe(["-Dk=v w", "-cp", Fetched("my.jar"), "org.example.Main", "x", "in work"]);
    }

    [Fact]
    public async Task A_jar_may_lie_on_HDFS_or_on_this_machine()
    {
        Directory.CreateDirectory(lab.Hdfs);
        File.WriteAllText(Path.Combine(lab.Hdfs, "on-hdfs.jar"), "x");

        (await lab.StepAsync("hdfs:///on-hdfs.jar")).Succeeded.ShouldBeTrue();
        Called()[1].ShouldBe(Fetched("on-hdfs.jar"));
        (await lab.StepAsync("file://" + programs.Write("local.jar", "x"))).Succeeded.ShouldBeTrue();
        Called()[1].ShouldBe(Fetched("local.jar"));
    }

    [Fact]
    public async Task Spark_runs_on_this_machine_with_the_script_fetched()
    {
        (await lab.StepAsync("command-runner.jar", "spark-submit", "--master", "yarn", "--deploy-mode", "cluster", "s3://code/a.py", "s3://data/in")).Succeeded.ShouldBeTrue();

        Called().ShouldBe(
        [
            "--master", "local[*]", "--conf", "spark.hadoop.fs.s3a.endpoint=http://127.0.0.1:4566", "--conf", "spark.hadoop.fs.s3a.path.style.access=true",
            "--conf", "spark.hadoop.fs.s3.impl=org.apache.hadoop.fs.s3a.S3AFileSystem", Fetched("a.py"), "s3://data/in", "in work",
        ]);
    }

    [Fact]
    public async Task Where_they_are_not_installed_the_step_says_what_is_missing()
    {
        (await bare.StepAsync("s3://code/my.jar")).Message.ShouldBe(
            "Cannot run program \"java\": error=2, No such file or directory: the local EMR runs jar steps only where java is installed and on the PATH");
        (await bare.StepAsync("command-runner.jar", "spark-submit", "s3://code/a.py")).Message.ShouldBe(
            "Cannot run program \"spark-submit\": error=2, No such file or directory: the local EMR runs Spark steps only where spark-submit is installed and on the PATH");
    }

    [Fact]
    public async Task Their_exit_code_is_the_steps()
    {
        using var failing = new StepLab(new("PATH", $"{programs.Path}:{Environment.GetEnvironmentVariable("PATH")}"), new("CODE", "7"));
        failing.Store.Put("code", "my.jar", Encoding.UTF8.GetBytes("x"));

        (await failing.StepAsync("s3://code/my.jar")).ShouldBe(new StepOutcome(false, "Unknown Error.", "Command exiting with ret '7'", "s3://logs/emr/j-1/steps/s-1/stderr.gz"));
    }

    public void Dispose()
    {
        lab.Dispose();
        bare.Dispose();
        programs.Dispose();
    }

    private string[] Called() => lab.StepLog("stdout").TrimEnd('\n').Split('\n');

    private string Fetched(string name) => Path.Combine(lab.WorkFolder, "fetched", "0", name);
}
