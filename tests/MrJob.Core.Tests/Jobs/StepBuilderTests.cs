using Amazon.ElasticMapReduce;
using MrJob.Core.Configuration;
using MrJob.Core.Jobs;

namespace MrJob.Core.Tests.Jobs;

public class StepBuilderTests
{
    [Fact]
    public void A_streaming_step_has_generic_options_first_and_then_its_own()
    {
        var job = Job(
            new() { UploadFiles = ["s3://c/wc.py#wc.py", "s3://c/b"], Cmdenv = new Dictionary<string, string> { ["LANG"] = "C" } },
            new StreamingStepSpec
            {
                Mapper = "python3 wc.py map", Combiner = "c", Reducer = "r", Jobconf = new Dictionary<string, string> { ["mapreduce.job.reduces"] = "2" },
            });
        Args(job, 0).ShouldBe(
        [
            "hadoop-streaming", "-files", "s3://c/wc.py#wc.py,s3://c/b#b", "-D", "mapreduce.job.reduces=2", "-cmdenv", "LANG=C", "-input", "s3://data/in",
            "-output", job.OutputDir, "-mapper", "python3 wc.py map", "-combiner", "c", "-reducer", "r",
        ]);
    }

    [Fact]
    public void A_step_without_a_reducer_is_map_only() =>
        Args(Job(new(), new StreamingStepSpec { Mapper = "cat" }), 0).ShouldContain("mapreduce.job.reduces=0");

    [Fact]
    public void A_step_with_only_a_reducer_maps_with_cat() =>
        string.Join(' ', Args(Job(new(), new StreamingStepSpec { Reducer = "wc" }), 0)).ShouldContain("-mapper cat -reducer wc");

    [Fact]
    public void Each_step_reads_what_the_one_before_wrote()
    {
        var job = Job(new(), new StreamingStepSpec { Mapper = "a" }, new StreamingStepSpec { Mapper = "b" });
        After(Args(job, 1), "-input").ShouldBe(After(Args(job, 0), "-output"));
        After(Args(job, 1), "-output").ShouldBe(job.OutputDir);
    }

    [Fact]
    public void The_steps_jobconf_wins_over_the_jobs() =>
        Args(Job(
            new() { Jobconf = new Dictionary<string, string> { ["a"] = "job", ["b"] = "job" } },
            new StreamingStepSpec { Reducer = "wc", Jobconf = new Dictionary<string, string> { ["a"] = "step" } }), 0)
            .Where(a => a is "a=step" or "a=job" or "b=job").ShouldBe(["a=step", "b=job"]);

    [Fact]
    public void A_spark_step_is_submitted_to_YARN_with_its_paths_filled_in() =>
        Args(Job(new() { SparkArgs = ["--conf", "a=b"] }, new SparkStepSpec { Application = "s3://c/s.py", Args = ["<input>", "<output>", "<x>"] }), 0)
            .Take(9).ShouldBe(["spark-submit", "--master", "yarn", "--deploy-mode", "cluster", "--conf", "a=b", "s3://c/s.py", "s3://data/in"]);

    [Fact]
    public void A_step_that_is_longer_than_EMR_takes_is_named()
    {
        var job = Job(new(), new StreamingStepSpec { Mapper = "cat" }, new StreamingStepSpec { Mapper = new string('x', 10_240) });
        StepBuilder.CheckLengths(job).ShouldHaveSingleItem().Path.ShouldBe("$.steps[1]");
    }

    [Fact]
    public void Steps_are_named_after_their_job()
    {
        var job = Some.Job(2);
        StepBuilder.Build(job, 1, ActionOnFailure.CONTINUE).Name.ShouldBe($"{job.Id}: Step 2 of 2");
        JobId.Names(job.Id, job.Steps[1].Name).ShouldBeTrue();
        JobId.Names(job.Id, job.Id + "x: Step 1 of 2").ShouldBeFalse();
    }

    private static Job Job(JobOptions options, params StepSpec[] steps) => JobFactory.Create(
        new() { Label = "l", Owner = "o", Steps = steps, Input = ["s3://data/in"], Options = options }, "", Some.Time, Some.Settings);

    private static List<string> Args(Job job, int step) => StepBuilder.Build(job, step, ActionOnFailure.CONTINUE).HadoopJarStep.Args;

    private static string After(List<string> args, string option) => args[args.IndexOf(option) + 1];
}
