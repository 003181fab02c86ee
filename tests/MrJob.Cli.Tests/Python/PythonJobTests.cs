using System.Text.Json.Nodes;
using MrJob.Cli.Python;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;
using MrJob.Testing;

namespace MrJob.Cli.Tests.Python;

/// <summary>What bodies the scripts of mrjob's users make. Each body is also one that the service takes.</summary>
public sealed class PythonJobTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public PythonJobTests() => MrJobLibrary.Use();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_plain_job_has_a_step_of_what_its_class_has()
    {
        var body = await ReadAsync("""
            def mapper(self, _, line): yield line, 1
            def combiner(self, key, values): yield key, sum(values)
            def reducer(self, key, values): yield key, sum(values)
            """, "in.txt");
        ShouldBe(body, """[{"type":"streaming","mapper":{"type":"script"},"combiner":{"type":"script"},"reducer":{"type":"script"}}]""");
        body["script"]!.ToString().ShouldBe(_folder.File("my_job.py"));
        body["input"]!.ToJsonString().ShouldBe(new JsonArray(Path.GetFullPath("in.txt")).ToJsonString());
        body["script_args"]!.AsArray().ShouldBeEmpty();
        body["options"]!.AsObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task Commands_filters_and_inits_are_steps_as_the_service_knows_them()
    {
        var body = await ReadAsync("""
            def start(self): pass
            def steps(self):
                return [
                    MRStep(mapper_init=self.start, mapper_pre_filter='grep x', reducer_cmd='sort -u', jobconf={'a.b': True, 'n': 2, 'none': None}),
                    MRStep(mapper_cmd='cat', combiner_cmd='uniq', reducer_final=self.start),
                    MRStep(combiner=self.start, mapper=self.start), # Hadoop has no use for a combiner without a reducer
                ]
            """, "in.txt");
        ShouldBe(body, """
            [{"type":"streaming","mapper":{"type":"script","pre_filter":"grep x"},"reducer":{"type":"command","command":"sort -u"},"jobconf":{"a.b":true,"n":2}},
            {"type":"streaming","mapper":{"type":"command","command":"cat"},"combiner":{"type":"command","command":"uniq"},"reducer":{"type":"script"}},
            {"type":"streaming","mapper":{"type":"script"}}]
            """);
    }

    [Fact]
    public async Task A_raw_mapper_asks_for_an_input_manifest() => ShouldBe(await ReadAsync("""
        def mapper_raw(self, path, uri): yield path, uri
        """, "in.gz"), """[{"type":"streaming","mapper":{"type":"script"},"input_manifest":true}]""");

    [Fact]
    public async Task Jars_and_Spark_get_their_paths_where_the_script_says_INPUT_and_OUTPUT()
    {
        var body = await ReadAsync("""
            def steps(self):
                return [
                    JarStep(jar='/home/x.jar', args=['-v', mrjob.step.GENERIC_ARGS, INPUT, OUTPUT]),
                    SparkStep(self.work, spark_args=['--executor-cores', '2'], jobconf={'spark.x': 1}),
                    SparkScriptStep(script='s3://b/x.py', args=[INPUT, OUTPUT, 3]),
                    SparkJarStep(jar='s3://b/x.jar', main_class='a.B', args=['x']),
                ]
            def work(self, input, output): pass
            """, "in.txt");
        ShouldBe(body, """
            [{"type":"jar","jar":"/home/x.jar","args":["-v","<generic_args>","<input>","<output>"]},
            {"type":"spark","jobconf":{"spark.x":1},"spark_args":["--executor-cores","2"]},
            {"type":"spark_script","args":["<input>","<output>","3"],"script":"s3://b/x.py"},
            {"type":"spark_jar","args":["x"],"jar":"s3://b/x.jar","main_class":"a.B"}]
            """);
    }

    [Fact]
    public async Task A_spark_method_alone_makes_a_job_too() => ShouldBe(await ReadAsync("""
        def spark(self, input, output): pass
        """, "in.txt"), """[{"type":"spark"}]""");

    [Fact]
    public async Task The_jobs_own_switches_go_to_its_tasks_and_mrjobs_become_options()
    {
        var body = await ReadAsync("""
            def configure_args(self):
                super().configure_args()
                self.add_passthru_arg('--min', type=int, default=1)
                self.add_passthru_arg('--flag', action='store_true')
                self.add_file_arg('--stop')
            def mapper(self, _, line): pass
            """, "in.txt", "--min", "5", "-r", "emr", "--flag", "s3://b/k", "--stop", "/w/stop.txt#words", "--pool-clusters", "--num-core-instances", "3", "--cmdenv", "A=b", "-");
        body["script_args"]!.ToJsonString().ShouldBe("""["--min","5","--flag","--stop","words"]""");
        body["input"]!.AsArray().Select(i => i!.ToString()).ShouldBe([Path.GetFullPath("in.txt"), "s3://b/k", "-"]);
        JsonNode.DeepEquals(body["options"], JsonNode.Parse(
            """{"pool_clusters": true, "num_core_instances": 3, "cmdenv": {"A": "b"}, "upload_files": ["/w/stop.txt#words"]}""")).ShouldBeTrue(body["options"]!.ToJsonString());
    }

    [Fact]
    public async Task What_the_class_says_goes_with_what_its_switches_say()
    {
        var body = await ReadAsync("""
            FILES = ['words.txt', 's3://b/k#k']
            DIRS = ['data#d']
            ARCHIVES = ['/abs/a.tar.gz#a']
            LIBJARS = ['x.jar']
            SPARK_ARGS = ['--verbose']
            JOBCONF = {'one': 1, 'two': 'b'}
            HADOOP_INPUT_FORMAT = 'in.Format'
            HADOOP_OUTPUT_FORMAT = 'out.Format'
            PARTITIONER = 'a.Partitioner'
            def steps(self):
                return [MRStep(mapper=self.any), MRStep(reducer=self.any)]
            def any(self, *_): pass
            """, "in.txt", "--jobconf", "two=c", "--file", "more.txt", "--setup", "make");
        ShouldBe(body, """
            [{"type":"streaming","mapper":{"type":"script"},"input_format":"in.Format"},
            {"type":"streaming","reducer":{"type":"script"},"partitioner":"a.Partitioner","output_format":"out.Format"}]
            """);
        var options = body["options"]!;
        options["jobconf"]!.ToJsonString().ShouldBe("""{"one":1,"two":"c"}""");
        options["upload_files"]!.AsArray().Select(f => f!.ToString()).ShouldBe([_folder.File("words.txt"), "s3://b/k#k", Path.GetFullPath("more.txt")]);
        options["upload_dirs"]!.ToJsonString().ShouldContain(_folder.File("data#d"));
        options["upload_archives"]!.ToJsonString().ShouldBe("""["/abs/a.tar.gz#a"]""");
        options["libjars"]![0]!.ToString().ShouldBe(_folder.File("x.jar"));
        options["spark_args"]!.ToJsonString().ShouldBe("""["--verbose"]""");
        options["setup"]!.ToJsonString().ShouldBe("""["make"]""");
    }

    [Fact]
    public async Task Sorted_values_make_Hadoops_key_of_mrjobs_key_and_value()
    {
        var body = await ReadAsync("""
            SORT_VALUES = True
            JOBCONF = {'stream.num.map.output.key.fields': 3}
            def reducer(self, key, values): pass
            """, "in.txt");
        body["steps"]![0]!["partitioner"]!.ToString().ShouldBe("org.apache.hadoop.mapred.lib.KeyFieldBasedPartitioner");
        body["options"]!["jobconf"]!.ToJsonString().ShouldBe("""{"stream.num.map.output.key.fields":3,"mapreduce.partition.keypartitioner.options":"-k1,1"}""");
    }

    [Fact]
    public async Task Without_input_a_job_reads_standard_input_and_a_jar_that_asks_for_none_has_none()
    {
        (await ReadAsync("def mapper(self, _, line): pass"))["input"]!.ToJsonString().ShouldBe("""["-"]""");
        (await ReadAsync("def steps(self): return [JarStep(jar='x.jar', args=[INPUT])]"))["input"]!.ToJsonString().ShouldBe("""["-"]""");
        (await ReadAsync("def steps(self): return [JarStep(jar='x.jar')]"))["input"]!.ToJsonString().ShouldBe("[]");
    }

    [Fact]
    public async Task What_a_script_prints_and_imports_from_beside_itself_does_no_harm()
    {
        _folder.Write("helper.py", "print('{\"error\": \"no\"}')\nNAME = 'grep y'");
        var script = _folder.Write("loud.py", """
            import sys
            import helper
            from mrjob.job import MRJob
            print('loud', file=sys.stderr)
            class Loud(MRJob):
                def mapper_cmd(self):
                    return helper.NAME
            Loud.run()
            print('done')
            """);
        ShouldBe((await PythonJob.ReadAsync(script, ["x"], [], TestContext.Current.CancellationToken)).Body,
            """[{"type":"streaming","mapper":{"type":"command","command":"grep y"}}]""");
    }

    [Fact]
    public async Task The_library_is_the_folder_of_the_package()
    {
        _folder.Write("my_job.py", Script("def mapper(self, _, line): pass"));
        var job = await PythonJob.ReadAsync(_folder.File("my_job.py"), [], [], TestContext.Current.CancellationToken);
        File.Exists(Path.Combine(job.Library, "job.py")).ShouldBeTrue();
        Path.GetFileName(job.Library).ShouldBe("mrjob");
    }

    [Theory]
    [InlineData("/a/my_job.py", "my_job")]
    [InlineData("my job (2).py", "my_job__2_")]
    [InlineData("a.b-c.py", "a.b-c")]
    public void The_label_is_the_scripts_name_as_far_as_it_can_be(string script, string label) => ScriptBody.Label(script).ShouldBe(label);

    private async Task<JsonObject> ReadAsync(string members, params string[] args)
    {
        var script = _folder.Write("my_job.py", Script(members));
        var body = (await PythonJob.ReadAsync(script, args, [], TestContext.Current.CancellationToken)).Body;
        var faults = new List<Fault>();
        var uploaded = body.DeepClone().AsObject();
        uploaded["script"] = "s3://bucket/my_job.py";
        uploaded["input"] = new JsonArray("s3://bucket/input");
        uploaded["options"]!.AsObject().Remove("upload_dirs"); // which the command makes archives of
        JobSpecReader.Read(uploaded.ToJsonString(), ServiceConf.None, faults);
        faults.ShouldBeEmpty();
        return body;
    }

    private static string Script(string members) => $"""
        import mrjob.step
        from mrjob.job import MRJob
        from mrjob.step import INPUT, OUTPUT, JarStep, MRStep, SparkJarStep, SparkScriptStep, SparkStep

        class MyJob(MRJob):
            {members.ReplaceLineEndings("\n    ")}

        if __name__ == '__main__':
            MyJob.run()

        """;

    private static void ShouldBe(JsonObject body, string steps) => JsonNode.DeepEquals(body["steps"], JsonNode.Parse(steps)).ShouldBeTrue(body["steps"]!.ToJsonString());
}
