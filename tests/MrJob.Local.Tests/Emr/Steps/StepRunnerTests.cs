using System.Text;
using MrJob.Local.Emr.Steps.Processes;
using MrJob.Local.Tests.Streaming;

namespace MrJob.Local.Tests.Emr.Steps;

public sealed class StepRunnerTests : IDisposable
{
    private readonly StepLab lab = new();

    [Fact]
    public async Task A_commands_output_becomes_the_steps_logs()
    {
        var outcome = await lab.StepAsync("command-runner.jar", "bash", "-c", "echo out $AWS_ENDPOINT_URL; echo err >&2");

        outcome.Succeeded.ShouldBeTrue();
        lab.StepLog("stdout").ShouldBe("out http://127.0.0.1:4566\n");
        lab.StepLog("stderr").ShouldBe("err\n");
        lab.StepLog("controller").ShouldContain("startExec 'hadoop jar /var/lib/aws/emr/step-runner/hadoop-jars/command-runner.jar bash -c");
    }

    [Fact]
    public async Task A_commands_exit_code_fails_the_step()
    {
        var outcome = await lab.StepAsync("command-runner.jar", "bash", "-c", "exit 4");

        outcome.Succeeded.ShouldBeFalse();
        outcome.Message.ShouldBe("Command exiting with ret '4'");
        lab.StepLog("controller").ShouldContain("Step failed with exitCode 4");
        lab.StepLog("stderr").ShouldBe("Command exiting with ret '4'\n");
    }

    [Fact]
    public async Task Output_in_floods_on_both_streams_is_kept_whole()
    {
        await lab.StepAsync("command-runner.jar", "bash", "-c", "seq 1 60000; seq 1 60000 >&2");

        lab.StepLog("stdout").Length.ShouldBe(348_894);
        lab.StepLog("stderr").Length.ShouldBe(348_894);
    }

    [Theory]
    [InlineData("no-such-program", "Cannot run program \"no-such-program\": error=2, No such file or directory")]
    [InlineData("yarn", "Cannot run program \"yarn\": error=2, No such file or directory: the local EMR itself has hadoop fs, hdfs dfs, hadoop-streaming and s3-dist-cp; other commands run only where Hadoop is installed")]
    public async Task What_cannot_run_fails_and_says_so(string program, string message)
    {
        var outcome = await lab.StepAsync("command-runner.jar", program);

        outcome.Message.ShouldBe(message);
        lab.StepLog("stderr").ShouldBe(message + "\n");
    }

    [Fact]
    public async Task Scripts_are_fetched_and_run()
    {
        lab.Store.Put("code", "s.sh", Encoding.UTF8.GetBytes("#!/bin/bash\necho \"$0\" | grep -o s.sh; echo $1\n"));

        await lab.StepAsync("s3://us-east-1.elasticmapreduce/libs/script-runner/script-runner.jar", "s3://code/s.sh", "argument one");

        lab.StepLog("stdout").ShouldBe("s.sh\nargument one\n");
    }

    [Theory]
    [InlineData("script-runner.jar", "script-runner.jar: the script s3://code/gone.sh does not exist")]
    [InlineData("s3://code/gone.jar", "The jar s3://code/gone.jar does not exist")]
    public async Task A_script_or_jar_that_is_missing_fails_the_step(string jar, string message) =>
        (await lab.StepAsync(jar, "s3://code/gone.sh")).Message.ShouldBe(message);

    [Fact]
    public async Task State_pusher_script_succeeds_and_does_nothing() =>
        (await lab.StepAsync("command-runner.jar", "state-pusher-script")).Succeeded.ShouldBeTrue();

    [Fact]
    public async Task What_a_command_leaves_running_is_ended()
    {
        (await lab.StepAsync("command-runner.jar", "bash", "-c", "sleep 600 & setsid sleep 600 & exit 0")).Succeeded.ShouldBeTrue();

        TaggedProcesses.Find(lab.WorkFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_command_leaves_as_a_daemon_is_ended_too()
    {
        var daemon = lab.TempFile("daemon");
        var script = $"nohup setsid bash -c 'echo $$ > {daemon}; exec sleep 600' >/dev/null 2>&1 </dev/null & while ! [ -s {daemon} ]; do sleep 0.01; done";

        (await lab.StepAsync("command-runner.jar", "bash", "-c", script)).Succeeded.ShouldBeTrue();

        TaggedProcesses.Find(lab.WorkFolder).ShouldBeEmpty();
        var commandLine = $"/proc/{File.ReadAllText(daemon).Trim()}/cmdline"; // empty for one that has ended and that nobody has asked about
        (File.Exists(commandLine) ? await File.ReadAllTextAsync(commandLine) : "").ShouldBe("");
    }

    [Fact]
    public async Task A_script_needs_no_first_line_that_names_a_shell()
    {
        lab.Store.Put("code", "plain.sh", "echo plain $1\n"u8.ToArray());

        (await lab.StepAsync("script-runner.jar", "s3://code/plain.sh", "x")).Succeeded.ShouldBeTrue(lab.StepLog("stderr"));

        lab.StepLog("stdout").ShouldBe("plain x\n");
    }

    [Fact]
    public async Task A_script_may_lie_on_this_machine_and_must_exist_there()
    {
        File.WriteAllText(lab.TempFile("local.sh"), "#!/bin/sh\nexit 3\n");

        (await lab.StepAsync("script-runner.jar", lab.TempFile("local.sh"))).Message.ShouldBe("Command exiting with ret '3'");
        (await lab.StepAsync("script-runner.jar", "local.sh")).Message.ShouldBe("script-runner.jar: the script local.sh does not exist");
        (await lab.StepAsync("script-runner.jar", "gs://b/x.sh")).Message.ShouldNotBeNull().ShouldStartWith("not supported yet by the local EMR: the path gs://b/x.sh");
    }

    [Fact]
    public async Task The_controller_log_tells_how_the_step_was_started_and_ended()
    {
        await lab.StepAsync("command-runner.jar", "bash", "-c", "exit 0");

        var log = lab.StepLog("controller");
        log.ShouldContain("INFO Ensure step s-1 jar file command-runner.jar\n");
        log.ShouldContain("INFO StepRunner: Created Runner for step s-1\n");
        log.ShouldContain("INFO waitProcessCompletion ended with exit code 0 : hadoop jar /var/lib/aws/emr/step-runner/hadoop-jars/command-runner.jar bash -c exit 0\n");
        log.ShouldMatch(@"INFO total process run time: \d+ seconds\n");
        log.ShouldMatch(@"INFO Step succeeded with exitCode 0 and took \d+ seconds\n$");
    }

    [Fact]
    public async Task Cancelling_ends_a_command()
    {
        using var cancel = new CancellationTokenSource();
        var running = lab.StepAsync("command-runner.jar", ["bash", "-c", "sleep 600"], rerun: false, cancel.Token);
        while (TaggedProcesses.Find(lab.WorkFolder).Count == 0)
            await Task.Yield();

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
        TaggedProcesses.Find(lab.WorkFolder).ShouldBeEmpty();
    }

    public void Dispose() => lab.Dispose();
}
