using System.IO.Compression;
using System.Text.Json.Nodes;
using MrJob.Testing;

namespace MrJob.EndToEnd;

/// <summary>A job's files, input and output on this machine: what is uploaded, what tasks see of it, and what is refused.</summary>
public sealed class JobFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Tasks_see_every_kind_of_file_and_what_setup_made_of_it()
    {
        _ = Peers.Python;
        Write("lib/setup.sh", "export FROM_SETUP=yes");
        Write("lib/data/deep/inner.txt", "in a folder");
        Write("named.txt", "under a name");
        Write("helper.py", "def shout(text): return text.upper()");
        Write("packed/inside.txt", "in an archive");
        (await Command.ShellAsync(_folder.Path, "tar -czf packed.tar.gz -C packed inside.txt")).ExitCode.ShouldBe(0);
        Write("task.py", """
            import os, sys, helper
            for line in sys.stdin: pass
            print(helper.shout('module'))
            print(os.environ['FROM_SETUP'], os.environ['GIVEN'])
            print(open('other name.txt').read(), open('d/deep/inner.txt').read(), open('a/inside.txt').read(), open('from_setup').read(), sep='\n', end='')
            """);
        Write("job.yaml", """
            steps: [{type: streaming, mapper: python3 task.py}]
            input: [named.txt]
            options:
              setup:
              - source lib/setup.sh#
              - cat lib/data/#in_setup/deep/inner.txt >$__mrjob_PWD/from_setup; echo noise
              sh_bin: bash -e
              upload_files: ['named.txt#other name.txt', task.py]
              upload_dirs: [lib/data#d]
              upload_archives: [packed.tar.gz#a]
              py_files: [helper.py]
              cmdenv: {GIVEN: value}
              jobconf: {mapreduce.job.maps: 1}
            """);
        var ran = await RunAsync("job.yaml");
        ran.ExitCode.ShouldBe(0, ran.Error);
        Lines(ran.Output).ShouldBe(["MODULE", "yes value", "under a name", "in a folder", "in an archive", "in a folder"]);
    }

    [Theory]
    [InlineData("in/*.txt", "a,b")]
    [InlineData("in", "a,b,bz,gz")]
    [InlineData("in/a.txt in/b.txt.gz", "a,gz")]
    [InlineData("in/c.bz2", "bz")]
    [InlineData("- <in/a.txt", "a")]
    public async Task Input_is_files_globs_folders_compressed_ones_and_standard_input(string input, string lines)
    {
        Write("in/a.txt", "a\n");
        Write("in/b.txt", "b\n");
        Write("in/.hidden", "hidden\n");
        await using (var zipped = new GZipStream(File.Create(_folder.File("in/b.txt.gz")), CompressionLevel.Fastest))
            await zipped.WriteAsync("gz\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            _folder.File("in/c.bz2"), Convert.FromBase64String("QlpoOTFBWSZTWXKQoCMAAADBgAAQEAAAECAAIZgZhGF3JFOFCQcpCgIw"), TestContext.Current.CancellationToken);
        Write("job.yaml", "steps: [{type: streaming, mapper: cat, reducer: cat}]");
        var ran = await Command.ShellAsync(_folder.Path, $"set -f; '{Repository.MrJob}' run job.yaml {input}");
        ran.ExitCode.ShouldBe(0, ran.Error);
        Lines(ran.Output).Select(l => l.TrimEnd('\t')).ShouldBe(lines.Split(','));
    }

    [Fact]
    public async Task Each_mapper_of_a_manifest_gets_one_whole_file_unpacked()
    {
        Write("in/a.txt", "one\ntwo\n");
        await using (var zipped = new GZipStream(File.Create(_folder.File("in/b.txt.gz")), CompressionLevel.Fastest))
            await zipped.WriteAsync("three\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Write("count.sh", "echo \"$(basename \"$1\") $(basename \"$2\") $(wc -l <\"$1\" | tr -d ' ')\"");
        Write("job.yaml", """
            steps: [{type: streaming, mapper: sh count.sh, input_manifest: true}]
            input: [in]
            options: {upload_files: [count.sh]}
            """);
        var ran = await RunAsync("job.yaml");
        ran.ExitCode.ShouldBe(0, ran.Error);
        Lines(ran.Output).Order(StringComparer.Ordinal).ShouldBe(["a.txt a.txt 2", "b.txt b.txt.gz 1"]);
    }

    [Fact]
    public async Task Programs_of_a_step_have_hadoop_fs_on_S3_and_the_clusters_HDFS()
    {
        Write("in.txt", "x\n");
        Write("job.yaml", """
            steps:
            - type: streaming
              mapper: |-
                sh -ec 'cat >t; hadoop fs -put t hdfs:///tmp/t; hdfs dfs -cat /tmp/t; hadoop fs -test -e s3://mrjob-workbucket/none || echo not there; hadoop fs -cat s3://mrjob-workbucket/none 2>&1 || true'
              jobconf: {mapreduce.job.maps: 1}
            input: [in.txt]
            """);
        var ran = await RunAsync("job.yaml");
        ran.ExitCode.ShouldBe(0, ran.Error);
        Lines(ran.Output).ShouldBe(["x", "not there", "cat: `s3://mrjob-workbucket/none': No such file or directory"]);
    }

    [Theory]
    [InlineData("--setup", "echo 'x", "the command line has one fault.\n  switches.setup[0]: 'echo 'x' has a ' at character 6 that is not closed")]
    [InlineData("--file", "in.txt#a/b", "switches.upload_files[0]: 'in.txt#a/b' gives the name 'a/b'")]
    [InlineData("--python-bin", " ", "switches.python_bin: has no word")]
    [InlineData("--dir", "none", "There is no folder")]
    [InlineData("--instnce-type", "x", "did you mean --instance-type?")]
    [InlineData("--set", "instnce_type=x", "switches.instnce_type: is not known; did you mean 'instance_type'?")]
    public async Task A_switch_that_is_wrong_is_named_with_its_fault(string name, string value, string said)
    {
        Write("in.txt", "x\n");
        Write("job.yaml", "{steps: [{type: streaming, mapper: cat}], input: [in.txt]}");
        var ran = await RunAsync("job.yaml", name, value);
        ran.ExitCode.ShouldBe(2);
        ran.Error.ShouldContain(said);
    }

    [Theory]
    [InlineData("none.txt", "There is no file")]
    [InlineData("none*", "There is no file")]
    [InlineData("s3://mrjob-workbucket/none/*", "$.input[0]: matches nothing: s3://mrjob-workbucket/none/*")]
    public async Task Input_that_is_not_there_is_named(string input, string said)
    {
        Write("job.yaml", "steps: [{type: streaming, mapper: cat}]");
        var ran = await RunAsync("job.yaml", input);
        ran.ExitCode.ShouldBe(2);
        ran.Error.ShouldContain(said);
    }

    [Fact]
    public async Task Output_goes_to_S3_once()
    {
        Write("in.txt", "x\n");
        Write("job.yaml", "{steps: [{type: streaming, mapper: cat}], input: [in.txt]}");
        (await RunAsync("job.yaml", "-o", "s3://some-new-bucket/out")).ExitCode.ShouldBe(0);
        var again = await RunAsync("job.yaml", "-o", "s3://some-new-bucket/out");
        again.ExitCode.ShouldBe(2);
        again.Error.ShouldContain("$.output_dir: exists already: s3://some-new-bucket/out/");
    }

    [Fact]
    public async Task The_same_file_is_uploaded_once_whatever_its_name_and_folder()
    {
        Write("in.txt", "x\n");
        Write("one/f", "same");
        Write("two/f", "same");
        Write("job.yaml", "{steps: [{type: streaming, mapper: cat a b}], input: [in.txt], options: {upload_files: [one/f#a, two/f#b]}}");
        (await RunAsync("job.yaml")).ExitCode.ShouldBe(0);
        var keys = await Command.MrJobAsync(_folder.Path, "s3", "ls", "-r", "s3://mrjob-workbucket/uploads/", "--data-dir", ".mrjob");
        Lines(keys.Output).Count(k => k.EndsWith("/f", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Switches_of_the_old_runner_are_understood()
    {
        Write("in.txt", "x\n");
        Write("job.yaml", "{steps: [{type: streaming, mapper: cat}], input: [in.txt]}");
        var shown = await Command.MrJobAsync(
            _folder.Path, "options", "job.yaml", "--json", "--pool-emr-job-flows", "--num-ec2-instances=12", "--emr-job-flow-pool-name", "night", "-D", "a=b", "-D", "c=true",
            "--cmdenv", "X=1=2", "--no-check-input-paths", "--cleanup", "TMP,LOGS", "--emr-configuration", """{"Classification": "core-site"}""", "--extra-cluster-param", "A.B=[1]",
            "--archive", "x.tgz#a", "--setup", "true", "--setup", "false", "--python-bin", "python3 -v", "--subnets", "s-1,s-2", "--instance-fleets", "[]");
        shown.ExitCode.ShouldBe(0, shown.Error);
        var options = JsonNode.Parse(shown.Output)!.AsObject().ToDictionary(o => o.Key, o => o.Value!["value"]!.ToJsonString());
        options["pool_clusters"].ShouldBe("true");
        options["pool_name"].ShouldBe("\"night\"");
        options["jobconf"].ShouldBe("""{"a":"b","c":"true"}""");
        options["cmdenv"].ShouldBe("""{"X":"1=2"}""");
        options["check_input_paths"].ShouldBe("false");
        options["cleanup"].ShouldBe("""["TMP","LOGS"]""");
        options["emr_configurations"].ShouldBe("""[{"Classification":"core-site"}]""");
        options["extra_cluster_params"].ShouldBe("""{"A.B":[1]}""");
        options["upload_archives"].ShouldBe($"[\"{_folder.File("x.tgz")}#a\"]");
        options["setup"].ShouldBe("""["true","false"]""");
        options["python_bin"].ShouldBe("""["python3","-v"]""");
        options["subnet"].ShouldBe("""["s-1","s-2"]""");
        shown.Error.ShouldContain("num_ec2_instances is num_core_instances = 11 now");
    }

    private Task<CommandResult> RunAsync(params string[] args) => Command.MrJobAsync(_folder.Path, ["run", .. args]);

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.File(name))!);
        File.WriteAllText(_folder.File(name), text);
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\t')).ToArray();
}
