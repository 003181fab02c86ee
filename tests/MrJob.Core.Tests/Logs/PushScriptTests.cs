using System.Diagnostics;
using MrJob.Core.Logs.Push;

namespace MrJob.Core.Tests.Logs;

/// <summary>The script that copies logs, run by bash, with an <c>aws</c> that copies folders and a <c>yarn</c> that prints logs as YARN does.</summary>
public sealed class PushScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("push");

    [Fact]
    public async Task Logs_of_steps_and_of_their_containers_come_to_where_EMR_puts_them()
    {
        Write("bin/aws", """
            #!/bin/bash
            [ "$1 $2 $3 $4" = "s3 cp --recursive --only-show-errors" ] || exit 9
            mkdir -p "$TARGET/${6#s3://}" && cp -r "$5." "$TARGET/${6#s3://}"
            """);
        Write("bin/yarn", """
            #!/bin/bash
            [ "$1 $2 $3" = "logs -applicationId application_1767243600000_0007" ] || exit 9
            printf 'Container: container_1767243600000_0007_01_000002 on ip-1:8041_1\nLogAggregationType: AGGREGATED\n=====\n'
            printf 'LogType:stderr\nLogLastModifiedTime:now\nLogLength:9\nLogContents:\nTraceback\n  one\n\nEnd of LogType:stderr\n'
            printf 'LogType:syslog\nLog Upload Time:now\nLogLength:3\nLog Contents:\nxyz\nEnd of LogType:syslog\n'
            """);
        Write("steps/s-1/controller", "started\n");
        Write("steps/s-1/syslog", "Running job: job_1767243600000_0007\n");
        (await RunAsync("s3://logs/j-1/", "s-1", "s-2")).ShouldBe(0);
        Files().ShouldBe(new Dictionary<string, string>
        {
            ["logs/j-1/steps/s-1/controller"] = "started\n",
            ["logs/j-1/steps/s-1/syslog"] = "Running job: job_1767243600000_0007\n",
            ["logs/j-1/containers/application_1767243600000_0007/container_1767243600000_0007_01_000002/stderr"] = "Traceback\n  one\n\n",
            ["logs/j-1/containers/application_1767243600000_0007/container_1767243600000_0007_01_000002/syslog"] = "xyz\n",
        }, ignoreOrder: true);
    }

    [Fact]
    public async Task What_cannot_be_copied_fails_the_step_and_the_rest_is_copied()
    {
        Write("bin/aws", """
            #!/bin/bash
            [[ "$6" != */s-1/ ]] || exit 1
            mkdir -p "$TARGET/${6#s3://}" && cp -r "$5." "$TARGET/${6#s3://}"
            """);
        Write("steps/s-1/controller", "started\n");
        Write("steps/s-2/controller", "started too\n");
        (await RunAsync("s3://logs/j-1/", "s-1", "s-2")).ShouldBe(1);
        Files().Keys.ShouldBe(["logs/j-1/steps/s-2/controller"]);
    }

    [Fact]
    public async Task Where_there_are_no_logs_nothing_is_done() => (await RunAsync("s3://logs/j-1/", "s-1")).ShouldBe(0);

    [Fact]
    public void It_leaves_room_for_its_arguments_among_what_EMR_takes_of_a_step() => PushScript.Text.Length.ShouldBeLessThan(4_000); // of 10,240

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.Replace("\r", "", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private async Task<int> RunAsync(params string[] arguments)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Runs bash, as the machines of a cluster do. Run it on Linux or macOS.");
        var start = new ProcessStartInfo("bash", ["-c", PushScript.Text, "mrjob-push-logs", .. arguments]);
        start.Environment["PATH"] = $"{Path.Combine(_folder.FullName, "bin")}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["MRJOB_STEP_LOGS"] = Path.Combine(_folder.FullName, "steps");
        start.Environment["TARGET"] = Path.Combine(_folder.FullName, "s3");
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private Dictionary<string, string> Files()
    {
        var root = Path.Combine(_folder.FullName, "s3");
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), File.ReadAllText);
    }
}
