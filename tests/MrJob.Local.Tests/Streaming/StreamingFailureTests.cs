using System.Diagnostics;
using MrJob.Local.Emr.Steps.Processes;
using MrJob.Testing;

namespace MrJob.Local.Tests.Streaming;

/// <summary>How streaming jobs fail, are cancelled and run again.</summary>
public sealed class StreamingFailureTests : IDisposable
{
    private readonly StepLab lab = new();

    public StreamingFailureTests() => lab.Put("in", "a\tb\n");

    [Fact]
    public async Task A_failing_task_is_tried_four_times_and_every_attempt_keeps_its_log()
    {
        _ = Peers.Python;
        lab.Put("bad.py", "import sys\nprint('about to fail', file=sys.stderr)\nraise ValueError('no such whale')\n");

        var outcome = await lab.StreamAsync("-files", "s3://data/bad.py", "-D", "mapreduce.job.maps=1", "-mapper", "python3 bad.py", "-reducer", "cat");

        outcome.Succeeded.ShouldBeFalse();
        outcome.Reason.ShouldBe("Unknown Error.");
        outcome.Message.ShouldNotBeNull().ShouldContain("subprocess failed with code 1");
        outcome.LogFile.ShouldBe("s3://logs/emr/j-1/steps/s-1/stderr.gz");
        lab.Keys("out").ShouldBeEmpty();
        lab.LogKeys.Count(key => key.EndsWith("/stderr.gz", StringComparison.Ordinal) && key.Contains("/containers/", StringComparison.Ordinal)).ShouldBe(4);
        lab.TaskLogs("stderr").Split("ValueError: no such whale").Length.ShouldBe(5);
        lab.Counter("Failed map tasks").ShouldBe(4);
        lab.StepLog("stderr").ShouldContain("Streaming Command Failed!");
        lab.StepLog("controller").ShouldContain("WARN Step failed with exitCode 1");
    }

    [Fact]
    public async Task A_combiner_may_take_long_after_its_mapper_has_ended()
    {
        lab.Put("in", "b\na\n");
        // Longer than what a mapper left running may hold its output open.
        (await lab.StreamAsync("-D", "mapreduce.job.maps=1", "-mapper", "cat", "-combiner", "sh -c 'sleep 2; cat'", "-reducer", "cat")).Succeeded.ShouldBeTrue();
        lab.Output.ShouldBe("a\t\nb\t\n");
    }

    [Fact]
    public async Task Logs_lie_and_look_as_on_EMR()
    {
        await lab.StreamAsync("-D", "mapreduce.map.maxattempts=1", "-D", "mapreduce.job.maps=1", "-mapper", "sh -c 'exit 3'");

        var job = lab.StepLog("syslog").Split("Running job: ")[1].Split('\n')[0];
        var digits = job["job_".Length..];
        digits.ShouldMatch("^[0-9]{13}_0001$");
        lab.LogKeys.ShouldBe(
        [
            $"emr/j-1/containers/application_{digits}/container_{digits}_01_000001/syslog.gz",
            $"emr/j-1/containers/application_{digits}/container_{digits}_01_000002/stderr.gz",
            $"emr/j-1/containers/application_{digits}/container_{digits}_01_000002/stdout.gz",
            $"emr/j-1/containers/application_{digits}/container_{digits}_01_000002/syslog.gz",
            "emr/j-1/steps/s-1/controller.gz", "emr/j-1/steps/s-1/stderr.gz", "emr/j-1/steps/s-1/stdout.gz", "emr/j-1/steps/s-1/syslog.gz",
        ]);
        lab.StepLog("syslog").ShouldMatch(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO org.apache.hadoop.mapred.FileInputFormat \(main\): ");
        lab.StepLog("syslog").ShouldContain(
            $" INFO org.apache.hadoop.mapreduce.Job (main): Task Id : attempt_{digits}_m_000000_0, Status : FAILED\n" +
            "Error: java.lang.RuntimeException: PipeMapRed.waitOutputThreads(): subprocess failed with code 3\n\tat ");
        lab.StepLog("syslog").ShouldContain($"Job {job} failed with state FAILED due to: Task failed task_{digits}_m_000000\nJob failed as tasks failed. failedMaps:1 failedReduces:0\n");
        lab.TaskLogs("syslog").ShouldContain(" INFO [main] org.apache.hadoop.mapred.MapTask: Processing split: s3://data/in:0+4\n");
        lab.TaskLogs("syslog").ShouldContain("\nError: java.lang.RuntimeException: PipeMapRed.waitOutputThreads(): subprocess failed with code 3\n");
    }

    [Fact]
    public async Task A_successful_job_logs_its_progress_and_counters()
    {
        await lab.StreamAsync("-D", "mapreduce.job.maps=1", "-mapper", "cat", "-reducer", "cat");

        var syslog = lab.StepLog("syslog");
        foreach (var line in new[] { "number of splits:1", " map 0% reduce 0%", " map 100% reduce 0%", " map 100% reduce 100%", "completed successfully", "Counters: " })
            syslog.ShouldContain(line);
        lab.StepLog("controller").ShouldContain("INFO Step succeeded with exitCode 0");
        lab.StepLog("stderr").ShouldBe("");
    }

    [Fact]
    public async Task An_attempt_that_succeeds_makes_up_for_those_that_failed()
    {
        var flag = lab.TempFile("flag");
        var mapper = $"sh -c 'cat; test -e {flag} || {{ touch {flag}; echo reporter:counter:g,n,1 >&2; exit 5; }}'";

        var outcome = await lab.StreamAsync("-D", "mapreduce.job.maps=1", "-mapper", mapper);

        outcome.Succeeded.ShouldBeTrue();
        lab.Output.ShouldBe("a\tb\n");
        lab.StepLog("syslog").ShouldContain("subprocess failed with code 5");
        lab.Counter("Failed map tasks").ShouldBe(1);
        lab.Counter("Launched map tasks").ShouldBe(2);
        lab.Counter("Map input records").ShouldBe(1); // of the attempt that counts
        lab.StepLog("syslog").ShouldNotContain("\t\tn=1");
    }

    [Theory]
    [InlineData("no-such-program x", "Cannot run program \"no-such-program\": error=2, No such file or directory")]
    [InlineData("./no-script", "Cannot run program \"./no-script\": error=2, No such file or directory")]
    [InlineData("/etc/passwd", "Cannot run program \"/etc/passwd\": error=13, Permission denied")]
    public async Task A_command_that_cannot_run_is_told_as_Java_does(string command, string message)
    {
        (await lab.StreamAsync("-D", "mapreduce.map.maxattempts=1", "-mapper", command)).Succeeded.ShouldBeFalse();

        lab.StepLog("syslog").ShouldContain($"Caused by: java.io.IOException: {message}\n");
    }

    [Theory]
    [InlineData("-reducer", "mapreduce.reduce.maxattempts=2", "Failed reduce tasks", 2)]
    [InlineData("-combiner", "mapreduce.map.maxattempts=2", "Failed map tasks", 2)]
    public async Task Reducers_and_combiners_can_fail_a_job(string option, string attempts, string counter, long failures)
    {
        var outcome = await lab.StreamAsync("-D", attempts, "-D", "mapreduce.job.maps=1", "-mapper", "cat", option, "sh -c 'cat; exit 9'");

        outcome.Succeeded.ShouldBeFalse();
        lab.StepLog("syslog").ShouldContain("subprocess failed with code 9");
        lab.Counter(counter).ShouldBe(failures);
        lab.Keys("out").ShouldBeEmpty();
    }

    [Fact]
    public async Task Input_that_cannot_be_read_fails_the_task()
    {
        lab.Put("in", "");
        lab.Put("broken/x.gz", "this is not gzip");

        var outcome = await lab.StreamAsync("-D", "mapreduce.map.maxattempts=2", "-D", "mapreduce.job.maps=1", "-mapper", "cat", "-input", "s3://data/broken");

        outcome.Succeeded.ShouldBeFalse();
        lab.StepLog("syslog").ShouldContain("Error: java.io.IOException: ");
        lab.Counter("Failed map tasks").ShouldBe(2);
        TaggedProcesses.Find(lab.WorkFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_exit_code_may_be_declared_no_failure()
    {
        (await lab.StreamAsync("-D", "stream.non.zero.exit.is.failure=false", "-mapper", "sh -c 'cat; exit 7'")).Succeeded.ShouldBeTrue();

        lab.Output.ShouldBe("a\tb\n");
    }

    [Fact]
    public async Task A_task_that_shows_no_sign_of_work_times_out()
    {
        var outcome = await lab.StreamAsync("-D", "mapreduce.task.timeout=300", "-D", "mapreduce.map.maxattempts=1", "-D", "mapreduce.job.maps=1", "-mapper", "sleep 600");

        outcome.Succeeded.ShouldBeFalse();
        lab.StepLog("syslog").ShouldMatch(@"Error: AttemptID:attempt_\d+_0001_m_000000_0 Timed out after 0 secs\n");
        TaggedProcesses.Find(lab.WorkFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_task_leaves_running_does_not_outlive_it()
    {
        var outcome = await lab.StreamAsync("-mapper", "sh -c 'cat; sleep 600 & setsid sleep 601 &'");

        outcome.Succeeded.ShouldBeTrue();
        lab.Output.ShouldBe("a\tb\n");
        TaggedProcesses.Find(lab.WorkFolder).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_task_that_fails_for_good_stops_the_others()
    {
        lab.Put("many/fails", "fail\n");
        lab.Put("many/sleeps", "sleep\n");

        var outcome = await lab.StepAsync(
            "command-runner.jar", "hadoop-streaming", "-D", "mapreduce.map.maxattempts=1", "-D", "mapreduce.input.fileinputformat.split.minsize=99",
            "-mapper", "sh -c 'read x; test $x = sleep && sleep 600; exit 1'", "-input", "s3://data/many", "-output", "s3://data/out");

        outcome.Succeeded.ShouldBeFalse();
        lab.StepLog("syslog").ShouldContain("failedMaps:1");
        lab.Counter("Killed map tasks").ShouldBe(1);
    }

    [Theory]
    [InlineData("-input|s3://data/missing", "Error Launching job : Input path does not exist: s3://data/missing", "controller", "exitCode 5")]
    [InlineData("-bogus|1", "Unrecognized option: -bogus", "stderr", "Try -help for more information")]
    [InlineData("-D|late=1", "Unrecognized option: -D", "controller", "exitCode 1")]
    [InlineData("-file|s3://data/gone.py", "File s3://data/gone.py does not exist.", "controller", "exitCode 1")]
    public async Task A_job_that_cannot_start_says_why_in_Hadoops_words(string more, string message, string log, string text)
    {
        var outcome = await lab.StreamAsync(["-mapper", "cat", .. more.Split('|')]);

        outcome.Succeeded.ShouldBeFalse();
        outcome.Message.ShouldBe(message);
        lab.StepLog("stderr").ShouldContain(message);
        lab.StepLog(log).ShouldContain(text);
        lab.Keys("out").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_output_folder_that_exists_is_left_alone()
    {
        lab.Put("out/part-00000", "precious");

        var outcome = await lab.StreamAsync("-mapper", "cat");

        outcome.Reason.ShouldBe("Output directory already exists.");
        outcome.Message.ShouldBe("Error launching job , Output path already exists : Output directory s3://data/out already exists");
        lab.StepLog("controller").ShouldContain("exitCode 4");
        lab.Text("out/part-00000").ShouldBe("precious");
    }

    [Fact]
    public async Task A_rerun_does_not_take_anothers_output_for_its_own()
    {
        lab.Put("out/part-00000", "precious");

        (await lab.StepAsync("command-runner.jar", Streaming("cat"), rerun: true)).Succeeded.ShouldBeFalse();

        lab.Text("out/part-00000").ShouldBe("precious");
    }

    [Fact]
    public async Task A_rerun_drops_what_the_interrupted_run_had_committed_and_what_it_was_making()
    {
        File.WriteAllText(Path.Combine(lab.WorkFolder, "committing"), "s3://data/out"); // as a run leaves it that dies while committing
        lab.Put("out/part-00007", "half");
        Directory.CreateDirectory(Path.Combine(lab.WorkFolder, "attempts", "attempt_1_0001_m_000000_0"));

        (await lab.StepAsync("command-runner.jar", Streaming("cat"), rerun: true)).Succeeded.ShouldBeTrue();

        lab.Keys("out/").ShouldBe(["out/_SUCCESS", "out/part-00000"]);
    }

    [Fact]
    public async Task Cancelling_ends_every_process_of_the_step()
    {
        using var cancel = new CancellationTokenSource();
        var started = lab.TempFile("started");
        var running = lab.StepAsync("command-runner.jar", Streaming($"sh -c 'sleep 600 & setsid sleep 600 & touch {started}; wait'"), rerun: false, cancel.Token);
        await AppearsAsync(started);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
        TaggedProcesses.Find(lab.WorkFolder).ShouldBeEmpty();
        lab.StepLog("controller").ShouldContain("Step cancelled");
        lab.Keys("out").ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_place_for_logs_steps_run_all_the_same()
    {
        lab.LogUri = "s3://no-such-bucket/logs/";
        (await lab.StreamAsync("-mapper", "cat")).Succeeded.ShouldBeTrue();

        lab.LogUri = null;
        var outcome = await lab.StreamAsync("-mapper", "cat"); // the output exists now
        outcome.Succeeded.ShouldBeFalse();
        outcome.LogFile.ShouldBeNull();
        lab.LogKeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_stays_in_the_steps_folder_but_the_mark_of_its_commit()
    {
        await lab.StreamAsync("-mapper", "cat");

        Directory.EnumerateFileSystemEntries(lab.WorkFolder).Select(Path.GetFileName).ShouldBe(["committing"]);
    }

    public void Dispose() => lab.Dispose();

    private static string[] Streaming(string mapper) =>
        ["hadoop-streaming", "-mapper", mapper, "-input", "s3://data/in", "-output", "s3://data/out"];

    private static async Task AppearsAsync(string file)
    {
        var waited = Stopwatch.StartNew();
        while (!File.Exists(file) && waited.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Yield();
        File.Exists(file).ShouldBeTrue();
    }
}
