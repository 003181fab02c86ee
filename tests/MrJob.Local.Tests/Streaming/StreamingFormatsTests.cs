using System.Text;
using MrJob.Local.Streaming.Codecs;

namespace MrJob.Local.Tests.Streaming;

/// <summary>What streaming jobs read and write, with results worked out from Hadoop's rules.</summary>
public sealed class StreamingFormatsTests : IDisposable
{
    private const string NLine = "org.apache.hadoop.mapred.lib.NLineInputFormat";

    private readonly StepLab lab = new();

    /// <summary>Streaming ignores keys for <c>TextInputFormat</c> alone: here each line comes with its offset.</summary>
    [Fact]
    public async Task NLineInputFormat_gives_each_map_its_lines_with_their_offsets()
    {
        lab.Put("in", "a\nbb\nccc\n");

        (await lab.StreamAsync("-D", "mapred.line.input.format.linespermap=2", "-D", "mapreduce.job.reduces=0", "-inputformat", NLine, "-mapper", "cat"))
            .Succeeded.ShouldBeTrue();

        lab.Keys("out/part-").Select(lab.Text).ShouldBe(["0\ta\n2\tbb\n", "5\tccc\n"]);
        lab.Counter("Map input records").ShouldBe(3);
        lab.TaskLogs("syslog").ShouldContain("Processing split: s3://data/in:4+4\n"); // a byte before the line, as Hadoop cuts
    }

    [Theory]
    [InlineData("stream.map.input.ignoreKey=true", NLine, "a\t\n")]
    [InlineData("stream.map.input.ignoreKey=false", "TextInputFormat", "0\ta\n")]
    [InlineData("x=y", "TextInputFormat", "a\t\n")]
    [InlineData("x=y", "KeyValueTextInputFormat", "a\t\n")]
    [InlineData("stream.map.input.field.separator=;", "KeyValueTextInputFormat", "a;\t\n")]
    public async Task A_mapper_sees_keys_as_its_input_format_and_the_job_say(string property, string format, string output)
    {
        lab.Put("in", "a\n");

        (await lab.StreamAsync("-D", property, "-inputformat", format, "-mapper", "cat", "-reducer", "NONE")).Succeeded.ShouldBeTrue();

        lab.Output.ShouldBe(output);
    }

    [Fact]
    public async Task Files_of_every_compression_are_read_as_their_names_say()
    {
        lab.Put("in/a.gz", Compress(Codec.Gzip, "gz\n"));
        lab.Put("in/b.bz2", Compress(Codec.BZip2, "bz2\n"));
        lab.Put("in/c.deflate", Compress(Codec.Deflate, "deflate"));
        lab.Put("in/d.txt", "plain\n");

        (await lab.StreamAsync("-mapper", "cat")).Succeeded.ShouldBeTrue();

        lab.Output.ShouldBe("bz2\t\ndeflate\t\ngz\t\nplain\t\n");
    }

    [Fact]
    public async Task A_compressed_file_that_was_cut_off_fails_the_job()
    {
        lab.Put("in/a.gz", Compress(Codec.Gzip, string.Concat(Enumerable.Range(0, 9_000).Select(i => $"{i}\n")))[..^100]);

        var outcome = await lab.StreamAsync("-D", "mapreduce.map.maxattempts=1", "-mapper", "cat");

        outcome.Succeeded.ShouldBeFalse();
        outcome.Message.ShouldNotBeNull().ShouldContain("truncated");
    }

    [Fact]
    public async Task Input_of_a_compression_that_we_cannot_read_fails_before_any_task()
    {
        lab.Put("in/a.snappy", "xx");

        var outcome = await lab.StreamAsync("-mapper", "cat");

        outcome.Message.ShouldNotBeNull().ShouldStartWith("not supported yet by the local EMR: input compressed as .snappy: a.snappy");
        lab.StepLog("syslog").ShouldNotContain("Running job");
    }

    [Theory]
    [InlineData("mapreduce.output.fileoutputformat.compress.codec=org.apache.hadoop.io.compress.GzipCodec", ".gz")]
    [InlineData("mapred.output.compression.codec=org.apache.hadoop.io.compress.BZip2Codec", ".bz2")]
    [InlineData("x=y", ".deflate")] // mapred-default.xml has DefaultCodec
    public async Task Output_is_compressed_where_the_job_says_so(string codec, string ending)
    {
        lab.Put("in", "a\n"); // hash 128: part 0 of 2

        (await lab.StreamAsync("-D", "mapred.output.compress=true", "-D", codec, "-D", "mapreduce.job.reduces=2", "-mapper", "cat", "-reducer", "cat"))
            .Succeeded.ShouldBeTrue();

        lab.Keys("out/").ShouldBe(["out/_SUCCESS", $"out/part-00000{ending}", $"out/part-00001{ending}"]);
        Read($"out/part-00000{ending}").ShouldBe("a\t\n");
        Read($"out/part-00001{ending}").ShouldBe("");
        lab.Counter("Bytes Written").ShouldBe(lab.Bytes($"out/part-00000{ending}").Length + lab.Bytes($"out/part-00001{ending}").Length);
    }

    [Fact]
    public async Task A_codec_that_we_have_not_fails_before_any_task()
    {
        lab.Put("in", "a\n");

        (await lab.StreamAsync("-D", "mapred.output.compress=true", "-D", "mapred.output.compression.codec=com.hadoop.compression.lzo.LzopCodec", "-mapper", "cat"))
            .Message.ShouldNotBeNull().ShouldStartWith("not supported yet by the local EMR: output compressed by com.hadoop.compression.lzo.LzopCodec; ");
        lab.StepLog("syslog").ShouldNotContain("Running job");
    }

    /// <summary>On Hadoop the committer is there whatever the output format is: it marks the folder, and nobody checks it before.</summary>
    [Fact]
    public async Task NullOutputFormat_leaves_only_the_mark_and_what_was_there()
    {
        lab.Put("in", "a\n");
        lab.Put("out/precious", "x");

        foreach (var rerun in new[] { false, true })
            (await lab.StepAsync(
                "command-runner.jar",
                ["hadoop-streaming", "-input", "s3://data/in", "-output", "s3://data/out", "-mapper", "cat", "-outputformat", "org.apache.hadoop.mapred.lib.NullOutputFormat"],
                rerun)).Succeeded.ShouldBeTrue();

        lab.Keys("out/").ShouldBe(["out/_SUCCESS", "out/precious"]);
        lab.Counter("Reduce output records").ShouldBe(1);
    }

    [Fact]
    public async Task Steps_hand_over_through_HDFS_and_nothing_of_it_is_on_S3()
    {
        lab.Put("in", "b\na\n");

        (await StreamAsync("s3://data/in", "hdfs:///tmp/one", "cat")).ShouldBeNull();
        (await StreamAsync("hdfs://namenode:8020/tmp/one", "two", "sed s/^/2/")).ShouldBeNull();
        (await StreamAsync("/user/hadoop/t{w,x}o", "s3://data/out", "cat")).ShouldBeNull();

        lab.Output.ShouldBe("2a\t\n2b\t\n");
        Directory.GetFiles(lab.Hdfs, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(lab.Hdfs, file)).Order(StringComparer.Ordinal)
            .ShouldBe(["tmp/one/_SUCCESS", "tmp/one/part-00000", "user/hadoop/two/_SUCCESS", "user/hadoop/two/part-00000"]);
        lab.Keys("").ShouldBe(["in", "out/_SUCCESS", "out/part-00000"]);
        lab.TaskLogs("syslog").ShouldContain("Processing split: hdfs:///user/hadoop/two/part-00000:0+");
        lab.Counter("HDFS: Number of bytes read").ShouldBe(8);
        lab.Counter("S3: Number of bytes written").ShouldBe(8);
    }

    [Fact]
    public async Task HDFS_paths_fail_in_Hadoops_words()
    {
        lab.Put("in", "a\n");
        Directory.CreateDirectory(Path.Combine(lab.Hdfs, "there"));

        (await StreamAsync("hdfs:///nothing", "s3://data/out", "cat")).ShouldBe("Error Launching job : Input path does not exist: hdfs:///nothing");
        (await StreamAsync("s3://data/in", "/there", "cat")).ShouldBe(
            "Error launching job , Output path already exists : Output directory hdfs:///there already exists"); // an empty folder is one
        (await StreamAsync("s3://data/in", "/../out", "cat")).ShouldBe("Error Launching job : Invalid path name /../out");
    }

    [Fact]
    public async Task A_rerun_drops_what_the_interrupted_run_left_on_HDFS()
    {
        lab.Put("in", "a\n");
        File.WriteAllText(Path.Combine(lab.WorkFolder, "committing"), "hdfs:///out"); // as a run leaves it that dies while committing
        Directory.CreateDirectory(Path.Combine(lab.Hdfs, "out", "sub"));
        File.WriteAllText(Path.Combine(lab.Hdfs, "out", "part-00009"), "half");

        (await lab.StepAsync("command-runner.jar", ["hadoop-streaming", "-input", "s3://data/in", "-output", "/out", "-mapper", "cat"], rerun: true))
            .Succeeded.ShouldBeTrue();

        Directory.GetFileSystemEntries(Path.Combine(lab.Hdfs, "out")).Select(Path.GetFileName).Order().ShouldBe(["_SUCCESS", "part-00000"]);
    }

    [Fact]
    public async Task Shipped_files_may_lie_on_HDFS_and_on_this_machine()
    {
        lab.Put("in", "a\n");
        Directory.CreateDirectory(Path.Combine(lab.Hdfs, "lib"));
        File.WriteAllText(Path.Combine(lab.Hdfs, "lib", "one.txt"), "1");
        var local = lab.TempFile("two words.txt");
        File.WriteAllText(local, "2");

        (await lab.StreamAsync(
            "-D", "mapreduce.job.maps=1", "-files", new Uri(local) + "#two", "-mapper", "sh -c 'cat one two; echo $mapreduce_job_cache_files'", "-reducer", "NONE", "-cacheFile", "/lib/one.txt#one"))
            .Succeeded.ShouldBeTrue(lab.StepLog("stderr"));

        lab.Output.ShouldBe($"12{new Uri(local)}#two,hdfs:///lib/one.txt#one\t\n");
    }

    [Fact]
    public async Task A_job_that_drops_folders_in_folders_reads_the_files_beside_them()
    {
        lab.Put("in/a", "a\n");
        lab.Put("in/sub/b", "b\n");

        await lab.StreamAsync("-D", "mapreduce.input.fileinputformat.input.dir.nonrecursive.ignore.subdirs=true", "-mapper", "cat");

        lab.Output.ShouldBe("a\t\n");
    }

    [Fact]
    public async Task Tasks_see_what_Hadoop_tells_them_under_new_names_and_old()
    {
        lab.Put("in", "x\n");

        await lab.StreamAsync(
            "-D", "mapreduce.job.maps=1", "-D", "stream.jobconf.truncate.limit=40", "-D", "mine=${mapreduce.job.name}!", "-D", "mapreduce.job.name=a name",
            "-cmdenv", "A=1", "-cmdenv", "NOT_A_PAIR", "-mapper", "env", "-reducer", "NONE");

        var lines = lab.Output.Split('\n').Select(line => line.TrimEnd('\t')).ToList();
        var job = lines.Single(line => line.StartsWith("mapreduce_job_id=job_", StringComparison.Ordinal)).Split('=')[1];
        var attempt = job.Replace("job_", "attempt_", StringComparison.Ordinal) + "_m_000000_0";
        foreach (var expected in new[]
        {
            $"mapred_job_id={job}", $"mapreduce_task_id={attempt[..^2].Replace("attempt", "task", StringComparison.Ordinal)}", $"mapred_tip_id={attempt[..^2].Replace("attempt", "task", StringComparison.Ordinal)}",
            $"mapreduce_task_attempt_id={attempt}", $"mapred_task_id={attempt}", "mapreduce_task_ismap=true", "mapred_task_is_map=true",
            "mapreduce_task_partition=0", "mapred_task_partition=0", "mapreduce_map_input_file=s3://data/in", "map_input_file=s3://data/in",
            "mapreduce_map_input_start=0", "map_input_start=0", "mapreduce_map_input_length=2", "map_input_length=2",
            $"mapreduce_task_output_dir={$"s3://data/out/_temporary/1/_temporary/{attempt}"[..40]}", $"mapred_work_output_dir={$"s3://data/out/_temporary/1/_temporary/{attempt}"[..40]}",
            "mapred_input_dir=s3://data/in", "mapred_output_dir=s3://data/out", "mapred_reduce_tasks=0", "mapred_output_format_class=org.apache.hadoop.mapred.TextOutputForma",
            "mapreduce_job_name=a name", "mapred_job_name=a name", "mine=a name!", "A=1", "fs_defaultFS=hdfs:///", "AWS_DEFAULT_REGION=us-east-1",
        })
            lines.ShouldContain(expected);
        lines.ShouldNotContain(line => line.StartsWith("NOT_A_PAIR", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_names_the_file_that_it_opens()
    {
        lab.Put("in", "x\n");

        await lab.StreamAsync("-D", "mapreduce.job.maps=1", "-mapper", "cat");

        lab.TaskLogs("syslog").ShouldContain(" INFO [main] com.amazon.ws.emr.hadoop.fs.s3n.S3NativeFileSystem: Opening 's3://data/in' for reading\n");
    }

    public void Dispose() => lab.Dispose();

    /// <summary>Why it failed, or null.</summary>
    private async Task<string?> StreamAsync(string input, string output, string mapper) =>
        (await lab.StepAsync("command-runner.jar", "hadoop-streaming", "-input", input, "-output", output, "-mapper", mapper)).Message;

    private string Read(string key)
    {
        using var text = new StreamReader(Codec.OfFile(key)!.Reader(new MemoryStream(lab.Bytes(key))));
        return text.ReadToEnd();
    }

    private static byte[] Compress(Codec codec, string text)
    {
        using var bytes = new MemoryStream();
        using (var writer = codec.Writer(bytes))
            writer.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
