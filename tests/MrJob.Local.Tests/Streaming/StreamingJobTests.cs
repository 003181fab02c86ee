using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using MrJob.Testing;

namespace MrJob.Local.Tests.Streaming;

/// <summary>Streaming jobs as real processes on real files.</summary>
public sealed class StreamingJobTests : IDisposable
{
    private const string Words = "awk '{for (i = 1; i <= NF; i++) print $i \"\\t\" 1}'";
    private const string Sum = "awk -F '\\t' '{if ($1 != k && NR > 1) {print k \"\\t\" n; n = 0} k = $1; n += $2} END {if (NR) print k \"\\t\" n}'";

    private readonly StepLab lab = new();

    [Fact]
    public async Task Word_count_says_what_sort_and_uniq_say()
    {
        var text = Prose(20_000);
        lab.Put("in/a", text);

        (await lab.StreamAsync("-D", "mapreduce.job.reduces=3", "-mapper", Words, "-reducer", Sum)).Succeeded.ShouldBeTrue();

        lab.Keys("out/").ShouldBe(["out/_SUCCESS", "out/part-00000", "out/part-00001", "out/part-00002"]);
        lab.Text("out/_SUCCESS").ShouldBe("");
        lab.Output.Split('\n').Order(StringComparer.Ordinal).ShouldBe(Counted(text).Split('\n').Order(StringComparer.Ordinal));
        foreach (var part in lab.Keys("out/part-"))
            lab.Text(part).Split('\n').SkipLast(1).ShouldBe(lab.Text(part).Split('\n').SkipLast(1).Order(StringComparer.Ordinal), part);
    }

    [Fact]
    public async Task A_combiner_makes_less_of_it_and_changes_nothing()
    {
        var text = Prose(5_000);
        lab.Put("in/a", text);

        // This combiner gives its results in no order, as a table's do.
        var combiner = "awk -F '\\t' '{n[$1] += $2} END {for (k in n) print k \"\\t\" n[k]}'";
        (await lab.StreamAsync("-D", "mapreduce.job.reduces=2", "-mapper", Words, "-combiner", combiner, "-reducer", Sum)).Succeeded.ShouldBeTrue();

        lab.Output.Split('\n').Order(StringComparer.Ordinal).ShouldBe(Counted(text).Split('\n').Order(StringComparer.Ordinal));
        lab.Counter("Combine input records").ShouldBe(lab.Counter("Map output records"));
        lab.Counter("Reduce input records").ShouldBe(lab.Counter("Combine output records"));
        lab.Counter("Combine output records").ShouldBeLessThan(lab.Counter("Combine input records"));
    }

    [Fact]
    public async Task More_than_fits_in_memory_is_sorted_through_files()
    {
        var random = new Random(3);
        var lines = Enumerable.Range(0, 120_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{random.Next(50_000)}\t{i}")).ToList();
        lab.Put("in/a", string.Join('\n', lines));

        (await lab.StreamAsync("-D", "mapreduce.task.io.sort.mb=1", "-D", "mapreduce.job.maps=1", "-mapper", "cat")).Succeeded.ShouldBeTrue();

        var sorted = lines.OrderBy(line => line.Split('\t')[0], StringComparer.Ordinal); // values as they came
        lab.Output.Split('\n').SkipLast(1).SequenceEqual(sorted).ShouldBeTrue();
        lab.Counter("Spilled Records").ShouldBe(120_000);
    }

    [Fact]
    public async Task Values_come_in_the_order_of_the_map_tasks_for_equal_keys()
    {
        lab.Put("in/a", "k\ta1\nk\ta2\nk\ta3\n");
        lab.Put("in/b", "k\tb1\n");

        await lab.StreamAsync("-D", "mapreduce.input.fileinputformat.split.minsize=100", "-mapper", "cat");

        lab.Output.ShouldBe("k\ta1\nk\ta2\nk\ta3\nk\tb1\n");
    }

    /// <summary>
    /// Streaming makes a line without a tab a key with an empty <c>Text</c> value (<c>TextOutputReader.splitKeyVal</c>), and
    /// <c>TextOutputFormat</c> leaves the separator out only for null values: so there is a tab at the line's end.
    /// </summary>
    [Fact]
    public async Task A_line_without_a_tab_ends_up_with_one()
    {
        lab.Put("in", "b\na\tx\n");
        await lab.StreamAsync("-mapper", "cat", "-numReduceTasks", "0");
        lab.Output.ShouldBe("b\t\na\tx\n");
    }

    [Fact]
    public async Task A_reducer_sees_the_tab_too()
    {
        lab.Put("in", "b\n");
        await lab.StreamAsync("-mapper", "cat", "-reducer", "tr '\\t' '|'");
        lab.Output.ShouldBe("b|\t\n");
    }

    [Fact]
    public async Task Map_only_jobs_keep_the_order_of_lines_in_a_part_for_each_split()
    {
        lab.Put("in/big", "1\t\n2\t\n3\t\n4\t\n5\t\n6\t\n");
        lab.Put("in/small", "z\t\n");

        await lab.StreamAsync("-D", "mapreduce.input.fileinputformat.split.minsize=100", "-mapper", "cat", "-reducer", "NONE");

        lab.Keys("out/").ShouldBe(["out/_SUCCESS", "out/part-00000", "out/part-00001"]);
        lab.Text("out/part-00000").ShouldBe("1\t\n2\t\n3\t\n4\t\n5\t\n6\t\n");
        lab.Text("out/part-00001").ShouldBe("z\t\n");
    }

    [Fact]
    public async Task Inputs_may_be_many_compressed_and_without_a_last_line_end()
    {
        lab.Put("in/a", "a\t1\nb\t1");
        lab.Put("in/b.gz", Gzip("c\t1\nd\t1"));
        lab.Put("more/x1", "e\t1");
        lab.Put("more/y1", "f\t1");

        await lab.StreamAsync("-mapper", "cat", "-input", "s3n://data/more/x*");

        lab.Output.ShouldBe("a\t1\nb\t1\nc\t1\nd\t1\ne\t1\n");
    }

    [Fact]
    public async Task Empty_input_gives_empty_parts_and_drops_what_a_reducer_without_input_says()
    {
        lab.Put("in", "");

        (await lab.StreamAsync("-D", "mapreduce.job.reduces=2", "-mapper", "cat", "-reducer", "echo hello")).Succeeded.ShouldBeTrue();

        lab.Keys("out/").ShouldBe(["out/_SUCCESS", "out/part-00000", "out/part-00001"]);
        lab.Output.ShouldBe("");
    }

    [Fact]
    public async Task An_empty_folder_runs_no_maps()
    {
        lab.Put("in/", "");

        (await lab.StreamAsync("-mapper", "cat")).Succeeded.ShouldBeTrue();

        lab.Keys("out/").ShouldBe(["out/_SUCCESS", "out/part-00000"]);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_pass_unchanged()
    {
        var bytes = Enumerable.Range(0, 256).Where(b => b is not (0x0A or 0x0D or 0x09)).Select(b => (byte)b).ToArray();
        lab.Put("in", [.. bytes, 0x09, .. bytes, 0x0A]);

        await lab.StreamAsync("-mapper", "cat", "-reducer", "cat");

        lab.Bytes("out/part-00000").ShouldBe([.. bytes, 0x09, .. bytes, 0x0A]);
    }

    [Fact]
    public async Task Keys_go_to_the_part_that_Hadoop_would_send_them_to()
    {
        lab.Put("in", "a\nab\nthe\n"); // hashes 128, 4066 and 144592: remainders 2, 1 and 1 by 3

        await lab.StreamAsync("-D", "mapred.reduce.tasks=3", "-mapper", "cat");

        lab.Keys("out/part-").Select(lab.Text).ShouldBe(["", "ab\t\nthe\t\n", "a\t\n"]);
    }

    [Fact]
    public async Task Keys_of_several_fields_and_other_separators_are_honoured()
    {
        lab.Put("in", "b.2.x\na.1.y\nb.1.z\n");

        await lab.StreamAsync(
            "-D", "stream.map.output.field.separator=.", "-D", "stream.num.map.output.key.fields=2", "-D", "stream.reduce.input.field.separator=;",
            "-D", "mapreduce.output.textoutputformat.separator=|", "-D", "stream.reduce.output.field.separator=;", "-mapper", "cat", "-reducer", "cat");

        lab.Output.ShouldBe("a.1|y\nb.1|z\nb.2|x\n");
    }

    [Fact]
    public async Task Files_and_archives_are_in_the_working_folder_and_executable()
    {
        Store("code/up.sh", "#!/bin/sh\nread w < dict.txt; read z < zip/inner.txt; while read x; do echo \"$x $w $z\"; done\n");
        Store("code/words", "hello");
        lab.Store.Put("code", "z.zip", Zip("inner.txt", "packed"));
        lab.Put("in", "a\n");

        (await lab.StreamAsync(
            "-files", "s3://code/code/up.sh,s3://code/code/words#dict.txt", "-archives", "s3://code/z.zip#zip", "-mapper", "up.sh", "-reducer", "NONE"))
            .Succeeded.ShouldBeTrue(lab.StepLog("stderr"));

        lab.Output.ShouldBe("a hello packed\t\n");
    }

    [Fact]
    public async Task Python_scripts_run()
    {
        _ = Peers.Python;
        Store("code/wc.py", "import sys\nfor line in sys.stdin:\n    for word in line.split():\n        print(word, 1, sep='\\t')\n");
        lab.Put("in", "b a\na\n");

        await lab.StreamAsync("-files", "s3://code/code/wc.py#wc.py", "-mapper", "python3 wc.py", "-reducer", Sum);

        lab.Output.ShouldBe("a\t2\nb\t1\n");
    }

    [Fact]
    public async Task Tasks_see_the_jobs_properties_and_cmdenv_and_nothing_else_of_ours()
    {
        Environment.SetEnvironmentVariable("MRJOB_TEST_SECRET", "leak");
        lab.Put("in", "x\n");

        await lab.StreamAsync("-D", "my.own-property=v1", "-cmdenv", "NAME=value", "-cmdenv", "CUT=at the space", "-mapper", "env", "-reducer", "NONE");

        var lines = lab.Output.Split('\n').Select(line => line.TrimEnd('\t')).ToList();
        lines.ShouldContain("my_own_property=v1");
        lines.ShouldContain("NAME=value");
        lines.ShouldContain("CUT=at");
        lines.ShouldContain("mapreduce_map_input_file=s3://data/in");
        lines.ShouldContain("map_input_start=0");
        lines.ShouldContain("mapreduce_map_input_length=1");
        lines.ShouldContain("mapreduce_task_ismap=true");
        lines.ShouldContain("mapreduce_task_partition=0");
        lines.ShouldContain("mapreduce_job_reduces=0");
        lines.ShouldContain("AWS_ENDPOINT_URL=http://127.0.0.1:4566");
        lines.ShouldContain(line => line.StartsWith("mapreduce_task_attempt_id=attempt_", StringComparison.Ordinal) && line.EndsWith("_m_000000_0", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("TMPDIR=", StringComparison.Ordinal));
        lines.ShouldNotContain(line => line.Contains("MRJOB_TEST_SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Counters_add_up_and_reporter_lines_stay_out_of_the_log()
    {
        lab.Put("in/a", "a b a\n");
        lab.Put("in/b", "b\n");
        var mapper = "sh -c 'echo reporter:counter:My group,Bad lines,2 >&2; echo reporter:status:busy >&2; echo plain words >&2; echo reporter:counter:odd >&2; tr \" \" \"\\n\"'";

        await lab.StreamAsync("-D", "mapreduce.input.fileinputformat.split.minsize=100", "-mapper", mapper, "-reducer", "cat");

        lab.Counter("Bad lines").ShouldBe(4);
        lab.Counter("Map input records").ShouldBe(2);
        lab.Counter("Map output records").ShouldBe(4);
        lab.Counter("Reduce input groups").ShouldBe(2);
        lab.Counter("Reduce input records").ShouldBe(4);
        lab.Counter("Reduce output records").ShouldBe(4);
        lab.Counter("Launched map tasks").ShouldBe(2);
        lab.Counter("Launched reduce tasks").ShouldBe(1);
        lab.Counter("Bytes Read").ShouldBe(8);
        lab.Counter("Bytes Written").ShouldBe(lab.Output.Length);
        lab.StepLog("syslog").ShouldContain("\n\tMy group\n\t\tBad lines=4\n");
        lab.TaskLogs("stderr").ShouldBe("plain words\nplain words\n");
        lab.TaskLogs("syslog").ShouldContain("Cannot parse counter line: reporter:counter:odd");
    }

    [Fact]
    public async Task A_mapper_may_leave_a_little_input_unread_but_not_much()
    {
        lab.Put("in", string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i}\n")));
        (await lab.StreamAsync("-mapper", "head -n 1", "-reducer", "NONE")).Succeeded.ShouldBeTrue();
        lab.Output.ShouldStartWith("0\t\n");

        // As on Hadoop, whose task fails when it cannot write a record to its program.
        lab.Put("in", new string('x', 900_000));
        var outcome = await lab.StepAsync(
            "command-runner.jar", "hadoop-streaming", "-D", "mapreduce.map.maxattempts=1", "-mapper", "true", "-input", "s3://data/in", "-output", "s3://data/out2");
        outcome.Succeeded.ShouldBeFalse();
        lab.StepLog("syslog").ShouldContain("Error: java.io.IOException: Broken pipe");
    }

    public void Dispose() => lab.Dispose();

    private void Store(string key, string text) => lab.Store.Put("code", key, Encoding.UTF8.GetBytes(text));

    private static string Prose(int lines)
    {
        string[] words = ["the", "of", "whale", "sea", "Ahab", "and", "a", "ship", "harpoon", "été", "Queequeg's", "--"];
        var random = new Random(1);
        return string.Concat(Enumerable.Range(0, lines).Select(_ => string.Join(' ', Enumerable.Range(0, random.Next(8)).Select(_ => words[random.Next(words.Length)])) + "\n"));
    }

    private string Counted(string text)
    {
        var file = lab.TempFile("text");
        File.WriteAllText(file, text);
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"tr -s ' ' '\\n' < {file} | grep . | LC_ALL=C sort | uniq -c | awk '{{print $2 \"\\t\" $1}}'"]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        return process.StandardOutput.ReadToEnd();
    }

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private static byte[] Zip(string name, string text)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var entry = new StreamWriter(zip.CreateEntry(name).Open());
            entry.WriteLine(text);
        }

        return bytes.ToArray();
    }
}
