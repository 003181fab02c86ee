using MrJob.Core.Configuration;
using MrJob.Core.Jobs;

namespace MrJob.Core.Tests.Jobs;

public class JobSpecReaderTests
{
    private const string Step = """{"type": "streaming", "mapper": "cat"}""";

    [Fact]
    public void A_body_is_read_whole()
    {
        var spec = Read("""
            { "label": "word_count", "owner": "ann",
              "steps": [{ "type": "streaming",
                          "mapper":   {"type": "command", "command": "python3 wc.py map"},
                          "combiner": "python3 wc.py reduce",
                          "reducer":  {"command": "python3 wc.py reduce"},
                          "jobconf":  {"mapreduce.job.reduces": 2, "mapreduce.map.speculative": false} }],
              "input": ["s3://my-data/books/"], "output_dir": "s3://my-data/counts",
              "options": { "pool_clusters": true, "num_core_instances": 2, "upload_files": ["s3://my-code/wc.py#wc.py"] } }
            """);
        spec.Label.ShouldBe("word_count");
        spec.OutputDir.ShouldBe("s3://my-data/counts/");
        var step = spec.Steps[0].ShouldBeOfType<StreamingStepSpec>();
        (step.Mapper, step.Combiner, step.Reducer).ShouldBe(("python3 wc.py map", "python3 wc.py reduce", "python3 wc.py reduce"));
        step.Jobconf.ShouldBe(new Dictionary<string, string> { ["mapreduce.job.reduces"] = "2", ["mapreduce.map.speculative"] = "false" });
        spec.Options.PoolClusters.ShouldBeTrue();
        spec.Options.NumCoreInstances.ShouldBe(2);
    }

    [Fact]
    public void Every_fault_is_found_in_one_pass_with_its_path() =>
        Faults("""
            { "labl": "x", "owner": "a b", "steps": [{"type": "streaming"}, {"type": "sparkscript"}],
              "input": ["/tmp/x"], "options": {"num_core_instances": "two"} }
            """).Select(f => f.Path).ShouldBe(
            ["$.labl", "$.owner", "$.steps[0]", "$.steps[1].type", "$.input[0]", "$.options.num_core_instances"], ignoreOrder: true);

    [Fact]
    public void A_misspelt_option_gets_the_nearest_name() =>
        Faults(WithOptions("""{"pool_cluster": true}""")).ShouldHaveSingleItem()
            .ShouldBe(new Fault("$.options.pool_cluster", "is not known; did you mean 'pool_clusters'?"));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("{\"steps\": []}")]
    [InlineData("{\"steps\": [null]}")]
    [InlineData("{\"steps\": [{\"type\": \"streaming\", \"mapper\": \"\\ud800\"}]}")]
    [InlineData("{\"\\ud800\": 1}")]
    public void A_body_that_is_no_job_has_a_fault_and_never_throws(string body) => Faults(body).ShouldNotBeEmpty();

    [Fact]
    public void A_body_that_is_nested_too_deeply_is_a_fault() =>
        Faults(new string('[', 100_000)).ShouldHaveSingleItem().Path.ShouldBe("$");

    [Fact]
    public void A_pool_and_a_given_cluster_exclude_each_other() =>
        Faults(WithOptions("""{"pool_clusters": true, "cluster_id": "j-ABC"}"""))
            .ShouldHaveSingleItem().Path.ShouldBe("$.options.cluster_id");

    [Fact]
    public void A_combiner_needs_a_reducer() =>
        Faults("""{"steps": [{"type": "streaming", "mapper": "cat", "combiner": "cat"}], "input": ["s3://b/k"]}""").ShouldHaveSingleItem().Path.ShouldBe("$.steps[0].combiner");

    [Fact]
    public void An_input_with_a_comma_is_refused_because_Hadoop_would_split_it() =>
        Faults($$"""{"steps": [{{Step}}], "input": ["s3://b/a,b"]}""").ShouldHaveSingleItem().Path.ShouldBe("$.input[0]");

    private static string WithOptions(string options) => $$"""{"steps": [{{Step}}], "input": ["s3://b/k"], "options": {{options}} }""";

    [Fact]
    public void A_streaming_step_needs_an_input() =>
        Faults($$"""{"steps": [{{Step}}]}""").ShouldHaveSingleItem().Path.ShouldBe("$.input");

    [Fact]
    public void A_name_may_not_end_in_a_newline() =>
        Faults($$"""{"label": "a\n", "steps": [{{Step}}], "input": ["s3://b/k"]}""").ShouldHaveSingleItem().Path.ShouldBe("$.label");

    [Fact]
    public void Tags_of_the_service_and_of_AWS_are_not_the_users() =>
        Faults(WithOptions("""{"tags": {"mrjob:stack": "x", "aws:y": "z", "team": "t"}}""")).Count.ShouldBe(2);

    [Fact]
    public void A_body_with_ten_thousand_faults_lists_a_hundred_and_says_that_there_are_more() =>
        Faults("{" + string.Join(",", Enumerable.Range(0, 10_000).Select(i => $"\"x{i}\": 1")) + "}").Count.ShouldBe(101);

    private static JobSpec Read(string body)
    {
        var faults = new List<Fault>();
        var spec = JobSpecReader.Read(body, ServiceConf.None, faults);
        faults.ShouldBeEmpty();
        return spec.ShouldNotBeNull();
    }

    private static List<Fault> Faults(string body)
    {
        var faults = new List<Fault>();
        JobSpecReader.Read(body, ServiceConf.None, faults).ShouldBeNull();
        return faults;
    }
}
